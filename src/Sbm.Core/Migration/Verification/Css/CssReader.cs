namespace Sbm.Core.Migration.Verification.Css;

/// <summary>One declaration of a compiled sheet and where it stands.</summary>
/// <param name="Context">The at-rules around it, the outermost first: <c>@media print</c>, <c>@keyframes fade</c>.</param>
/// <param name="Selector">The rule's selector, or a frame's; empty if there is none.</param>
/// <param name="Property">Its name; an at-rule without a block, such as <c>@import</c>, counts as one.</param>
internal sealed record CssDeclaration(IReadOnlyList<string> Context, string Selector, string Property, string Value);

/// <summary>
/// Reads what Dart Sass has written to a flat list, in order: how declarations are grouped in rules says nothing, their order does.
/// </summary>
internal sealed class CssReader
{
    private readonly string _css;
    private readonly List<CssDeclaration> _declarations = [];
    private int _at;

    private CssReader(string css) => _css = css;

    internal static IReadOnlyList<CssDeclaration> Read(string css)
    {
        var reader = new CssReader(css.TrimStart('\uFEFF'));
        reader.ReadBlock([], string.Empty);
        return reader._declarations;
    }

    // Reads to the brace that closes the block, or to the end of the sheet.
    private void ReadBlock(IReadOnlyList<string> context, string selector)
    {
        while (true)
        {
            var text = ReadTo(";{}").Trim();
            var end = _at < _css.Length ? _css[_at++] : '}';
            if (end == '{')
            {
                var isAtRule = text.StartsWith('@');
                ReadBlock(isAtRule ? CssNesting.Inside(context, OnOneLine(text)) : context, isAtRule ? selector : CssNesting.Resolve(selector, OnOneLine(text)));
                continue;
            }

            if (text.Length > 0)
            {
                _declarations.Add(Declaration(context, selector, text));
            }

            if (end == '}')
            {
                return;
            }
        }
    }

    private static CssDeclaration Declaration(IReadOnlyList<string> context, string selector, string text)
    {
        var end = text.StartsWith('@') ? text.IndexOf(' ', StringComparison.Ordinal) : text.IndexOf(':', StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        return new(context, selector, text[..end].TrimEnd(), text[Math.Min(end + 1, text.Length)..].Trim());
    }

    // Leaves comments out. Ends before one of the characters that stands in no string, bracket or value of a custom property.
    private string ReadTo(string ends)
    {
        var text = new System.Text.StringBuilder();
        var depth = 0;
        while (_at < _css.Length)
        {
            var c = _css[_at];
            if (depth == 0 && ends.Contains(c, StringComparison.Ordinal) && !(c == '{' && IsRawValue(text)))
            {
                break;
            }

            if (CssText.IsCommentAt(_css, _at))
            {
                _at = CssText.EndOfComment(_css, _at);
                text.Append(' ');
                continue;
            }

            depth += c switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            var end = CssText.EndOfPiece(_css, _at);
            text.Append(_css, _at, end - _at);
            _at = end;
        }

        return text.ToString();
    }

    private static bool IsRawValue(System.Text.StringBuilder text)
    {
        var soFar = text.ToString().TrimStart();
        return soFar.StartsWith("--", StringComparison.Ordinal) && soFar.Contains(':', StringComparison.Ordinal);
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Replace('\'', '"').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
