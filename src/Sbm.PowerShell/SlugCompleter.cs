using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Sbm.Core;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>Completes slugs from the store.</summary>
public sealed class SlugCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var pattern = WildcardPattern.Get((wordToComplete ?? string.Empty).Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        try
        {
            var path = fakeBoundParameters?["StorePath"] as string;
            var settings = new SbmSettings(new SettingParameters { StorePath = path is null ? null : Path.GetFullPath(path) });
            return new RunStore(settings.StorePath.Value).ReadAll()
                .Select(static run => run.Record.Slug)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(pattern.IsMatch)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(static slug => new CompletionResult(slug))
                .ToList();
        }
        catch (Exception error) when (error is SbmException or IOException or UnauthorizedAccessException)
        {
            return []; // the command itself will say what is wrong
        }
    }
}
