using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What the current Sass refuses in the queries of an <c>@media</c>, or reads otherwise than the old one did.</summary>
internal static partial class QueryRefusals
{
    /// <param name="media">The block.</param>
    /// <param name="directive">Its head.</param>
    /// <param name="around">The heads of the <c>@media</c> around it, with whose queries Sass puts these together.</param>
    /// <param name="log">Is told what is read otherwise.</param>
    /// <exception cref="NotConvertibleException">Sass refuses it.</exception>
    internal static void Check(ScssBlock media, SassDirective directive, IEnumerable<string> around, MigrationLog log)
    {
        var text = media.Prelude;
        if (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^1].ToLowerInvariant() is "and" or "or" or "not")
        {
            throw new NotConvertibleException("there is nothing behind its last word");
        }

        if (HasGap(text, directive.RestStart))
        {
            throw new NotConvertibleException("a query has nothing where Sass wants something");
        }

        if (ReadOtherwise(text, around) is { } reason)
        {
            log.Leave(media, reason);
        }
    }

    private static string? ReadOtherwise(string text, IEnumerable<string> around) =>
        around.Any() && around.Append(text).Any(HasNot) ? "the current Sass puts queries with 'not' together with those around them otherwise"
        : OldTextPass.HasNull(text) ? "the current Sass writes another character for '\\0' in a query"
        : HasNestedParentheses(text) ? "the old Sass computed what stands in parentheses in those of a query, the current one hands it on"
        : BringsNot().IsMatch(text) ? "the current Sass leaves out the parentheses around 'not' in a query"
        : null;

    private static bool HasNot(string text) =>
        text.Split(' ', '\t', '\n', '\r', ',').Any(static word => word.Equals("not", StringComparison.OrdinalIgnoreCase));

    // Parentheses that begin with others, or with "not".
    private static bool HasNestedParentheses(string text)
    {
        for (var i = 0; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            if (text[i] == '(' && text.AsSpan(i + 1).TrimStart() is var inside && (inside.StartsWith("(") || (inside.StartsWith("not", StringComparison.OrdinalIgnoreCase) && inside.Length > 3 && !ScssText.IsNameCharacter(inside[3]))))
            {
                return true;
            }
        }

        return false;
    }

    // A query of a list is missing, or what stands in its parentheses.
    private static bool HasGap(string text, int start) =>
        text.AsSpan(start).Trim() is var queries && (queries.StartsWith(",") || queries.EndsWith(",")) || Gap().IsMatch(text);

    [GeneratedRegex(@"(?<![\w-])\(\s*(?:[\w-]+\s*:)?\s*\)")]
    private static partial Regex Gap();

    // Interpolation brings a "not" into parentheses.
    [GeneratedRegex("""\(\s*#\{\s*["']\s*not\b|#\{\s*["']\s*\(\s*not\b""", RegexOptions.IgnoreCase)]
    private static partial Regex BringsNot();
}
