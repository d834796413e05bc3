using System.Buffers;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Rules 4 and 5 for one expression. It is rewritten for one of two places: a property's value, where a variable becomes
/// <c>var()</c> and arithmetic <c>calc()</c>; or a place where Sass needs the value itself, and literals go in. What holds no
/// variable that leaves is not touched.
/// </summary>
internal sealed class ExpressionRewriter
{
    private readonly string _text;
    private readonly IVariables _variables;
    private readonly ThemeDefinitions _definitions;
    private readonly SassEvaluator _evaluator;
    private readonly CalcRewriter _calc;
    private readonly CalculationRewriter _calculations;
    private readonly VariableRewriter _variableRewriter;
    private readonly RewriteRefusals _refusals;
    private readonly bool _allowsVar;

    /// <param name="text">The text that the expressions were read from.</param>
    /// <param name="variables">What is known of the variables here.</param>
    /// <param name="definitions">The theme's own mixins and functions.</param>
    /// <param name="allowsVar">False in descriptors such as those of <c>@font-face</c>, where browsers do not know <c>var()</c>.</param>
    internal ExpressionRewriter(string text, IVariables variables, ThemeDefinitions definitions, bool allowsVar = true)
    {
        (_text, _variables, _definitions, _allowsVar) = (text, variables, definitions, allowsVar);
        _evaluator = new SassEvaluator(text, variables, definitions);
        _calc = new CalcRewriter(text, variables, _evaluator, this);
        _variableRewriter = new VariableRewriter(text, variables, definitions, allowsVar);
        _refusals = new RewriteRefusals(text, definitions);
        _calculations = new CalculationRewriter(variables, _evaluator, this, _calc);
    }

    /// <summary>Rewrites a property's value.</summary>
    /// <exception cref="NotConvertibleException"/>
    internal string ToCss(SassExpression expression)
    {
        _refusals.Check(expression);
        switch (expression)
        {
            case VariableUse variable:
                return _variableRewriter.ToCss(variable);
            case RawText raw when raw.Parts.Count > 0 && Slice(raw).StartsWith("calc(", StringComparison.OrdinalIgnoreCase):
                return CalculationRewriter.TextToCss(Compose(raw, InsertPlain));
            case QuotedString or RawText:
                return Compose(expression, InsertPlain);
            case ConditionalValue conditional:
                return Compose(conditional, part => conditional.Conditions.Contains(part) ? ToSass(part) : ToCss(part));
            case Interpolation interpolation:
                return Insert(interpolation);
            case UnaryOperation or BinaryOperation when Leaves(expression):
                return Arithmetic(expression);
            case Parenthesized { Inner: { } inner } when Leaves(expression):
                var converted = ToCss(inner);
                return inner is ListLiteral ? $"({converted})" : converted; // what groups an operation is part of calc() now
            case MapLiteral:
                return ToSass(expression);
            case FunctionCall call:
                return ToCss(call);
            case Calculation calculation:
                return _evaluator.AsOwnFunction(calculation) is { } own ? ToCss(own)
                    : CalculationUnits.IsAccepted(calculation) || calculation.Name == "calc" || LaterFunctions.IsOne(calculation) ? _calculations.ToCss(calculation)
                    : throw new NotConvertibleException($"Sass takes '{calculation.Name}' for the function of CSS, and refuses it");
            default:
                return Compose(expression, ToCss);
        }
    }

