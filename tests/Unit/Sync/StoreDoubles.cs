using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

/// <summary>A store that tells how many results each update had, and does something before each.</summary>
internal sealed class CountingStore(ISyncStore inner, Action beforeUpdate) : ISyncStore
{
    internal List<int> Updates { get; } = [];

    public string LeasePath => inner.LeasePath;

    public string Path => inner.Path;

    public object Stamp() => inner.Stamp();

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => inner.ReadAll(ct);

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
    private object? _lastStamp;

    internal bool HasRecorded { get; private set; }

    public string LeasePath => inner.LeasePath;

    public string Path => inner.Path;

    public object Stamp()
    {
        var stamp = inner.Stamp();
        if (_isWritten && stamp.Equals(_lastStamp) && !HasRecorded)
        {
            HasRecorded = true; // this look found nothing new; what is recorded now is seen only after the lease is let go
            record();
        }

        _lastStamp = stamp;
        return stamp;
    }

    public IReadOnlyList<StoredRun> ReadAll(CancellationToken ct) => inner.ReadAll(ct);

    public void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct)
    {
        inner.Update(results, ct);
        _isWritten = true;
    }
}
