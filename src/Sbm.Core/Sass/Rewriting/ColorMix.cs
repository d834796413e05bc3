using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>Rule 5 for a colour that only Site Builder knows: the browser mixes it.</summary>
internal static class ColorMix
{
    /// <summary>The same for a custom property that the source itself names. What Sass hands on, <c>rgba(var(--x), .5)</c>, stays.</summary>
    internal static string? OfCustomProperty(FunctionCall call, ExpressionRewriter rewriter, SassEvaluator evaluator) =>
        call is { Module: null, Arguments.Count: 2 } && call.Name != "rgba"
        && Find(call, "color", 0) is FunctionCall { Module: null, Name: "var" } color
            ? TryRewrite(call, color, rewriter, evaluator)
            : null;

    /// <returns>Null if there is no form for this function; then it cannot be converted.</returns>
    /// <exception cref="NotConvertibleException">The colour itself cannot be converted.</exception>
    internal static string? TryRewrite(FunctionCall call, ExpressionRewriter rewriter, SassEvaluator evaluator) =>
        call.Arguments.Count == 2 && Find(call, "color", 0) is { } color && !rewriter.HasSass(color) && rewriter.HasUnknown(color)
            ? TryRewrite(call, color, rewriter, evaluator)
            : null;

    private static string? TryRewrite(FunctionCall call, SassExpression color, ExpressionRewriter rewriter, SassEvaluator evaluator)
    {
        if (Find(call, call.Name == "rgba" ? "alpha" : "amount", 1) is not { } amount || evaluator.Evaluate(amount) is not SassNumber number)
        {
            return null;
        }

        return call.Name switch
        {
            "lighten" => Mix("white", number.Value, isMixedIn: true),
            "darken" => Mix("black", number.Value, isMixedIn: true),
            "rgba" => Mix("transparent", Fraction(number) * 100, isMixedIn: false),
            "transparentize" or "fade-out" => Mix("transparent", (1 - Fraction(number)) * 100, isMixedIn: false),
            _ => null,
        };

        string Mix(string other, double percent, bool isMixedIn)
        {
            var share = new SassNumber(percent, "%").ToCss();
            var first = rewriter.ToCss(color);
            return isMixedIn ? $"color-mix(in srgb, {first}, {other} {share})" : $"color-mix(in srgb, {first} {share}, {other})";
        }
    }

    private static double Fraction(SassNumber number) => number.Unit == "%" ? number.Value / 100 : number.Value;

    private static SassExpression? Find(FunctionCall call, string name, int position) =>
        call.Arguments.FirstOrDefault(argument => argument.Name == name)?.Value
        ?? (position < call.Arguments.Count && call.Arguments[position] is { Name: null, IsRest: false } argument ? argument.Value : null);
}
