using System.Collections.Immutable;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>What calls have promised by returning, by the identity of runs.</summary>
internal sealed record Promises
{
    /// <summary>Runs that are recorded, with their slugs.</summary>
    internal ImmutableDictionary<string, string> Recorded { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Results that are written, by their status.</summary>
    internal ImmutableDictionary<string, string> Marked { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Runs that have a note.</summary>
    internal ImmutableHashSet<string> Noted { get; private init; } = [];

    /// <summary>Runs that are gone for good.</summary>
    internal ImmutableHashSet<string> Removed { get; private init; } = [];

    /// <summary>What else is on the device.</summary>
    internal ImmutableHashSet<string> Kept { get; private init; } = [];

    /// <summary>What was found damaged, and must be found as it was beside the mended store.</summary>
    internal byte[]? Damaged { get; init; }

    /// <summary>The same with what a worker has just said, see its <c>Proof</c>.</summary>
    internal Promises With(string said) => said.TrimEnd('\n').Split(' ') switch
    {
        ["recorded", var id, var slug] => this with { Recorded = Recorded.SetItem(id, slug) },
        ["marked", var id, var status] => this with { Marked = Marked.SetItem(id, status) },
        ["kept", var what] => this with { Kept = Kept.Add(what) },
        ["noted", var id] => this with { Noted = Noted.Add(id) },
        ["changing", var id] => Without(id),
        ["removed", var id] => this with { Removed = Removed.Add(id) },
        ["done"] or ["failed", ..] => this,
        _ => throw new ArgumentException($"A worker says '{said}'."),
    };

    /// <summary>The same without what is promised of a run.</summary>
    internal Promises Without(string id) => this with { Recorded = Recorded.Remove(id), Marked = Marked.Remove(id) };
}
