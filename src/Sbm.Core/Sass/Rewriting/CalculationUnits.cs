using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Whether Sass, which checks the units in a calculation, takes it: a number is not added to a length, and no two lengths are multiplied.
/// A unit is empty for a number without one, and null where only the browser knows it.
/// </summary>
internal static class CalculationUnits
{
    internal static bool AreAccepted(string calculation) =>
        SassExpressionReader.Read(calculation, 0, calculation.Length) is Calculation read && IsAccepted(read);

    /// <summary>Whether the number of its arguments and their units are such that Sass computes it or hands it on.</summary>
    internal static bool IsAccepted(Calculation calculation)
    {
        var isList = calculation.Contains(static part => part is Interpolation or CalculationText); // may be several arguments
        if (CssMath.Arity(calculation.Name) is var (least, most) && !isList && (calculation.Arguments.Count < least || calculation.Arguments.Count > most))
        {
            return false;
        }

        string? first = null;
        foreach (var argument in calculation.Arguments)
        {
            if (!TryRead(argument, out var unit) || (unit is { Length: > 0 } && !TakesUnit(calculation.Name, unit)))
            {
                return false;
            }

            if (calculation.Name is "hypot" or "mod" or "rem" or "atan2" && first is not null && unit is not null && !TryCombine('+', first, unit, out _))
            {
                return false;
            }

            first ??= unit;
        }

        return true;
    }

    private static bool TakesUnit(string function, string unit) => function switch
    {
        "pow" or "sqrt" or "exp" or "log" or "asin" or "acos" or "atan" => false,
        "sin" or "cos" or "tan" => SassUnit.DimensionOf(unit) == "angle",
        _ => true,
    };

    private static bool TryRead(SassExpression expression, out string? unit)
    {
        unit = null;
        switch (expression)
        {
            case NumberLiteral number:
                unit = number.Unit;
                return true;
            case CalculationGroup group:
                return TryRead(group.Inner, out unit);
            case Calculation calculation:
                return IsAccepted(calculation);
            case CalculationOperation operation:
                return TryRead(operation.Left, out var left) && TryRead(operation.Right, out var right) && TryCombine(operation.Operator, left, right, out unit);
            default:
                return true;
        }
    }

    private static bool TryCombine(char sign, string? left, string? right, out string? unit)
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
                return left.Length == 0 == (right.Length == 0) && (left == right || !AreOfTwoKinds(left, right));
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
