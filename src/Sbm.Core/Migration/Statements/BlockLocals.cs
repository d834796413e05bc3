using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Statements;

/// <summary>The variables that a block's head declares for what is in it: parameters, loop variables and those of <c>using</c>.</summary>
internal static class BlockLocals
{
    /// <param name="prelude">The block's head.</param>
    /// <param name="directive">What the head says; null for a rule, which has none.</param>
    /// <returns>Names without <c>$</c>.</returns>
    internal static IEnumerable<string> Of(string prelude, SassDirective? directive)
    {
        switch (directive?.Name)
        {
            case "mixin" or "function":
                return SassParameters.Read(prelude, directive.Value.RestStart).Select(static parameter => parameter.Name);
            case "include" when SassParameters.StartOfUsing(prelude, directive.Value.RestStart) is { } start:
                return SassParameters.Read(prelude, start).Select(static parameter => parameter.Name);
            case "each" or "for":
                var end = SassDirective.IndexOfWord(prelude, directive.Value.RestStart, directive.Value.Name == "each" ? "in" : "from");
                return SassParameters.NamesIn(prelude, directive.Value.RestStart, end < 0 ? prelude.Length : end);
            default:
                return [];
        }
    }
}
