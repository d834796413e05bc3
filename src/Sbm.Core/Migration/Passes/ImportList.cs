using System.Buffers;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>One item of an <c>@import</c>.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Path">
/// What Sass itself would read; null for what it leaves to the browser: <c>url()</c>, addresses, <c>.css</c>, and those with media queries.
/// </param>
internal readonly record struct ImportItem(string Text, string? Path);

/// <summary>Reads what stands behind <c>@import</c>, where comments may stand anywhere.</summary>
internal static class ImportList
{
    // What no media query, layer or feature holds outside parentheses.
    private static readonly SearchValues<char> NoQuery = SearchValues.Create("\"'$@.:&%*=<>~+{}!");

    /// <param name="node">The statement; a block is one that lost its semicolon.</param>
    /// <param name="text">Its text or prelude.</param>
    /// <param name="start">The offset behind the directive's name.</param>
    /// <exception cref="SbmException"><c>ScssInvalid</c>: there is no semicolon.</exception>
    internal static List<ImportItem> Read(ScssNode node, string text, int start)
    {
        var items = new List<ImportItem>();
        for (var at = ScssText.SkipSpaceAndComments(text, start); at < text.Length; at = ScssText.SkipSpaceAndComments(text, at + 1))
        {
            var isString = text[at] is '"' or '\'';
            var first = isString ? ScssList.EndOfPiece(text, at) : at;
            var (end, isQuery) = EndOfItem(text, first);
            if (isString && !isQuery)
            {
                throw MissingSemicolon(node, first, "@import");
            }

            if (end > at)
            {
                var isAlone = isString && ScssText.SkipSpaceAndComments(text, first) >= end;
                items.Add(new ImportItem(isAlone ? text[at..first] : text[at..end].TrimEnd(), isAlone && !IsForBrowser(text[(at + 1)..(first - 1)]) ? text[(at + 1)..(first - 1)] : null));
            }

            if (node is ScssBlock && end == text.Length)
            {
                throw MissingSemicolon(node, isString ? first : end, "@import");
            }

            at = end;
        }

        return items;
    }

    /// <param name="node">The statement that lacks it.</param>
    /// <param name="at">Where it should be, from the node's start.</param>
    /// <param name="directive">For example <c>@import</c>.</param>
    internal static SbmException MissingSemicolon(ScssNode node, int at, string directive) => node.Source!.Error(node.Offset + at, $"expected \";\" after this {directive}");

    // The comma or the end, and whether what stands before it may be a query.
    private static (int End, bool IsQuery) EndOfItem(string text, int at)
    {
        var isQuery = true;
        var depth = 0;
        while (at < text.Length && (depth > 0 || text[at] != ','))
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            isQuery &= depth > 0 || !NoQuery.Contains(text[at]);
            at = ScssList.EndOfPiece(text, at);
        }

        return (at, isQuery);
    }

    private static bool IsForBrowser(string name) =>
        name.EndsWith(".css", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("//", StringComparison.Ordinal)
        || name.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
