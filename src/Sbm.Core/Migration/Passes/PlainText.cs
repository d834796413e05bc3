using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Text in which Sass looks for nothing but <c>#{…}</c>: selectors, names of properties, custom properties.</summary>
internal static class PlainText
{
    /// <exception cref="NotConvertibleException"/>
    internal static string Convert(string text, Func<string, ExpressionRewriter> rewriter)
    {
        if (!text.Contains("#{", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('$', '(') < 0)
        {
            return text;
        }

        var converted = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var isInterpolation = ScssText.IsInterpolation(text, i);
            var isComment = ScssText.StartsComment(text, i);
            var end = isInterpolation || isComment ? ScssList.EndOfPiece(text, i) : i + 1;
            converted.Append(isInterpolation ? Insert(text[i..end], rewriter) : text[i..end]);
            i = end;
        }

        return converted.ToString();
    }

    private static string Insert(string text, Func<string, ExpressionRewriter> rewriter) =>
        SassExpressionReader.Read(text, 0, text.Length) is Identifier { Parts: [var interpolation] }
            ? rewriter(text).Insert(interpolation, isPlain: true)
            : text.Contains('$', StringComparison.Ordinal) ? throw new NotConvertibleException("this interpolation cannot be read") : text;
}
