using System.Collections.Immutable;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>What calls have promised by returning: runs, with their slugs, that are recorded, and runs that are marked as synced.</summary>
internal sealed record Promises
{
    internal ImmutableDictionary<string, string> Recorded { get; private init; } = ImmutableDictionary<string, string>.Empty;

    private string? LastId { get; init; }

    internal ImmutableHashSet<string> Synced { get; private init; } = [];

    /// <summary>The same with what a worker has just said, see its <c>Proof</c>.</summary>
    internal Promises With(string said) => said.TrimEnd('\n').Split(' ') switch
    {
        ["recorded", var id, var slug] => this with { Recorded = Recorded.Add(id, slug), LastId = id },
        ["synced", var id] => this with { Synced = Synced.Add(id) },
        _ => this,
    };

    /// <summary>The same without the run that was recorded last.</summary>
    internal Promises WithoutLast() => this with { Recorded = Recorded.Remove(LastId!) };
}
