using System.Text;
using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>Puts what was rewritten into the text around it, so that the two do not run together into something else.</summary>
internal static class RewrittenText
{
    /// <summary>The text of an expression with its direct parts rewritten.</summary>
    internal static string Of(string text, SassExpression expression, Func<SassExpression, string> rewrite)
    {
        StringBuilder? composed = null;
        var at = expression.Start;
        var endOfPrevious = -1;
        foreach (var child in expression.Children)
        {
            var original = text[child.Start..child.End];
            var rewritten = rewrite(child);
            if (rewritten != original && expression is UnaryOperation or BinaryOperation && rewritten.StartsWith('-'))
            {
                rewritten = $"({rewritten})"; // "$a -$b" must not become "$a --5px"
            }
            else if (rewritten != original && expression is UnaryOperation { Operator: "-" } && char.IsLetter(rewritten[0]))
            {
                rewritten = $"({rewritten})"; // nor "-$n" the name "-null"
            }

            if (rewritten != original || composed is not null)
            {
                composed ??= new StringBuilder();
                composed.Append(text, at, child.Start - at);
                if (expression is ListLiteral && child.Start == endOfPrevious)
                {
                    composed.Append(' '); // "1px solid$c": two values that touch stay two
                }

                composed.Append(rewritten);
                at = child.End;
            }

            endOfPrevious = child.End;
        }

        return composed is null ? text[expression.Start..expression.End] : composed.Append(text, at, expression.End - at).ToString();
    }

    /// <summary>What interpolation inserts behind a text.</summary>
    internal static string Behind(ReadOnlySpan<char> text, string inserted) =>
        inserted.Length > 0 && (char.IsAsciiHexDigit(inserted[0]) || char.IsWhiteSpace(inserted[0])) && EndsInEscape(text) ? " " + inserted : inserted;

    // "\f0#{$n}": the digit that is inserted must not become one of the escape's.
    private static bool EndsInEscape(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < 6 && digits < text.Length && char.IsAsciiHexDigit(text[^(digits + 1)]))
        {
            digits++;
        }

        var slashes = text.Length - digits - text[..^digits].TrimEnd('\\').Length;
        return digits is > 0 and < 6 && slashes % 2 == 1;
    }
}
