using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>The expressions in a statement or prelude that Sass evaluates.</summary>
internal static class StatementTexts
{
    /// <summary>Those of a node itself, not of what stands in it.</summary>
    internal static IEnumerable<(string Text, SassExpression Expression, bool IsCss)> Expressions(ScssNode node) =>
        node.Head is var text && text.AsSpan().ContainsAny('(', '$')
            ? Expressions(text, SassDirective.Read(text), isRaw: node is ScssStatement { IsCustomProperty: true } or ScssBlock { IsRule: true })
            : [];

    /// <returns>Each with the text that it was read from, and whether its value is written to CSS.</returns>
    internal static IEnumerable<(string Text, SassExpression Expression, bool IsCss)> Expressions(string text, SassDirective? directive, bool isRaw)
    {
        if (directive is null)
        {
            if (isRaw || ScssDeclaration.Read(text) is not { } declaration)
            {
                return Interpolations(text).Select(static part => (part.Text, (SassExpression)part.Expression, false));
            }

            var name = Interpolations(text[..declaration.ValueStart]).Select(static part => (part.Text, (SassExpression)part.Expression, false));
            return name.Concat(One(text, declaration.ValueStart, declaration.ValueEnd, isCss: !text.StartsWith('$')));
        }

        var start = directive.Value.RestStart;
        switch (directive.Value.Name)
        {
            case "include" or "content":
                return start < text.Length && text[start] == '(' && SassExpressionReader.ReadArguments(text, start, text.Length) is { } call
                    ? call.Arguments.Select(argument => (text, argument.Value, false))
                    : [];
            case "function" when text.EndsWith('}'):
                return Interpolations(text).Select(static part => (part.Text, (SassExpression)part.Expression, false));
            case "mixin" or "function":
                return SassParameters.Read(text, start).Where(static parameter => parameter.DefaultStart >= 0)
                    .SelectMany(parameter => One(text, parameter.DefaultStart, parameter.DefaultEnd, isCss: false));
            case "if" or "else if" or "while" or "return" or "debug" or "warn" or "error":
                return One(text, start, text.Length, isCss: false);
            case "each" or "for" or "else" or "use" or "forward":
                return [];
            default:
                return Interpolations(text).Select(static part => (part.Text, (SassExpression)part.Expression, false));
        }
    }

    /// <summary>The interpolation in a text that is otherwise none of Sass's, each with the text.</summary>
    internal static IEnumerable<(string Text, Interpolation Expression)> Interpolations(string text, bool isComment = false)
    {
        for (var i = 0; i < text.Length;)
        {
            var isInterpolation = ScssText.IsInterpolation(text, i);
            var isSkipped = !isComment && ScssText.StartsComment(text, i);
            var end = isInterpolation || isSkipped ? ScssList.EndOfPiece(text, i) : i + 1;
            if (isInterpolation && SassExpressionReader.Read(text, i, end) is Identifier { Parts: [var interpolation] })
            {
                yield return (text, interpolation);
            }

            i = end;
        }
    }

    /// <summary>What a loop goes through. <c>1 through 3</c> reads as a list of three.</summary>
    internal static SassExpression? LoopedThrough(string text, SassDirective? directive) =>
        directive is { Name: "each" or "for" } loop && SassDirective.IndexOfWord(text, loop.RestStart, loop.Name == "each" ? "in" : "from") is >= 0 and var at
            ? SassExpressionReader.Read(text, at + (loop.Name == "each" ? "in" : "from").Length, text.Length)
            : null;

    private static IEnumerable<(string Text, SassExpression Expression, bool IsCss)> One(string text, int start, int end, bool isCss) =>
        SassExpressionReader.Read(text, start, end) is { } expression ? [(text, expression, isCss)] : [];
}
