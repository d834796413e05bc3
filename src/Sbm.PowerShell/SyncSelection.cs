using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Which runs of one store a sync is to send: objects from the pipeline, names, or all; of these, by status.</summary>
internal sealed class SyncSelection
{
    private readonly Lazy<RunReference> _reference;
    private readonly List<(string[]? Slug, string[]? Id)> _names = [];
    private readonly List<RunFilter> _filters = [];

    internal SyncSelection() => _reference = new Lazy<RunReference>(() => new RunReference(Runs));

    internal List<MigrationRun> Runs { get; } = [];

    /// <summary>Slugs and ids that must both fit; null for any.</summary>
    internal IReadOnlyList<(string[]? Slug, string[]? Id)> Names => _names;

    internal string[]? Status { get; init; }

    internal string[]? SyncStatus { get; init; }

    /// <summary>Adds slugs and ids that must both fit; null for any.</summary>
    /// <exception cref="Core.SbmException"><c>InvalidPattern</c>.</exception>
    internal void Add(string[]? slug, string[]? id)
    {
        _filters.Add(new RunFilter { Slug = slug, Id = id, Status = Status, SyncStatus = SyncStatus });
        _names.Add((slug, id));
    }

    /// <summary>Whether nothing narrows it down.</summary>
    internal bool IsAll => Status is null && SyncStatus is null && _names.Exists(static name => name.Slug is null && name.Id is null);

    /// <summary>Whether the run is meant. Ask only when the selection is complete.</summary>
    internal bool Matches(StoredRun run) =>
        _filters.Exists(filter => filter.Matches(run.Record))
        || (Runs.Count > 0 && _reference.Value.Means(run.Record) && new RunFilter { Status = Status, SyncStatus = SyncStatus }.Matches(run.Record));
}
