namespace Sbm.Core.Sass.Values;

/// <summary>The units that Sass converts. Their names are compared by case, as Sass does.</summary>
internal static class SassUnit
{
    // A unit of the same dimension, and how many of it make one.
    private static readonly Dictionary<string, (string Base, double Size)> Sizes = new(StringComparer.Ordinal)
    {
        ["px"] = ("px", 1),
        ["in"] = ("px", 96),
        ["cm"] = ("px", 96 / 2.54),
        ["mm"] = ("px", 96 / 25.4),
        ["q"] = ("px", 96 / 101.6),
        ["pt"] = ("px", 96.0 / 72),
        ["pc"] = ("px", 16),
        ["deg"] = ("deg", 1),
        ["grad"] = ("deg", 0.9),
        ["rad"] = ("deg", 180 / Math.PI),
        ["turn"] = ("deg", 360),
        ["ms"] = ("ms", 1),
        ["s"] = ("ms", 1000),
        ["Hz"] = ("Hz", 1),
        ["kHz"] = ("Hz", 1000),
        ["dpi"] = ("dpi", 1),
        ["dpcm"] = ("dpi", 2.54),
        ["dppx"] = ("dpi", 96),
    };

    /// <summary>The unit that all units convertible into this one have in common; the unit itself if there are no others.</summary>
    internal static string BaseOf(string unit) => Sizes.TryGetValue(unit, out var size) ? size.Base : unit;

    /// <summary>What a value in one unit is in another; null if they do not convert. No unit converts into no unit alone.</summary>
    internal static double? Convert(double value, string from, string to)
    {
        if (from == to)
        {
            return value;
        }

        return Sizes.TryGetValue(from, out var source) && Sizes.TryGetValue(to, out var target) && source.Base == target.Base
            ? value * source.Size / target.Size
            : null;
    }
}
