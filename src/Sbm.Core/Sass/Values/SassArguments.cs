namespace Sbm.Core.Sass.Values;

/// <summary>What Sass reads out of the arguments of its functions; null where it reports an error.</summary>
internal static class SassArguments
{
    /// <summary>A number in a range, whatever its unit, which Sass only warns of.</summary>
    internal static double? InRange(SassValue? argument, double min, double max) =>
        argument is SassNumber number ? Fuzzy.InRange(number.Value, min, max) : null;

    /// <summary>Degrees, whatever the unit: the Sass of legacy themes did not look at it.</summary>
    internal static double? Degrees(SassValue? argument) => (argument as SassNumber)?.Value;

    /// <summary>A number without a unit, or a percentage of <paramref name="whole"/>.</summary>
    internal static double? Share(SassValue? argument, double whole) => argument switch
    {
        SassNumber { IsUnitless: true } number => number.Value,
        SassNumber { Unit: "%" } number => whole * number.Value / 100,
        _ => null,
    };

    /// <summary>A whole number without a unit.</summary>
    internal static int? Integer(SassValue? argument) =>
        argument is SassNumber { IsUnitless: true } number ? Fuzzy.ToInteger(number.Value) : null;

    /// <summary>The items of any value: it is a list of one, and a map is one of pairs.</summary>
    internal static IReadOnlyList<SassValue> Items(SassValue value) => value switch
    {
        SassList list => list.Items,
        SassMap map => [.. map.Entries.Select(static entry => new SassList([entry.Key, entry.Value], ListSeparator.Space))],
        _ => [value],
    };

    /// <summary>A map, or the empty list, which is an empty one.</summary>
    internal static SassMap? Map(SassValue? argument) => argument switch
    {
        SassMap map => map,
        SassList { Items.Count: 0 } => new SassMap([]),
        _ => null,
    };
}
