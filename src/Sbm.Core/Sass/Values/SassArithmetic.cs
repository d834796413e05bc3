namespace Sbm.Core.Sass.Values;

/// <summary>The operators on two numbers.</summary>
internal static class SassArithmetic
{
    internal static SassValue? Apply(string op, SassNumber left, SassNumber right) => op switch
    {
        "*" => Multiply(left, right),
        "/" => Divide(left, right),
        _ => InOneUnit(left, right) is var (a, b, unit) ? Apply(op, a, b, unit) : null,
    };

    /// <summary>Both values in the left one's unit, or in the right one's if the left one has none; null if they do not convert.</summary>
    internal static (double Left, double Right, string Unit)? InOneUnit(SassNumber left, SassNumber right)
    {
        if (left.IsUnitless || right.IsUnitless)
        {
            return (left.Value, right.Value, left.Unit + right.Unit);
        }

        return SassUnit.Convert(right.Value, right.Unit, left.Unit) is { } value ? (left.Value, value, left.Unit) : null;
    }

    private static SassValue? Apply(string op, double left, double right, string unit) => op switch
    {
        "+" => Finite(left + right, unit),
        "-" => Finite(left - right, unit),
        "%" => Finite(Modulo(left, right), unit),
        "<" => SassBoolean.Of(Fuzzy.IsLess(left, right)),
        "<=" => SassBoolean.Of(Fuzzy.IsLessOrEqual(left, right)),
        ">" => SassBoolean.Of(Fuzzy.IsLess(right, left)),
        ">=" => SassBoolean.Of(Fuzzy.IsLessOrEqual(right, left)),
        _ => null,
    };

    private static SassNumber? Multiply(SassNumber left, SassNumber right) =>
        left.IsUnitless || right.IsUnitless ? Finite(left.Value * right.Value, left.Unit + right.Unit) : null;

    private static SassNumber? Divide(SassNumber left, SassNumber right)
    {
        if (right.IsUnitless)
        {
            return Finite(left.Value / right.Value, left.Unit);
        }

        return SassUnit.Convert(right.Value, right.Unit, left.Unit) is { } divisor ? Finite(left.Value / divisor, "") : null;
    }

    // The sign is the divisor's.
    private static double Modulo(double left, double right)
    {
        var rest = left % right;
        return rest != 0 && rest < 0 != right < 0 ? rest + right : rest;
    }

    private static SassNumber? Finite(double value, string unit) => double.IsFinite(value) ? new SassNumber(value, unit) : null;
}
