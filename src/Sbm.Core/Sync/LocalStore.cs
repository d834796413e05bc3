using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>The store of runs as a drain sees it.</summary>
internal sealed class LocalStore(RunStore store) : ISyncStore
{
    internal const string LeaseSuffix = ".sync.lock";

    public string LeasePath => store.Path + LeaseSuffix;

    public string Path => store.Path;

    public object Stamp() => store.Stamp();

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => store.ReadAll(ct);

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct) => store.Update(results, ct);
}
