using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>Rules inside others, as plain CSS has them now: what they are without that.</summary>
internal static class CssNesting
{
    /// <summary>The selector of a nested rule, <c>&amp;</c> being the one around it.</summary>
    /// <param name="parent">The selector around it; empty if there is none.</param>
    /// <param name="selector">Its own.</param>
    internal static string Resolve(string parent, string selector) => parent.Length == 0 ? selector
        : string.Join(", ", ScssList.Split(parent).SelectMany(outer => ScssList.Split(selector).Select(inner =>
            inner.Contains('&', StringComparison.Ordinal) ? inner.Replace("&", outer, StringComparison.Ordinal) : $"{outer} {inner}")));

    /// <summary>The at-rules around what is in one more; media queries that both have to hold are one.</summary>
    internal static IReadOnlyList<string> Inside(IReadOnlyList<string> context, string atRule) =>
        context.Count > 0 && context[^1] is var outer && IsSimple(outer) && IsSimple(atRule)
            ? [.. context.SkipLast(1), $"{outer} and {atRule["@media".Length..].Trim()}"]
            : [.. context, atRule];

    private static bool IsSimple(string atRule) =>
        atRule.StartsWith("@media ", StringComparison.Ordinal) && !atRule.Contains(',', StringComparison.Ordinal)
        && !atRule.Contains("not ", StringComparison.OrdinalIgnoreCase) && !atRule.Contains(" or ", StringComparison.OrdinalIgnoreCase);
}
