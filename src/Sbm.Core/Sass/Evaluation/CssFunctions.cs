namespace Sbm.Core.Sass.Evaluation;

/// <summary>Functions that mean something to Sass and to the browser.</summary>
internal static class CssFunctions
{
    /// <summary>Those in which CSS computes: arithmetic inside is left to the browser.</summary>
    internal static bool IsCalculation(string name) => name is "calc" or "min" or "max" or "clamp";

    /// <summary>Those that Sass computes if it can and hands on if it cannot.</summary>
    internal static bool IsAlsoCss(string name) =>
        name is "rgb" or "rgba" or "hsl" or "hsla" or "hwb" or "lab" or "lch" or "oklab" or "oklch" or "color"
            or "invert" or "grayscale" or "saturate" or "opacity" or "alpha";
}
