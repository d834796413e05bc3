namespace Sbm.Core.Sass.Values;

/// <summary>How Sass compares numbers: they are equal if they round to the same eleventh decimal.</summary>
internal static class Fuzzy
{
    private const double Precision = 1e11;

    internal static bool AreEqual(double left, double right) =>
        left == right || (Math.Abs(left - right) <= 1 / Precision && Rounded(left) == Rounded(right));

    /// <summary>The same for all numbers that are equal.</summary>
    internal static int HashOf(double number) => Rounded(number).GetHashCode();

    internal static bool IsLess(double left, double right) => left < right && !AreEqual(left, right);

    internal static bool IsLessOrEqual(double left, double right) => left < right || AreEqual(left, right);

    /// <summary>The whole number that this one is equal to, or null.</summary>
    internal static int? ToInteger(double number) =>
        Math.Abs(number) <= int.MaxValue && AreEqual(number, Math.Round(number)) ? (int)Math.Round(number) : null;

    /// <summary>The nearest whole number; one half goes up, also if it is only equal to one half.</summary>
    internal static int Round(double number)
    {
        var floor = Math.Floor(number);
        return (int)(IsLess(number - floor, 0.5) ? floor : floor + 1);
    }

    /// <summary>The number if it is in the range, and the bound itself if it is equal to one; otherwise null.</summary>
    internal static double? InRange(double number, double min, double max)
    {
        if (AreEqual(number, min))
        {
            return min;
        }

        if (AreEqual(number, max))
        {
            return max;
        }

        return number > min && number < max ? number : null;
    }

    // Adding zero makes a negative zero positive, so that both have one hash.
    private static double Rounded(double number) => Math.Round(number * Precision, MidpointRounding.AwayFromZero) + 0.0;
}
