namespace Sbm.Core.Migration.Verification.Css;

/// <summary>The ways to write one colour: <c>rgba(1, 2, var(--x), .5)</c> is <c>rgb(1 2 var(--x) / 50%)</c>.</summary>
internal static class CssColorSyntax
{
    /// <summary>A colour that is not known by its channels, as a call with its channels and the alpha alone; any other function as it is.</summary>
    internal static CssFunction Unify(CssFunction function)
    {
        if (RangesOf(function.Name) is not { } ranges)
        {
            return function;
        }

        var parts = function.Arguments.Where(static part => part is not CssWord { Text: "," or "/" }).ToList();
        var space = function.Name == "color" ? 1 : 0;
        var alpha = ranges.Length + space;
        if (parts.Count - alpha is not (0 or 1))
        {
            return function;
        }

        for (var i = space; i < parts.Count; i++)
        {
            parts[i] = parts[i] is CssSum { Terms: [(var unit, var amount)] } ? InRange(amount, unit, i == alpha ? 1 : ranges[i - space]) : parts[i];
        }

        if (parts.Count > alpha && parts[alpha] is CssSum { Terms: [("", >= 1)] })
        {
            parts.RemoveAt(alpha);
        }

        return new CssFunction(function.Name is "rgba" or "hsla" ? function.Name[..3] : function.Name, parts);
    }

    private static CssSum InRange(double amount, string unit, double range) =>
        unit == "%" ? CssSum.Of(amount / 100 * range, string.Empty) : CssSum.Of(amount, unit == "deg" ? string.Empty : unit);

    // What 100% is of each channel.
    private static double[]? RangesOf(string name) => name switch
    {
        "rgb" or "rgba" => [255, 255, 255],
        "hsl" or "hsla" or "hwb" => [360, 100, 100],
        "lab" => [100, 125, 125],
        "oklab" => [1, 0.4, 0.4],
        "lch" => [100, 150, 360],
        "oklch" => [1, 0.4, 360],
        "color" => [1, 1, 1],
        _ => null,
    };
}
