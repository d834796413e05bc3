using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

/// <summary>A store that tells how many results each update had, and does something before each.</summary>
internal sealed class CountingStore(ISyncStore inner, Action beforeUpdate) : ISyncStore
{
    internal List<int> Updates { get; } = [];

    public SyncFiles Files => inner.Files;

    public string Path => inner.Path;

    public bool HasChanged => inner.HasChanged;

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => inner.ReadAll(ct);

    public IReadOnlyList<StoredRun> ReadPending(CancellationToken ct) => inner.ReadPending(ct);

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct)
    {
        beforeUpdate();
        Updates.Add(results.Count);
        inner.Update(results, ct);
    }
}

/// <summary>A store to which another process adds a run just after a drain has looked for the last time under its lease.</summary>
internal sealed class StoreThatRecordsLate(ISyncStore inner, Action record) : ISyncStore
{
    private bool _isWritten;

    internal bool HasRecorded { get; private set; }

    public SyncFiles Files => inner.Files;

    public string Path => inner.Path;

    public bool HasChanged
    {
        get
        {
            var hasChanged = inner.HasChanged;
            if (_isWritten && !hasChanged && !HasRecorded)
            {
                HasRecorded = true; // this look found nothing new; what is recorded now is seen only after the lease is let go
                record();
            }

            return hasChanged;
        }
    }

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => inner.ReadAll(ct);

    public IReadOnlyList<StoredRun> ReadPending(CancellationToken ct) => inner.ReadPending(ct);

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct)
    {
        inner.Update(results, ct);
        _isWritten = true;
    }
}