    /// <summary>Rewrites what Sass itself evaluates: arguments, conditions, interpolation, local variables.</summary>
    /// <exception cref="NotConvertibleException"/>
    internal string ToSass(SassExpression expression)
    {
        _refusals.Check(expression);
        switch (expression)
        {
            case VariableUse variable:
                return _variableRewriter.ToSass(variable);
            case FunctionCall call when _definitions.CallsCommon(call):
                return OfCommonTheme(call);
            case QuotedString or RawText:
                return Compose(expression, InsertPlain);
            case FunctionCall call when SassQuestion.IsOne(call) || SassQuestion.IsOfCommonTheme(call, _evaluator, _definitions):
                return Answer(call);
            case UnaryOperation or BinaryOperation or FunctionCall when Leaves(expression) || IsColorFunction(expression):
                _refusals.CheckFunctions(expression);
                return _evaluator.TryWrite(expression) is { } text ? _variableRewriter.InSass(_evaluator.Evaluate(expression)!, text)
                    : expression is FunctionCall function && ColorMix.OfCustomProperty(function, this, _evaluator) is { } mix ? mix
                    : TakenBranch(expression) is { } branch ? (branch is BinaryOperation or ListLiteral ? $"({ToSass(branch)})" : ToSass(branch))
                    : Compose(expression, ToSass);
            case Calculation calculation when _evaluator.AsOwnFunction(calculation) is { } own:
                return ToSass(own);
            case Calculation when Leaves(expression) && _evaluator.TryWrite(expression) is { } computed && (_evaluator.Evaluate(expression) is SassNumber || CalculationUnits.AreAccepted(computed)):
                return computed;
            default:
                _refusals.CheckFunctions(expression);
                return Compose(expression, ToSass);
        }
    }

    /// <summary>
    /// What an interpolation becomes. Where its text reaches CSS as it is — in strings, selectors, <c>calc()</c> — a known value
    /// takes its place whole.
    /// </summary>
    internal string Insert(Interpolation interpolation, bool isPlain = false)
    {
        if (!Leaves(interpolation) && !interpolation.Contains(_definitions.CallsCommon))
        {
            _refusals.CheckFunctions(interpolation);
            return ComputedColor(interpolation) is { } text ? $"#{{{text}}}" : Compose(interpolation, ToSass);
        }

        return isPlain && _evaluator.TextOf(interpolation) is { } value && IsSafe(value)
            ? value
            : $"#{{{ToSass(interpolation.Value)}}}";
    }

    // The current Sass inserts a colour that was computed otherwise than the old one did.
    private string? ComputedColor(Interpolation interpolation) =>
        interpolation.Value is FunctionCall call && SassFunctions.IsColorFunction(call.Name) && _evaluator.Evaluate(call) is SassColor { Written: null } color ? color.ToText() : null;

    /// <summary>What an interpolation in a comment becomes; null if it cannot be one in the output.</summary>
    internal string? InComment(Interpolation interpolation) =>
        _evaluator.TextOf(interpolation) is { } known ? known
        : Leaves(interpolation) || interpolation.Contains(static part => part is FunctionCall or VariableUse { Module: not null }) ? null
        : Slice(interpolation);

    /// <summary>Whether anything in the expression cannot stay as it is: a variable that is not a local one.</summary>
    internal bool Leaves(SassExpression expression) =>
        expression.Contains(part => part is VariableUse { Module: null } variable && _variables.Find(variable.Name) is not SassBinding);

    /// <summary>Whether the theme does not know the value of a variable in the expression, but Site Builder may.</summary>
    internal bool HasUnknown(SassExpression expression) =>
        expression.Contains(part => part is VariableUse { Module: null } variable && _variables.Find(variable.Name) is null or CssBinding);

    /// <summary>Whether a variable in the expression stays Sass.</summary>
    internal bool HasSass(SassExpression expression) =>
        expression.Contains(part => part is VariableUse variable && (variable.Module is not null || _variables.Find(variable.Name) is SassBinding));

    internal string Slice(SassExpression expression) => _text[expression.Start..expression.End];

    /// <summary>The text of an expression with its direct parts rewritten.</summary>
    internal string Compose(SassExpression expression, Func<SassExpression, string> rewrite) => RewrittenText.Of(_text, expression, rewrite);

    private string InsertPlain(SassExpression part) => RewrittenText.Behind(_text.AsSpan(0, part.Start), Insert((Interpolation)part, isPlain: true));

    private string Arithmetic(SassExpression expression)
    {
        if (_allowsVar && _calc.TryRewrite(expression) is { } calc)
        {
            return calc;
        }

        if (_evaluator.TryWrite(expression) is { } text)
        {
            return text;
        }

        return HasUnknown(expression)
            ? throw new NotConvertibleException("this cannot be computed without the value of a variable that the theme does not declare")
            : ToSass(expression);
    }

