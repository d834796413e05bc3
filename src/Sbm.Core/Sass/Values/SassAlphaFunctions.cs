namespace Sbm.Core.Sass.Values;

/// <summary>Functions that change and read how opaque a colour is.</summary>
internal static class SassAlphaFunctions
{
    internal static readonly SassFunction[] All =
    [
        new(null, null, "opacify", "color, amount", static arguments => Fade(arguments, 1)),
        new(null, null, "fade-in", "color, amount", static arguments => Fade(arguments, 1)),
        new(null, null, "transparentize", "color, amount", static arguments => Fade(arguments, -1)),
        new(null, null, "fade-out", "color, amount", static arguments => Fade(arguments, -1)),
        new("color", "alpha", "alpha", "color", Alpha),
        new("color", "opacity", "opacity", "color", Alpha),
    ];

    /// <summary>The colour with an alpha as <c>rgba()</c> takes it; the colour itself if that was left out.</summary>
    internal static SassColor? Change(SassColor color, SassValue? alpha)
    {
        if (alpha is null)
        {
            return color;
        }

        return SassArguments.Share(alpha, 1) is { } share ? color.WithAlpha(share) : null;
    }

    private static SassColor? Fade(SassValue?[] arguments, int sign) =>
        arguments is [SassColor color, var amount] && SassArguments.InRange(amount, 0, 1) is { } share
            ? color.WithAlpha(color.Alpha + (sign * share))
            : null;

    private static SassNumber? Alpha(SassValue?[] arguments) => arguments is [SassColor color] ? new SassNumber(color.Alpha) : null;
}
