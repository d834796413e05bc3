namespace Sbm.Core.Sass.Values;

/// <summary>A map, in the order of the source; no two keys are equal. The order does not count for equality.</summary>
internal sealed record SassMap(IReadOnlyList<KeyValuePair<SassValue, SassValue>> Entries) : SassValue
{
    public override string ToCss() => $"({string.Join(", ", Entries.Select(static entry => $"{CssOf(entry.Key)}: {CssOf(entry.Value)}"))})";

    public bool Equals(SassMap? other) =>
        other is not null
        && Entries.Count == other.Entries.Count
        && Entries.All(entry => other.Find(entry.Key) is { } value && value.Equals(entry.Value));

    public override int GetHashCode() => Entries.Count;

    /// <summary>The value of a key, or null if the map has none.</summary>
    internal SassValue? Find(SassValue key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Equals(key))
            {
                return entry.Value;
            }
        }

        return null;
    }

    private static string CssOf(SassValue value) =>
        value is SassList { IsBracketed: false, Separator: ListSeparator.Comma, Items.Count: > 1 } ? $"({value.ToSass()})" : value.ToSass();
}
