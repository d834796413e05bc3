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

    /// <returns>Null if CSS could not compute it.</returns>
    internal string? TryRewrite(SassExpression expression) =>
        Read(expression) is { } term && (!term.IsSass || rewriter.HasUnknown(expression)) ? $"calc({term.Text})" : null;

    /// <summary>
    /// Whether Sass, which checks the text of a <c>calc()</c> that holds no interpolation, accepts this one: spaces around
    /// <c>+</c> and <c>-</c>, and units that go together.
    /// </summary>
    internal static bool IsAccepted(string calc) =>
        SassExpressionReader.Read(calc, 0, calc.Length) is { } expression && !expression.Contains(part => part switch
        {
            ListLiteral => true,
            BinaryOperation { Operator: "+" or "-" } sum =>
                calc[sum.Left.End] != ' ' || calc[sum.Right.Start - 1] != ' ' || sum.Left is NumberLiteral { Unit.Length: 0 } != sum.Right is NumberLiteral { Unit.Length: 0 },
            BinaryOperation { Operator: "*" or "/" } product => product.Left is NumberLiteral && product.Right is NumberLiteral && !HasPlainFactor(product),
            _ => false,
        });

    /// <summary>What stands in a <c>calc()</c> of the source already.</summary>
    internal string InsideCalc(SassExpression expression)
    {
        switch (expression)
        {
            case VariableUse { Module: null } variable when variables.Find(variable.Name) is LiteralBinding { Value: not (SassNumber or CssText) } literal:
                return literal.Text;
            case Interpolation { Value: var value } when rewriter.HasUnknown(value) && Read(value) is { } term:
                return term.In(Atom); // its text reaches CSS as it is
            case Interpolation interpolation:
                return rewriter.Insert(interpolation, isPlain: evaluator.Evaluate(interpolation.Value) is SassNumber { IsUnitless: false });
            case Identifier { Parts: var parts } name when parts.Count != 1 || parts[0].Start != name.Start || parts[0].End != name.End:
                return rewriter.ToCss(name); // joined to other text, "100%-#{$x}" is none that Sass could compute
            case UnaryOperation { Operator: "-" } minus when rewriter.Leaves(minus) && Read(minus) is { } negative:
                return negative.In(Product); // CSS has no minus before var()
            case BinaryOperation { Operator: "*" or "/" } product when !HasPlainFactor(product):
                return rewriter.Compose(product, rewriter.ToCss);
            case UnaryOperation or BinaryOperation or Parenthesized or Identifier:
                return rewriter.Compose(expression, InsideCalc);
            default:
                return rewriter.ToCss(expression);
        }
    }

    // Sass checks the units in a calc() without interpolation. What it could refuse stays interpolation.
    private static bool HasPlainFactor(BinaryOperation product) =>
        product.Right is NumberLiteral { Unit.Length: 0 } || product is { Operator: "*", Left: NumberLiteral { Unit.Length: 0 } };

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
            case FunctionCall call when CssFunctions.IsCalculation(call.Name):
                return new Term(rewriter.ToCss(call), Unit: null, Atom, rewriter.HasSass(call));
            case FunctionCall call:
                return evaluator.Evaluate(call) is SassNumber computed ? new Term(computed.ToCss(), computed.Unit, Atom) : null;
            default:
                return null;
        }
    }

    private Term? Read(VariableUse variable) => variables.Find(variable.Name) switch
    {
        LiteralBinding { Value: SassNumber number } => new Term(rewriter.ToCss(variable), number.Unit, Atom),
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
