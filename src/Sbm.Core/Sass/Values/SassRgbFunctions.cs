namespace Sbm.Core.Sass.Values;

/// <summary>Functions that make, mix and read colours by red, green and blue.</summary>
internal static class SassRgbFunctions
{
    internal static readonly SassFunction[] All =
    [
        .. Constructor("rgb"),
        .. Constructor("rgba"),
        new("color", "mix", "mix", "color1, color2, weight?", Mix),
        new("color", "invert", "invert", "color, weight?", Invert),
        new("color", "red", "red", "color", static arguments => arguments is [SassColor color] ? Rounded(color.Red) : null),
        new("color", "green", "green", "color", static arguments => arguments is [SassColor color] ? Rounded(color.Green) : null),
        new("color", "blue", "blue", "color", static arguments => arguments is [SassColor color] ? Rounded(color.Blue) : null),
    ];

    private static SassFunction[] Constructor(string name) =>
    [
        new(null, null, name, "red, green, blue, alpha?", static arguments => Rgb(arguments[0], arguments[1], arguments[2], arguments[3])),
        new(null, null, name, "color, alpha", static arguments =>
            arguments is [SassColor color, _] ? SassAlphaFunctions.Change(color with { Written = null }, arguments[1]) : null),
        new(null, null, name, "channels", static arguments =>
            SassChannelList.Read(arguments[0]) is var (red, green, blue, alpha) ? Rgb(red, green, blue, alpha) : null),
    ];

    private static SassColor? Rgb(SassValue? red, SassValue? green, SassValue? blue, SassValue? alpha) =>
        Channel(red) is { } r && Channel(green) is { } g && Channel(blue) is { } b
            && SassAlphaFunctions.Change(SassColor.Of(r, g, b, 1), alpha) is { } color
            ? color with { IsOfRgb = true }
            : null;

    private static double? Channel(SassValue? argument) =>
        SassArguments.Share(argument, 255) is { } channel ? Math.Clamp(channel, 0, 255) : null;

    // Read alone, a channel is a whole number.
    private static SassNumber Rounded(double channel) => new(Math.Round(channel, MidpointRounding.AwayFromZero));

    private static SassColor? Mix(SassValue?[] arguments) =>
        arguments is [SassColor color1, SassColor color2, var weight] && Weight(weight, 50) is { } share
            ? Mix(color1, color2, share)
            : null;

    private static SassColor? Invert(SassValue?[] arguments)
    {
        if (arguments is not [SassColor color, var weight] || Weight(weight, 100) is not { } share)
        {
            return null;
        }

        var inverse = new SassColor(255 - color.Red, 255 - color.Green, 255 - color.Blue, color.Alpha);
        return Mix(inverse, color, share);
    }

    private static double? Weight(SassValue? argument, double otherwise) =>
        (argument is null ? otherwise : SassArguments.InRange(argument, 0, 100)) / 100;

    // The more opaque of two colours weighs more: with both as -1 to 1, weight and difference in alpha add up like speeds of light.
    private static SassColor Mix(SassColor color1, SassColor color2, double share)
    {
        var weight = (share * 2) - 1;
        var distance = color1.Alpha - color2.Alpha;
        var combined = weight * distance == -1 ? weight : (weight + distance) / (1 + (weight * distance));
        var weight1 = (combined + 1) / 2;
        var weight2 = 1 - weight1;
        return SassColor.Of(
            (color1.Red * weight1) + (color2.Red * weight2),
            (color1.Green * weight1) + (color2.Green * weight2),
            (color1.Blue * weight1) + (color2.Blue * weight2),
            (color1.Alpha * share) + (color2.Alpha * (1 - share)));
    }
}
