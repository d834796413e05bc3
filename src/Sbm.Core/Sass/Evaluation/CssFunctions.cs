using System.Collections.Frozen;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>Functions that mean something to the browser, or to Sass and the browser.</summary>
internal static class CssFunctions
{
    // The function notations of the CSS modules that browsers implement, and those that only old ones knew.
    private static readonly FrozenSet<string> Known = """
        abs acos alpha anchor anchor-size asin atan atan2 attr blur brightness calc calc-size circle clamp color color-contrast color-stop color-mix conic-gradient
        contrast cos counter counters cross-fade cubic-bezier device-cmyk drop-shadow element ellipse env exp fit-content format from grayscale hsl hsla
        hue-rotate hwb hypot if image image-set inset invert lab lch leader light-dark linear linear-gradient local log matrix matrix3d max min minmax mod
        oklab oklch opacity paint path perspective polygon pow radial-gradient ray rect rem repeat repeating-conic-gradient repeating-linear-gradient
        repeating-radial-gradient rgb rgba rotate rotate3d rotatex rotatey rotatez round running saturate scale scale3d scalex scaley scalez scroll selector
        sepia shape sign sin skew skewx skewy sqrt src steps string symbols tan target-counter target-counters target-text tech to translate translate3d
        translatex translatey translatez type url var view xywh expression chroma dropshadow gradient mask shadow wave glow
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Whether browsers know the function. Those with a vendor's prefix count as known.</summary>
    internal static bool IsKnown(string name) => name.StartsWith('-') || Known.Contains(name);

    /// <summary>Those that Sass computes if it can and hands on if it cannot.</summary>
    internal static bool IsAlsoCss(string name) =>
        name is "rgb" or "rgba" or "hsl" or "hsla" or "hwb" or "lab" or "lch" or "oklab" or "oklch" or "color"
            or "invert" or "grayscale" or "saturate" or "opacity" or "alpha";
}
