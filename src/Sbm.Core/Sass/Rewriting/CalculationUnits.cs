using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Whether Sass, which checks the units in a calculation, takes it: a number is not added to a length, and no two lengths are multiplied.
/// A unit is empty for a number without one, and null where only the browser knows it.
/// </summary>
internal static class CalculationUnits
{
    private enum Grammar
    {
        /// <summary>Sass's for calculations: a number is not added to a length.</summary>
        Calculation,

        /// <summary>Sass's for what was its own function first: a number is added to a length.</summary>
        Function,

        /// <summary>The browser's, where a variable has the value behind its name.</summary>
        Css,
    }

    internal static bool AreAccepted(string calculation) =>
        SassExpressionReader.Read(calculation, 0, calculation.Length) is Calculation read && IsAccepted(read);

    /// <summary>Whether a browser takes it, as which Sass hands it on if there are variables in it.</summary>
    internal static bool AreAcceptedByCss(string calculation) =>
        SassExpressionReader.Read(calculation, 0, calculation.Length) is Calculation read && IsAccepted(read, Grammar.Css);

    /// <summary>Whether the number of its arguments and their units are such that Sass computes it or hands it on.</summary>
    internal static bool IsAccepted(Calculation calculation) => IsAccepted(calculation, CssMath.TakesNumbersForLengths(calculation.Name) ? Grammar.Function : Grammar.Calculation);

    private static bool IsAccepted(Calculation calculation, Grammar grammar)
    {
        var isList = calculation.Contains(static part => part is Interpolation or CalculationText); // may be several arguments
        if (CssMath.Arity(calculation.Name) is var (least, most) && !isList && (calculation.Arguments.Count < least || calculation.Arguments.Count > most))
        {
            return false;
        }

        string? first = null;
        foreach (var argument in calculation.Arguments)
        {
            if (!TryRead(argument, grammar, out var unit) || (unit is { Length: > 0 } && !TakesUnit(calculation.Name, unit)))
            {
                return false;
            }

            var comparesUnits = calculation.Name is "hypot" or "mod" or "rem" or "atan2" || (grammar == Grammar.Css && calculation.Name is "min" or "max");
            if (comparesUnits && first is not null && unit is not null && !TryCombine('+', first, unit, Grammar.Css, out _))
            {
                return false;
            }

            first ??= unit;
        }

        return true;
    }

    private static bool IsNoText(SassExpression operand) => operand is NumberLiteral or CalculationOperation or CalculationGroup or Calculation;

    private static bool TakesUnit(string function, string unit) => function switch
    {
        "pow" or "sqrt" or "exp" or "log" or "asin" or "acos" or "atan" => false,
        "sin" or "cos" or "tan" => SassUnit.DimensionOf(unit) == "angle",
        _ => true,
    };

    private static bool TryRead(SassExpression expression, Grammar grammar, out string? unit)
    {
        unit = null;
        switch (expression)
        {
            case NumberLiteral number:
                unit = number.Unit;
                return true;
            case CalculationText text when text.Children.Zip(text.Children.Skip(1)).Any(static pair => IsNoText(pair.First) && IsNoText(pair.Second)):
                return false; // "3#{px} + 1px" is two operands
            case CalculationGroup group:
                return TryRead(group.Inner, grammar, out unit);
            case Calculation calculation:
                return grammar == Grammar.Css ? IsAccepted(calculation, grammar) : IsAccepted(calculation);
            case FunctionCall { Name: "var", Arguments: [_, { Value: NumberLiteral fallback }] } when grammar == Grammar.Css:
                unit = fallback.Unit;
                return true;
            case CalculationOperation operation:
                return TryRead(operation.Left, grammar, out var left)
                    && TryRead(operation.Right, grammar, out var right)
                    && TryCombine(operation.Operator, left, right, grammar, out unit);
            default:
                return true;
        }
    }

    private static bool TryCombine(char sign, string? left, string? right, Grammar grammar, out string? unit)
    {
        unit = null;
        if (left is null || right is null)
        {
            unit = sign is '*' or '/' ? null : left ?? right;
            return true;
        }

        switch (sign)
        {
            case '+' or '-':
                unit = left == right ? left : null;
                return left == right || (left.Length == 0 || right.Length == 0 ? grammar == Grammar.Function : !AreOfTwoKinds(left, right));
            case '*':
                unit = left + right;
                return left.Length == 0 || right.Length == 0;
            default:
                unit = left == right ? string.Empty : left;
                return right.Length == 0 || left == right;
        }
    }

    // px and s; px and em go together, or not, as the browser finds.
    private static bool AreOfTwoKinds(string left, string right) =>
        SassUnit.DimensionOf(left) is var one && SassUnit.DimensionOf(right) is var other
        && one != left && other != right && one != other;
}
