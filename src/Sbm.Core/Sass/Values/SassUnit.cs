namespace Sbm.Core.Sass.Values;

/// <summary>The units that Sass converts. Their names are compared by case, as Sass does.</summary>
internal static class SassUnit
{
    // In parts so small that the units are whole numbers of them, for which conversion has no rounding errors of its own.
    private static readonly Dictionary<string, (string Dimension, double Parts)> Sizes = new(StringComparer.Ordinal)
    {
        ["px"] = ("length", 381),
        ["in"] = ("length", 381 * 96),
        ["pc"] = ("length", 381 * 16),
        ["pt"] = ("length", 508),
        ["cm"] = ("length", 14400),
        ["mm"] = ("length", 1440),
        ["q"] = ("length", 360),
        ["deg"] = ("angle", 10),
        ["grad"] = ("angle", 9),
        ["turn"] = ("angle", 3600),
        ["rad"] = ("angle", 1800 / Math.PI),
        ["ms"] = ("time", 1),
        ["s"] = ("time", 1000),
        ["Hz"] = ("frequency", 1),
        ["kHz"] = ("frequency", 1000),
        ["dpi"] = ("resolution", 50),
        ["dpcm"] = ("resolution", 127),
        ["dppx"] = ("resolution", 4800),
    };

    /// <summary>What the units that convert into this one have in common; the unit itself if there are no others.</summary>
    internal static string DimensionOf(string unit) => Sizes.TryGetValue(unit, out var size) ? size.Dimension : unit;

    /// <summary>What a value in one unit is in another; null if they do not convert. No unit converts into no unit alone.</summary>
    internal static double? Convert(double value, string from, string to)
    {
        if (from == to)
        {
            return value;
        }

        return Sizes.TryGetValue(from, out var source) && Sizes.TryGetValue(to, out var target) && source.Dimension == target.Dimension
            ? value * source.Parts / target.Parts
            : null;
    }
}
