namespace Sbm.Core.Sass.Values;

/// <summary>A colour as hue (degrees, 0 to 360), saturation and lightness (per cent), unrounded and unclamped as in Sass.</summary>
internal readonly record struct HslColor(double Hue, double Saturation, double Lightness)
{
    /// <summary>From any angle, and with a negative saturation as that of the opposite hue.</summary>
    internal static HslColor Of(double hue, double saturation, double lightness) =>
        saturation < 0 ? new HslColor(InCircle(hue + 180), -saturation, lightness) : new HslColor(InCircle(hue), saturation, lightness);

    /// <summary>By the algorithm of CSS Color 4.</summary>
    internal static HslColor Of(SassColor color)
    {
        var (red, green, blue) = (color.Red / 255, color.Green / 255, color.Blue / 255);
        var max = Math.Max(Math.Max(red, green), blue);
        var min = Math.Min(Math.Min(red, green), blue);
        var lightness = (min + max) / 2;
        var saturation = lightness is 0 or 1 ? 0 : 100 * (max - lightness) / Math.Min(lightness, 1 - lightness);

        // Sass takes the hue of a grey as missing, thus as 0, also if rounding has left some.
        var hue = Fuzzy.AreEqual(saturation, 0) ? 0 : HueOf(red, green, blue, max, max - min);
        return Of(hue, saturation, lightness * 100);
    }

    /// <summary>Whether they differ by no more than computing leaves.</summary>
    internal bool IsSame(HslColor other) => Fuzzy.AreEqual(Hue, other.Hue) && Fuzzy.AreEqual(Saturation, other.Saturation) && Fuzzy.AreEqual(Lightness, other.Lightness);

    /// <summary>By the algorithm of CSS Color 3, which Sass uses.</summary>
    internal SassColor ToColor(double alpha)
    {
        var hue = Hue / 360;
        var (saturation, lightness) = (Saturation / 100, Lightness / 100);
        var upper = lightness <= 0.5 ? lightness * (saturation + 1) : lightness + saturation - (lightness * saturation);
        var lower = (lightness * 2) - upper;
        var color = SassColor.Of(
            255 * Channel(lower, upper, hue + (1.0 / 3)),
            255 * Channel(lower, upper, hue),
            255 * Channel(lower, upper, hue - (1.0 / 3)),
            alpha);
        return color with { Hsl = this };
    }

    private static double HueOf(double red, double green, double blue, double max, double delta)
    {
        if (delta == 0)
        {
            return 0;
        }

        if (max == red)
        {
            return (60 * (green - blue) / delta) + 360;
        }

        return max == green ? (60 * (blue - red) / delta) + 120 : (60 * (red - green) / delta) + 240;
    }

    private static double InCircle(double hue) => ((hue % 360) + 360) % 360;

    private static double Channel(double lower, double upper, double hue)
    {
        hue = hue < 0 ? hue + 1 : hue > 1 ? hue - 1 : hue;
        return hue switch
        {
            < 1.0 / 6 => lower + ((upper - lower) * hue * 6),
            < 1.0 / 2 => upper,
            < 2.0 / 3 => lower + ((upper - lower) * ((2.0 / 3) - hue) * 6),
            _ => lower,
        };
    }
}
