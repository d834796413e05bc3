using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>The store of runs as a drain sees it. One drain's own; not thread-safe.</summary>
internal sealed class LocalStore(RunStore store) : ISyncStore
{
    internal const string LeaseSuffix = ".sync.lock";
    private StoreStamp? _seen;

    public string LeasePath => store.Path + LeaseSuffix;

    public string Path => store.Path;

    public bool HasChanged => store.Stamp() != _seen;

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct)
    {
        _seen = store.Stamp(); // before reading, so that a run recorded while we read is seen as a change
        return store.ReadAll(ct);
    }

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct)
    {
        var update = store.Update(results, ct);
        if (update.Before == _seen)
        {
            _seen = update.After; // our own results are no news
        }
    }
}
