using System.Text;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// What the Sass of legacy themes handed on as it stands and the current one would read otherwise becomes interpolation: <c>\0</c> of hacks for old
/// browsers, <c>//</c> in text that is none of Sass's. And <c>var(--a,)</c> loses its comma, as it did there.
/// </summary>
internal static class OldTextPass
{
    internal static void Apply(List<ScssNode> nodes)
    {
        foreach (var node in StatementVariables.All(nodes))
        {
            if (node is ScssStatement statement)
            {
                statement.Text = statement.IsAtRule ? ConvertAtRule(statement.Text) : statement.IsCustomProperty ? statement.Text : ConvertDeclaration(statement.Text);
            }
            else if (node is ScssBlock { IsAtRule: true } block)
            {
                block.Prelude = ConvertAtRule(block.Prelude);
            }
        }
    }

    private static string ConvertDeclaration(string text)
    {
        if ((text.Contains("//", StringComparison.Ordinal) || text.Contains(',', StringComparison.Ordinal)) && ValueOf(text) is { } value)
        {
            text = Convert(text, value);
        }

        return text.Contains("\\0", StringComparison.Ordinal) ? KeepNulls(text, ValueOf(text)) : text;
    }

    private static SassExpression? ValueOf(string text) =>
        ScssDeclaration.Read(text) is { } declaration ? SassExpressionReader.Read(text, declaration.ValueStart, declaration.ValueEnd) : null;

    private static string Convert(string text, SassExpression expression)
    {
        foreach (var child in expression.Children.Reverse())
        {
            text = Convert(text, child); // from the end, so that what comes before keeps its place
        }

        return expression switch
        {
            RawText { Start: var start, End: var end } when text[end - 1] == ')' && !text.AsSpan(start).StartsWith("url", StringComparison.OrdinalIgnoreCase) => KeepSlashes(text, start, end),
            FunctionCall { Module: null, Name: "var", Arguments: [{ IsRest: false } name] } call when text.AsSpan(name.Value.End, call.End - 1 - name.Value.End).Trim() is "," =>
                string.Concat(text.AsSpan(0, name.Value.End), text.AsSpan(call.End - 1)),
            _ => text,
        };
    }

    // In what Sass does not know, and in the parentheses of a condition, two slashes began no comment.
    private static string ConvertAtRule(string text) => !text.Contains("//", StringComparison.Ordinal) ? text : SassDirective.Read(text)?.Name switch
    {
        "supports" => KeepSlashes(text, 0, text.Length, IsRawInSupports),
        "include" or "mixin" or "function" or "return" or "if" or "else" or "else if" or "for" or "each" or "while" or "content" or "extend" or "use" or "forward" or "import"
            or "media" or "document" or "-moz-document" or "at-root" or "debug" or "warn" or "error" or "charset" or "keyframes" or "font-face" or "page" => text,
        { } => KeepSlashes(text, SassDirective.Read(text)!.Value.RestStart, text.Length),
        null => text,
    };

    // In a function, in the value of a custom property, and behind something that is no declaration.
    private static bool IsRawInSupports(string text, int at)
    {
        var open = text.LastIndexOf('(', at);
        if (open <= 0 || text.IndexOf(')', open) < at)
        {
            return false;
        }

        var before = text.AsSpan(open + 1, at - open - 1).Trim();
        return ScssText.IsNameCharacter(text[open - 1])
            || (before.StartsWith("--") ? before.Contains(':') : before.Length > 0 && !text.AsSpan(open, text.IndexOf(')', at) is > 0 and var close ? close - open : text.Length - open).Contains(':'));
    }

    private static string KeepSlashes(string text, int start, int end, Func<string, int, bool>? isRaw = null)
    {
        var kept = new StringBuilder(text, 0, start, text.Length);
        for (var i = start; i < end;)
        {
            if (ScssText.StartsLineComment(text, i) && isRaw?.Invoke(text, i) != false)
            {
                kept.Append("#{\"//\"}");
                i += 2;
                continue;
            }

            var next = Math.Min(ScssList.EndOfPiece(text, i), end);
            kept.Append(text, i, next - i);
            i = next;
        }

        return kept.Append(text, end, text.Length - end).ToString();
    }

    // "500px\0" as one piece, which Sass takes as it is, unless it computes with it.
    private static string KeepNulls(string text, SassExpression? value)
    {
        var kept = new StringBuilder(text.Length);
        var word = 0; // where it begins
        for (var i = 0; i < text.Length;)
        {
            var next = ScssList.EndOfPiece(text, i);
            if (next == i + 1 && (char.IsWhiteSpace(text[i]) || text[i] is ':' or ',' or '(' or ')' or '/' or ';'))
            {
                kept.Append(Kept(word, i)).Append(text[i]);
                word = next;
            }

            i = next;
        }

        return kept.Append(Kept(word, text.Length)).ToString();

        string Kept(int start, int end) => value?.Contains(part => IsComputed(part) && part.Start <= start && end <= part.End) == true ? text[start..end] : AsText(text[start..end]);
    }

    private static bool IsComputed(SassExpression part) =>
        part is BinaryOperation { Operator: "==" or "!=" } or FunctionCall { Module: not null } || (part is FunctionCall call && SassFunctions.IsBuiltIn(call.Name));

    private static string AsText(string word) => HasNull(word) && word.AsSpan().IndexOfAny("$\"'{") < 0 ? $"#{{\"{word.Replace("\\", "\\\\", StringComparison.Ordinal)}\"}}" : word;

    /// <summary>Whether a text has the escape of the character that there is not.</summary>
    internal static bool HasNull(string word)
    {
        for (var at = word.IndexOf("\\0", StringComparison.Ordinal); at >= 0; at = word.IndexOf("\\0", at + 2, StringComparison.Ordinal))
        {
            var end = at + 1;
            while (end < word.Length && word[end] == '0')
            {
                end++;
            }

            if ((end == word.Length || !char.IsAsciiHexDigit(word[end])) && (at == 0 || word[at - 1] != '\\'))
            {
                return true;
            }
        }

        return false;
    }
}
