namespace Sbm.Core.Sass.Values;

/// <summary>Functions of maps.</summary>
internal static class SassMapFunctions
{
    internal static readonly SassFunction[] All =
    [
        new("map", "get", "map-get", "map, key, keys...", static arguments =>
            SassArguments.Map(arguments[0]) is { } map ? Find(map, arguments.AsSpan(1)) ?? SassNull.Instance : null),
        new("map", "has-key", "map-has-key", "map, key, keys...", static arguments =>
            SassArguments.Map(arguments[0]) is { } map ? SassBoolean.Of(Find(map, arguments.AsSpan(1)) is not null) : null),
        new("map", "keys", "map-keys", "map", static arguments =>
            SassArguments.Map(arguments[0]) is { Entries.Count: > 0 } map ? CommaList(map.Entries.Select(static entry => entry.Key)) : null),
        new("map", "values", "map-values", "map", static arguments =>
            SassArguments.Map(arguments[0]) is { Entries.Count: > 0 } map ? CommaList(map.Entries.Select(static entry => entry.Value)) : null),
        new("map", "merge", "map-merge", "map1, map2", static arguments =>
            SassArguments.Map(arguments[0]) is { } map1 && SassArguments.Map(arguments[1]) is { } map2 ? Merge(map1, map2) : null),
        new("map", "remove", "map-remove", "map, keys...", static arguments =>
            SassArguments.Map(arguments[0]) is { } map
                ? new SassMap([.. map.Entries.Where(entry => !arguments.Skip(1).Contains(entry.Key))])
                : null),
    ];

    // Through maps in the map, if there are several keys.
    private static SassValue? Find(SassMap map, ReadOnlySpan<SassValue?> keys)
    {
        var value = map.Find(keys[0]!);
        if (keys.Length == 1)
        {
            return value;
        }

        return value is SassMap inner ? Find(inner, keys[1..]) : null;
    }

    // A key that both have keeps its place, and takes the second value.
    private static SassMap Merge(SassMap map1, SassMap map2) => new(
    [
        .. map1.Entries.Select(entry => KeyValuePair.Create(entry.Key, map2.Find(entry.Key) ?? entry.Value)),
        .. map2.Entries.Where(entry => map1.Find(entry.Key) is null),
    ]);

    private static SassList CommaList(IEnumerable<SassValue> items) => new([.. items], ListSeparator.Comma);
}
