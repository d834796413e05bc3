namespace Sbm.Core.Sass.Values;

/// <summary>Functions that make and read colours by hue, whiteness and blackness. They know whole channels alone, as the Sass of legacy themes did.</summary>
internal static class SassHwbFunctions
{
    internal static readonly SassFunction[] All =
    [
        new("color", "hwb", null, "hue, whiteness, blackness, alpha?", static arguments => Hwb(arguments[0], arguments[1], arguments[2], arguments[3])),
        new("color", "hwb", null, "channels", static arguments =>
            SassChannelList.Read(arguments[0]) is var (hue, whiteness, blackness, alpha) ? Hwb(hue, whiteness, blackness, alpha) : null),
        new("color", "whiteness", null, "color", static arguments => arguments is [SassColor color] ? new SassNumber(Whiteness(color), "%") : null),
        new("color", "blackness", null, "color", static arguments => arguments is [SassColor color] ? new SassNumber(Blackness(color), "%") : null),
    ];

    internal static double Whiteness(SassColor color) => Math.Min(Math.Min(color.Red, color.Green), color.Blue) / 255 * 100;

    internal static double Blackness(SassColor color) => 100 - (Math.Max(Math.Max(color.Red, color.Green), color.Blue) / 255 * 100);

    /// <param name="hue">In degrees.</param>
    /// <param name="whiteness">In per cent.</param>
    /// <param name="blackness">In per cent.</param>
    /// <param name="alpha">From 0 to 1.</param>
    internal static SassColor Color(double hue, double whiteness, double blackness, double alpha)
    {
        var sum = Math.Max(1, (whiteness + blackness) / 100);
        var (white, black) = (whiteness / 100 / sum, blackness / 100 / sum);
        return SassColor.Of(Channel(hue + 120), Channel(hue), Channel(hue - 120), alpha);

        double Channel(double angle) => 255 * ((Pure(angle) * (1 - white - black)) + white);
    }

    // The channel of a colour of full saturation, which green is at this angle.
    private static double Pure(double angle) => (((angle % 360) + 360) % 360) switch
    {
        < 60 and var rising => rising / 60,
        < 180 => 1,
        < 240 and var falling => (240 - falling) / 60,
        _ => 0,
    };

    private static SassColor? Hwb(SassValue? hue, SassValue? whiteness, SassValue? blackness, SassValue? alpha) =>
        SassArguments.Degrees(hue) is { } degrees
        && whiteness is SassNumber { Unit: "%", Value: >= 0 and <= 100 and var white }
        && blackness is SassNumber { Unit: "%", Value: >= 0 and <= 100 and var black }
            ? SassAlphaFunctions.Change(Color(degrees, white, black, 1), alpha)
            : null;
}
