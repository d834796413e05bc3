using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>Rule 4: arithmetic with variables that leave becomes <c>calc()</c>, where CSS allows the units.</summary>
internal sealed class CalcRewriter(string text, IVariables variables, SassEvaluator evaluator, ExpressionRewriter rewriter)
{
    private const int Sum = 1;
    private const int Product = 2;
    private const int Atom = 3;

    /// <summary>An operand.</summary>
    /// <param name="Text">As it stands in <c>calc()</c>.</param>
    /// <param name="Unit">Empty for a number without one; null if only Site Builder knows.</param>
    /// <param name="Binding">How tightly the text holds together.</param>
    /// <param name="IsSass">Whether it holds a variable that stays Sass.</param>
    private sealed record Term(string Text, string? Unit, int Binding, bool IsSass = false)
    {
        internal string In(int binding) => Binding < binding ? $"({Text})" : Text;
    }

    /// <summary>An operand of a calculation, in parentheses if it needs them.</summary>
    /// <returns>Null if CSS could not compute it.</returns>
    internal string? Operand(SassExpression expression) => Read(expression)?.In(Atom);

    /// <returns>Null if CSS could not compute it.</returns>
    internal string? TryRewrite(SassExpression expression) =>
        Read(expression) is { } term && (!term.IsSass || rewriter.HasUnknown(expression)) ? $"calc({term.Text})" : null;

    /// <summary>What stands in a call of <c>min()</c> and the like that is no calculation to Sass.</summary>
    internal string Argument(SassExpression expression) =>
        rewriter.Leaves(expression) && expression is UnaryOperation or BinaryOperation && Read(expression) is { } term ? term.Text : rewriter.ToCss(expression);

    private Term? Read(SassExpression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                return new Term(text[number.Start..number.End], number.Unit, Atom);
            case VariableUse { Module: null } variable:
                return Read(variable);
            case Parenthesized { Inner: { } inner }:
                return Read(inner);
            case UnaryOperation { Operator: "+" } plus:
                return Read(plus.Operand);
            case UnaryOperation { Operator: "-" } minus:
                return Read(minus.Operand) is { } operand ? operand with { Text = $"-1 * {operand.In(Product)}", Binding = Product } : null;
            case BinaryOperation { Operator: "+" or "-" } sum:
                return Read(sum.Left) is { } left && Read(sum.Right) is { } right ? Add(sum.Operator, left, right) : null;
            case BinaryOperation { Operator: "*" or "/" } product:
                return Read(product.Left) is { } first && Read(product.Right) is { } second ? Multiply(product.Operator, first, second) : null;
            case Calculation calculation:
                return evaluator.Evaluate(calculation) is SassNumber best ? new Term(best.ToCss(), best.Unit, Atom) : new Term(rewriter.ToCss(calculation), Unit: null, Atom, rewriter.HasSass(calculation));
            case FunctionCall call:
                return evaluator.Evaluate(call) is SassNumber computed ? new Term(computed.ToCss(), computed.Unit, Atom) : null;
            default:
                return null;
        }
    }

    /// <summary>Whether CSS can compute with the value: not with the product of two units, which Sass alone knows.</summary>
    internal static bool IsOperand(LiteralBinding literal) => literal.Value is SassNumber
        || (literal.Value is CssText && !(SassExpressionReader.Read(literal.Text, 0, literal.Text.Length) is Calculation known && !CalculationUnits.IsAccepted(known)));

    private Term? Read(VariableUse variable) => variables.Find(variable.Name) switch
    {
        LiteralBinding { Value: SassNumber number } => new Term(rewriter.ToCss(variable), number.Unit, Atom),
        LiteralBinding literal when !IsOperand(literal) => null,
        LiteralBinding { Value: CssText } or CssBinding or null => new Term(rewriter.ToCss(variable), Unit: null, Atom),
        SassBinding => new Term($"#{{{text[variable.Start..variable.End]}}}", Unit: null, Atom, IsSass: true),
        _ => null,
    };

    // Both sides need a unit, or neither. Whether an unknown variable has one cannot be told.
    private static Term? Add(string name, Term left, Term right)
    {
        var isPlain = left.Unit is { Length: 0 } && right.Unit is { Length: 0 };
        var isAllowed = isPlain || (left.Unit is not { Length: 0 } && right.Unit is not { Length: 0 });
        return isAllowed
            ? new Term($"{left.In(Sum)} {name} {right.In(name == "-" ? Product : Sum)}", left.Unit ?? right.Unit, Sum, left.IsSass || right.IsSass)
            : null;
    }

    // A factor on one side, and a divisor, must be without unit.
    private static Term? Multiply(string name, Term left, Term right)
    {
        var isAllowed = name == "/" ? right.Unit is { Length: 0 } : left.Unit is not { Length: > 0 } || right.Unit is not { Length: > 0 };
        if (!isAllowed)
        {
            return null;
        }

        var unit = (left.Unit, right.Unit) switch
        {
            ({ Length: > 0 } first, _) => first,
            (_, { Length: > 0 } second) => second,
            (null, _) or (_, null) => null,
            _ => string.Empty,
        };
        return new Term($"{left.In(Product)} {name} {right.In(name == "/" ? Atom : Product)}", unit, Product, left.IsSass || right.IsSass);
    }
}
