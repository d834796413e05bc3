using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>Computes what a call of a function gives: one of Sass's own, of its modules or of the common theme's, or of CSS, which stays text.</summary>
/// <param name="text">The text that the call was read from.</param>
/// <param name="variables">What is known of the variables there.</param>
/// <param name="definitions">What the theme defines itself.</param>
/// <param name="evaluator">Computes the arguments.</param>
internal sealed class CallEvaluator(string text, IVariables variables, ThemeDefinitions definitions, SassEvaluator evaluator)
{
    /// <returns>Null if it cannot be computed.</returns>
    internal SassValue? Evaluate(FunctionCall call)
    {
        if (call.Module is null && definitions.IsFunction(call.Name))
        {
            return null;
        }

        if (SassQuestion.IsOne(call))
        {
            return SassQuestion.Answer(call, evaluator, variables);
        }

        if (SassQuestion.IsOfCommonTheme(call, evaluator, definitions))
        {
            return SassBoolean.True;
        }

        if (TakenBranch(call) is { } branch)
        {
            return evaluator.Evaluate(branch) is { } taken and not CssText ? taken : null;
        }

        var isComputed = call.NameParts.Count == 0 && (call.Module is not null || SassFunctions.IsBuiltIn(call.Name));
        if (isComputed && Compute(call) is { } computed)
        {
            var isLiteral = call.Name is "hsl" or "hsla" && call.Arguments.All(static argument => argument is { Name: null, Value: NumberLiteral });
            return computed is SassNumber { Written: { } written } number && written.Contains('/', StringComparison.Ordinal) ? number with { Written = null }
                : isLiteral && computed is SassColor color ? color with { Written = text[call.Start..call.End] }
                : computed;
        }

        if (call.Module is not null || (isComputed && !CssFunctions.IsAlsoCss(call.Name)))
        {
            return null;
        }

        return evaluator.Join(call, call.Children) is { } css ? new CssText(css) : null;
    }

    /// <summary>The argument of <c>if()</c> that is its value, if its condition is known: Sass does not look at the other.</summary>
    internal SassExpression? TakenBranch(FunctionCall call) =>
        call is { Module: null, Name: "if", NameParts.Count: 0, Arguments: [{ Name: null, IsRest: false } condition, { Name: null, IsRest: false } then, { Name: null, IsRest: false } otherwise] }
        && evaluator.Evaluate(condition.Value) is { } value and not CssText
            ? (value.IsTruthy ? then : otherwise).Value
            : null;

    private SassValue? Compute(FunctionCall call)
    {
        var positional = new List<SassValue>();
        var named = new Dictionary<string, SassValue>();
        foreach (var argument in call.Arguments)
        {
            if (evaluator.Evaluate(argument.Value) is not { } value || (value is CssText && !CommonThemeFunctions.IsCommon(call.Name)))
            {
                return null;
            }

            if (argument.IsRest && value is SassList list)
            {
                positional.AddRange(list.Items);
            }
            else if (argument.IsRest || (argument.Name is not null && !named.TryAdd(argument.Name, value)))
            {
                return null;
            }
            else if (argument.Name is null)
            {
                positional.Add(value);
            }
        }

        if (call is { Module: null, Name: "em" } && positional.Count < 2 && !named.ContainsKey("context"))
        {
            if (variables.Find("browser-context") is not LiteralBinding context)
            {
                return null;
            }

            named["context"] = context.Value;
        }

        return call.Module is { } module ? SassFunctions.CallModule(module, call.Name, positional, named) : SassFunctions.Call(call.Name, positional, named);
    }
}
