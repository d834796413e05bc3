namespace Sbm.Core.Sass.Values;

/// <summary>A map, in the order of the source; no two keys are equal. The order does not count for equality.</summary>
internal sealed record SassMap(IReadOnlyList<KeyValuePair<SassValue, SassValue>> Entries) : SassValue
{
    public override string ToCss() => Write(static value => value.ToCss());

    public override string ToSass() => Write(static value => value.ToSass());

    // Colours that are keys are compared by whole channels.
    private string Write(Func<SassValue, string> write) => $"({string.Join(", ", Entries.Select(entry => $"{Grouped(entry.Key, entry.Key.ToCss())}: {Grouped(entry.Value, write(entry.Value))}"))})";

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

    private static string Grouped(SassValue value, string text) =>
        value is SassList { IsBracketed: false, Separator: ListSeparator.Comma, Items.Count: > 1 } ? $"({text})" : text;
}
