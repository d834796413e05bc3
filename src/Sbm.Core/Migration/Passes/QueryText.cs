using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>The conditions of <c>@media</c> and <c>@supports</c>: values stand in parentheses behind a colon or a comparison.</summary>
internal static class QueryText
{
    /// <exception cref="NotConvertibleException"/>
    internal static string Convert(string text, int start, Func<string, ExpressionRewriter> rewriter)
    {
        var converted = new StringBuilder(text.Length).Append(text, 0, start);
        for (var i = start; i < text.Length;)
        {
            var end = ScssList.EndOfPiece(text, i);
            if (text[i] == '(' && EndsInOperator(converted))
            {
                converted.Append(' '); // "and(" was taken for an operator
            }

            if (text[i] == '(' && EndOfFeature(text, i) is { } close)
            {
                converted.Append(Feature(text, i, close, rewriter));
                end = close;
            }
            else
            {
                var piece = text[i..end];
                converted.Append(piece.StartsWith("#{", StringComparison.Ordinal) ? PlainText.Convert(piece, rewriter)
                    : piece == "$" ? throw new NotConvertibleException("this query cannot be read")
                    : piece);
            }

            i = end;
        }

        return converted.ToString();
    }

    private static bool EndsInOperator(StringBuilder text)
    {
        var start = text.Length;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
        {
            start--;
        }

        return start > 0 && (char.IsWhiteSpace(text[start - 1]) || text[start - 1] == ')') && text.ToString(start, text.Length - start).ToLowerInvariant() is "and" or "or" or "not";
    }

    // Parentheses in which a colon or comparison comes before any others: "(top: 1px)", "($feature)", not "(not (top: 1px))".
    private static int? EndOfFeature(string text, int open)
    {
        var first = text.AsSpan(open + 1).IndexOfAny("(:<>)");
        if (first < 0 || text[open + 1 + first] == '(' || (text[open + 1 + first] == ')' && text[ScssText.SkipSpaceAndComments(text, open + 1)] != '$'))
        {
            return null;
        }

        var depth = 0;
        for (var i = open; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return null;
    }

    private static string Feature(string text, int open, int end, Func<string, ExpressionRewriter> rewriter)
    {
        var colon = ColonIn(text, open, end);
        var valueStart = colon < 0 ? open + 1 : colon + 1;
        if (SassExpressionReader.Read(text, valueStart, end - 1) is not { } value)
        {
            return text.AsSpan(open, end - open).Contains('$') ? throw new NotConvertibleException("this condition cannot be read") : text[open..end];
        }

        return string.Concat(Name(text, open, colon, rewriter), text.AsSpan(valueStart, value.Start - valueStart), rewriter(text).ToSass(value), text.AsSpan(value.End, end - value.End));
    }

    // The name of a feature is an expression to Sass too; "--x" is not.
    private static string Name(string text, int open, int colon, Func<string, ExpressionRewriter> rewriter) =>
        colon < 0 ? "("
        : !text.AsSpan(open, colon - open).Contains('$') ? text[open..(colon + 1)]
        : SassExpressionReader.Read(text, open + 1, colon) is { } name
            ? string.Concat(text.AsSpan(open, name.Start - open), rewriter(text).ToSass(name), text.AsSpan(name.End, colon + 1 - name.End))
            : throw new NotConvertibleException("this condition cannot be read");

    private static int ColonIn(string text, int open, int end)
    {
        for (var i = open; i < end; i = ScssList.EndOfPiece(text, i))
        {
            if (text[i] == ':')
            {
                return i;
            }
        }

        return -1;
    }
}
