namespace Sbm.Core.Sass.Values;

/// <summary>Functions that make, change and read colours by hue, saturation and lightness.</summary>
internal static class SassHslFunctions
{
    internal static readonly SassFunction[] All =
    [
        .. Constructor("hsl"),
        .. Constructor("hsla"),
        new(null, null, "lighten", "color, amount", static arguments => Lighten(arguments, 1)),
        new(null, null, "darken", "color, amount", static arguments => Lighten(arguments, -1)),
        new(null, null, "saturate", "color, amount", static arguments => Saturate(arguments, 1)),
        new(null, null, "desaturate", "color, amount", static arguments => Saturate(arguments, -1)),
        new(null, null, "adjust-hue", "color, degrees", static arguments =>
            arguments is [SassColor color, var angle] && SassArguments.Degrees(angle) is { } degrees ? Turn(color, degrees) : null),
        new("color", "complement", "complement", "color", static arguments => arguments is [SassColor color] ? Turn(color, 180) : null),
        new("color", "grayscale", "grayscale", "color", static arguments =>
            arguments is [SassColor color] ? color.WithHsl(color.ToHsl() with { Saturation = 0 }) : null),
        new("color", "hue", "hue", "color", static arguments =>
            arguments is [SassColor color] ? new SassNumber(color.ToHsl().Hue, "deg") : null),
        new("color", "saturation", "saturation", "color", static arguments =>
            arguments is [SassColor color] ? new SassNumber(color.ToHsl().Saturation, "%") : null),
        new("color", "lightness", "lightness", "color", static arguments =>
            arguments is [SassColor color] ? new SassNumber(color.ToHsl().Lightness, "%") : null),
    ];

    private static SassFunction[] Constructor(string name) =>
    [
        new(null, null, name, "hue, saturation, lightness, alpha?", static arguments =>
            Hsl(arguments[0], arguments[1], arguments[2], arguments[3])),
        new(null, null, name, "channels", static arguments =>
            SassChannelList.Read(arguments[0]) is var (hue, saturation, lightness, alpha) ? Hsl(hue, saturation, lightness, alpha) : null),
    ];

    private static SassColor? Hsl(SassValue? hue, SassValue? saturation, SassValue? lightness, SassValue? alpha)
    {
        if (SassArguments.Degrees(hue) is not { } degrees || saturation is not SassNumber s || lightness is not SassNumber l)
        {
            return null;
        }

        var hsl = HslColor.Of(degrees, Math.Clamp(s.Value, 0, 100), Math.Clamp(l.Value, 0, 100));
        return SassAlphaFunctions.Change(hsl.ToColor(alpha: 1), alpha);
    }

    private static SassColor? Lighten(SassValue?[] arguments, int sign)
    {
        if (arguments is not [SassColor color, var amount] || SassArguments.InRange(amount, 0, 100) is not { } percent)
        {
            return null;
        }

        var hsl = color.ToHsl();
        return color.WithHsl(hsl with { Lightness = Math.Clamp(hsl.Lightness + (sign * percent), 0, 100) });
    }

    private static SassColor? Saturate(SassValue?[] arguments, int sign)
    {
        if (arguments is not [SassColor color, var amount] || SassArguments.InRange(amount, 0, 100) is not { } percent)
        {
            return null;
        }

        var hsl = color.ToHsl();
        return color.WithHsl(hsl with { Saturation = Math.Clamp(hsl.Saturation + (sign * percent), 0, 100) });
    }

    private static SassColor Turn(SassColor color, double degrees)
    {
        var hsl = color.ToHsl();
        return color.WithHsl(HslColor.Of(hsl.Hue + degrees, hsl.Saturation, hsl.Lightness));
    }
}
