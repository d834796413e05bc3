using System.Globalization;

namespace Sbm.Core.Sass.Values;

/// <summary>A finite number with one unit at most; <c>""</c> is none.</summary>
internal sealed record SassNumber(double Value, string Unit = "") : SassValue
{
    private const double MaxDecimal = 1e28;

    /// <summary>The literal as the source writes it (<c>.5em</c>); what is computed has none.</summary>
    public string? Written { get; init; }

    public bool IsUnitless => Unit.Length == 0;

    /// <summary>The number as Sass writes one that it has computed: at most ten decimals, no exponent.</summary>
    public string Computed => Format(Value) + Unit;

    public override string ToCss() => Written ?? Computed;

    public bool Equals(SassNumber? other) =>
        other is not null && SassUnit.Convert(Value, Unit, other.Unit) is { } value && Fuzzy.AreEqual(value, other.Value);

    // Numbers that are equal in one unit may round differently in another, so the value cannot count.
    public override int GetHashCode() => SassUnit.DimensionOf(Unit).GetHashCode(StringComparison.Ordinal);

    internal static string Format(double value)
    {
        if (Math.Abs(value) >= MaxDecimal)
        {
            return value.ToString("F0", CultureInfo.InvariantCulture);
        }

        // Sass rounds the shortest text of a number, not its binary value, and decimal is exactly that text.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var rounded = Math.Round(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), 10, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0" : rounded.ToString("0.##########", CultureInfo.InvariantCulture);
    }
}
