using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>The store of runs as a drain sees it. One drain's own; not thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="files">Where the lease lies; beside the store if null.</param>
internal sealed class LocalStore(RunStore store, SyncFiles? files = null) : ISyncStore
{
    private readonly Dictionary<string, StoredRun> _sent = new(StringComparer.Ordinal); // as it was read
    private StoreStamp? _seen;

    public string Path => store.Path;

    public SyncFiles Files { get; } = files ?? SyncFiles.Of(store.Path);

    public bool HasChanged => store.Stamp() != _seen;

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => Read(store.ReadAll, static _ => true, ct);

    public IReadOnlyList<StoredRun> ReadPending(CancellationToken ct) =>
        Read(store.ReadPending, static run => run.Record.SyncStatus != SyncStatus.Synced, ct);

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct)
    {
        var update = store.Update(results, _sent, ct);
        if (update.Before == _seen)
        {
            _seen = update.After; // our own results are no news
        }
    }

    private IReadOnlyList<StoredRun> Read(
        Func<CancellationToken, IReadOnlyList<StoredRun>> read, Func<StoredRun, bool> mayBeSent, CancellationToken ct)
    {
        _seen = store.Stamp(); // before reading, so that a run recorded while we read is seen as a change
        var runs = read(ct);
        foreach (var run in runs.Where(mayBeSent))
        {
            _sent[run.Identity] = run;
        }

        return runs;
    }
}
