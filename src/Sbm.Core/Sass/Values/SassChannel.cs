namespace Sbm.Core.Sass.Values;

/// <summary>A channel of a colour, and what Sass takes for it.</summary>
/// <param name="Max">The upper end of its range, which begins at 0; null for an angle.</param>
/// <param name="Amount">Reads what is to be added; null where Sass reports an error.</param>
/// <param name="Value">Reads a new value.</param>
/// <param name="IsClampedBelow">Whether adding stops at 0.</param>
/// <param name="IsClampedAbove">Whether adding stops at the upper end. Sass lets the others pass it.</param>
internal sealed record SassChannel(
    double? Max, Func<SassValue, double?> Amount, Func<SassValue, double?> Value, bool IsClampedBelow, bool IsClampedAbove)
{
    internal static readonly SassChannel Rgb = new(255, RgbValue, RgbValue, true, true);

    internal static readonly SassChannel Hue = new(null, SassArguments.Degrees, SassArguments.Degrees, false, false);

    internal static readonly SassChannel Saturation = new(100, Number, Number, true, true);

    internal static readonly SassChannel Lightness = new(100, Number, Number, true, true);

    internal static readonly SassChannel Alpha = new(1, Number, AlphaValue, true, true);

    /// <summary>The sum in the channel's range; a value that was out of it before may stay so.</summary>
    internal double Clamp(double old, double sum)
    {
        if (IsClampedBelow && sum < 0)
        {
            return old < 0 ? Math.Max(old, sum) : 0;
        }

        return IsClampedAbove && sum > Max ? old > Max ? Math.Min(old, sum) : Max.Value : sum;
    }

    /// <summary>The old value, moved by a percentage of the way to the end of its range.</summary>
    internal double? Scale(double old, SassValue argument)
    {
        if (Max is not { } max || argument is not SassNumber { Unit: "%" } || SassArguments.InRange(argument, -100, 100) is not { } percent)
        {
            return null;
        }

        var room = percent > 0 ? Math.Max(max - old, 0) : Math.Max(old, 0);
        return old + (room * percent / 100);
    }

    private static double? RgbValue(SassValue value) => SassArguments.Share(value, 255);

    // Sass takes any unit here, and warns.
    private static double? Number(SassValue value) => (value as SassNumber)?.Value;

    private static double? AlphaValue(SassValue value) => value switch
    {
        SassNumber { Unit: "%" } => SassArguments.InRange(value, 0, 100) / 100,
        _ => SassArguments.InRange(value, 0, 1),
    };
}
