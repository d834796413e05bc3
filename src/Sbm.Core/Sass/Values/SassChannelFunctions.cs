namespace Sbm.Core.Sass.Values;

/// <summary><c>adjust-color</c>, <c>change-color</c> and <c>scale-color</c>: any channels of RGB or of HSL, and alpha.</summary>
internal static class SassChannelFunctions
{
    internal static readonly SassFunction[] All =
    [
        .. Of("adjust", static (old, channel, argument) =>
            channel.Amount(argument) is { } amount ? channel.Clamp(old, old + amount) : null),
        .. Of("change", static (_, channel, argument) => channel.Value(argument)),
        .. Of("scale", static (old, channel, argument) => channel.Scale(old, argument)),
    ];

    // What becomes of a channel's old value with an argument that was given for it.
    private delegate double? Change(double old, SassChannel channel, SassValue argument);

    private static SassFunction[] Of(string name, Change change) =>
    [
        new("color", name, $"{name}-color", "color, *, hue?, saturation?, lightness?, alpha?", arguments => InHsl(arguments, change)),
        new("color", name, $"{name}-color", "color, *, red?, green?, blue?, alpha?", arguments => InRgb(arguments, change)),
        new("color", name, $"{name}-color", "color, *, hue?, whiteness?, blackness?, alpha?", arguments => InHwb(arguments, change)),
    ];

    private static SassColor? InRgb(SassValue?[] arguments, Change change)
    {
        if (arguments is not [SassColor color, var red, var green, var blue, var alpha])
        {
            return null;
        }

        return Apply(change, color.Red, SassChannel.Rgb, red) is { } r
            && Apply(change, color.Green, SassChannel.Rgb, green) is { } g
            && Apply(change, color.Blue, SassChannel.Rgb, blue) is { } b
            && Apply(change, color.Alpha, SassChannel.Alpha, alpha) is { } a
                ? SassColor.Of(r, g, b, a)
                : null;
    }

    private static SassColor? InHsl(SassValue?[] arguments, Change change)
    {
        if (arguments is not [SassColor color, var hue, var saturation, var lightness, var alpha])
        {
            return null;
        }

        var hsl = color.ToHsl();
        return Apply(change, hsl.Hue, SassChannel.Hue, hue) is { } h
            && Apply(change, hsl.Saturation, SassChannel.Saturation, saturation) is { } s
            && Apply(change, hsl.Lightness, SassChannel.Lightness, lightness) is { } l
            && Apply(change, color.Alpha, SassChannel.Alpha, alpha) is { } a
                ? color.WithHsl(HslColor.Of(h, s, l)).WithAlpha(a)
                : null;
    }

    private static SassColor? InHwb(SassValue?[] arguments, Change change)
    {
        if (arguments is not [SassColor color, var hue, var whiteness, var blackness, var alpha])
        {
            return null;
        }

        return Apply(change, color.ToHsl().Hue, SassChannel.Hue, hue) is { } h
            && Apply(change, SassHwbFunctions.Whiteness(color), SassChannel.Lightness, whiteness) is >= 0 and <= 100 and var w
            && Apply(change, SassHwbFunctions.Blackness(color), SassChannel.Lightness, blackness) is >= 0 and <= 100 and var b
            && Apply(change, color.Alpha, SassChannel.Alpha, alpha) is { } a
                ? SassHwbFunctions.Color(h, w, b, a)
                : null;
    }

    private static double? Apply(Change change, double old, SassChannel channel, SassValue? argument) =>
        argument is null ? old : change(old, channel, argument);
}
