using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>What a name with wildcards matches, without regard to case and culture.</summary>
internal static class NamePattern
{
    /// <exception cref="SbmException"><c>InvalidPattern</c>: a bracket in it is left open.</exception>
    internal static WildcardPattern Of(string text)
    {
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            _ = pattern.IsMatch(string.Empty); // the engine reads a pattern when it is first used
            return pattern;
        }
        catch (WildcardPatternException error)
        {
            throw new SbmException("InvalidPattern", $"'{text}' is no pattern: a bracket is left open.", "Close it, or write a backtick before it if the name has it: '`['.", text, error);
        }
    }
}
