using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Which runs of one store a sync is to send: objects from the pipeline, names, or all; of these, by status.</summary>
internal sealed class SyncSelection
{
    private readonly Lazy<RunReference> _reference;
    private readonly Lazy<List<RunFilter>> _filters;

    internal SyncSelection()
    {
        _reference = new Lazy<RunReference>(() => new RunReference(Runs));
        _filters = new Lazy<List<RunFilter>>(() =>
            Names.Select(name => new RunFilter { Slug = name.Slug, Id = name.Id, Status = Status, SyncStatus = SyncStatus }).ToList());
    }

    internal List<MigrationRun> Runs { get; } = [];

    /// <summary>Slugs and ids that must both fit; null for any.</summary>
    internal List<(string[]? Slug, string[]? Id)> Names { get; } = [];

    internal string[]? Status { get; init; }

    internal string[]? SyncStatus { get; init; }

    /// <summary>Whether nothing narrows it down.</summary>
    internal bool IsAll => Status is null && SyncStatus is null && Names.Exists(static name => name.Slug is null && name.Id is null);

    /// <summary>Whether the run is meant. Ask only when the selection is complete.</summary>
    internal bool Matches(StoredRun run) =>
        _filters.Value.Exists(filter => filter.Matches(run.Record))
        || (Runs.Count > 0 && _reference.Value.Means(run.Record) && new RunFilter { Status = Status, SyncStatus = SyncStatus }.Matches(run.Record));
}
