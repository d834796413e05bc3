using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Sass evaluates <c>#{…}</c> in <c>/* … */</c>. What is known takes its place; what only the outputs' own Sass knows stays; all else
/// loses its <c>#{}</c>, so that the comment compiles.
/// </summary>
internal static class CommentText
{
    /// <summary>Converts comments and the white space between them.</summary>
    internal static string Convert(string text, Func<string, ExpressionRewriter> rewriter)
    {
        if (!text.Contains("#{", StringComparison.Ordinal))
        {
            return text;
        }

        var isInComment = false;
        var converted = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!ScssText.IsInterpolation(text, i))
            {
                // Commented-out code stays: in a line comment, Sass looks for nothing.
                var start = i;
                i = ScssText.StartsLineComment(text, i) && !isInComment ? ScssText.EndOfLine(text, i) : i + 1;
                isInComment = (isInComment || ScssText.StartsComment(text, start)) && !(text[start] == '/' && start > 1 && text[start - 1] == '*');
                converted.Append(text, start, i - start);
                continue;
            }

            var end = ScssText.EndOfInterpolation(text, i);
            end = end < 0 ? i + 2 : end; // it is never closed
            converted.Append(Insert(text[i..end], rewriter));
            i = end;
        }

        return converted.ToString();
    }

    private static string Insert(string text, Func<string, ExpressionRewriter> rewriter) =>
        SassExpressionReader.Read(text, 0, text.Length) is Identifier { Parts: [var interpolation] } && rewriter(text).InComment(interpolation) is { } inserted
        && !inserted.Contains("*/", StringComparison.Ordinal)
            ? inserted
            : text.Replace("#{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal);
}