    private string ToCss(FunctionCall call)
    {
        _refusals.CheckFunctions(call);
        if (SassQuestion.IsOne(call) || SassQuestion.IsOfCommonTheme(call, _evaluator, _definitions))
        {
            return Answer(call);
        }

        if (_definitions.CallsCommon(call))
        {
            return OfCommonTheme(call);
        }

        var isOwn = call.Module is null && _definitions.IsFunction(call.Name);
        var isMath = !isOwn && call is { Module: null, NameParts.Count: 0 } && CssMath.IsKnown(call.Name);
        if (isMath && call.Name is not ("min" or "max" or "round" or "abs") && !LaterFunctions.IsOne(call))
        {
            throw new NotConvertibleException($"Sass takes '{call.Name}' for the function of CSS, and refuses it");
        }

        if (isMath && call.Name is "min" or "max" && HasUnknown(call))
        {
            return Compose(call, _calc.Argument);
        }

        var isSass = isOwn || call.Module is not null || SassFunctions.IsBuiltIn(call.Name);
        if (call is { Name: "var", Module: null, Arguments: [var name, ..] })
        {
            var isName = call.Arguments.Any(static argument => argument.IsRest);
            return Compose(call, part => isName || part == name.Value ? ToSass(part) : ToCss(part));
        }

        if (!isSass && call.Name != "url")
        {
            return Compose(call, ToCss);
        }

        if (!Leaves(call) && !IsColorFunction(call))
        {
            return Compose(call, ToSass);
        }

        if (_evaluator.TryWrite(call) is { } text)
        {
            return text;
        }

        if (TakenBranch(call) is { } branch)
        {
            return ToCss(branch);
        }

        if (!isOwn && ColorMix.OfCustomProperty(call, this, _evaluator) is { } mix)
        {
            return mix;
        }

        if (isOwn || !HasUnknown(call))
        {
            return Compose(call, ToSass);
        }

        return ColorMix.TryRewrite(call, this, _evaluator)
            ?? (CssFunctions.IsAlsoCss(call.Name) && !SassFunctions.IsColorFunction(call.Name) ? Compose(call, ToCss) : Compose(call, ToSass));
    }

    // What "if()" gives, the other part never being looked at.
    private SassExpression? TakenBranch(SassExpression expression) =>
        expression is FunctionCall call && !_definitions.IsFunction("if") ? _evaluator.TakenBranch(call) : null;

    // The declaration that it asks for has left, or stays.
    private string Answer(FunctionCall call) =>
        _evaluator.Evaluate(call) is { } answer ? answer.ToCss()
        : SassQuestion.NameIn(call, _evaluator) is { } name && _variables.Find(name) is SassBinding ? Slice(call)
        : throw new NotConvertibleException("which variable it asks for is known only when Sass runs");

    // A result takes the place of a call whose arguments are known; with what only Sass knows it stays, and the output gets the function.
    private string OfCommonTheme(FunctionCall call) =>
        _evaluator.Evaluate(call) is { } value ? value is SassList { Items: [var single] } ? single.ToCss() : VariableRewriter.Grouped(value, value.ToCss())
        : call.Arguments.All(argument => _evaluator.Evaluate(argument.Value) is not null)
            ? throw new NotConvertibleException($"the common theme's function '{call.Name}' cannot compute this")
            : Compose(call, ToSass);

    // Of whiteness and blackness the current Sass computes with fractions that the old one did not keep.
    private bool IsColorFunction(SassExpression expression) =>
        expression is FunctionCall { Module: "color", Name: "whiteness" or "blackness" or "adjust" or "change" or "scale" } hwb
            ? hwb.Name.EndsWith("ness", StringComparison.Ordinal) || hwb.Arguments.Any(static argument => argument.Name is "whiteness" or "blackness")
        : expression is FunctionCall { Module: null, NameParts.Count: 0 } call && SassFunctions.IsColorFunction(call.Name) && !_definitions.IsFunction(call.Name)
        && !(call.Name == "rgba" && call.Arguments.Count != 2);

    // Text that means the same to Sass when it is inserted as when it is written there.
    private static bool IsSafe(string value) => value.AsSpan().IndexOfAny(Unsafe) < 0;

    private static readonly SearchValues<char> Unsafe = SearchValues.Create("\"'\\{}\r\n");
}
