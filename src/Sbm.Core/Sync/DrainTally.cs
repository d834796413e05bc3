using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>Counts what a drain came to. Not thread-safe.</summary>
internal sealed class DrainTally
{
    private readonly HashSet<StoredRun> _waiting = new(ReferenceEqualityComparer.Instance);
    private readonly List<RefusedRun> _refused = [];
    private int _notSent;
    private int _synced;

    /// <summary>Runs confirmed or refused.</summary>
    internal int Done => _synced + _refused.Count;

    internal int Total => Done + _waiting.Count;

    /// <summary>Takes note of the runs that are to be sent; those expected before and not among them are taken care of elsewhere.</summary>
    internal void Expect(IEnumerable<Upload> uploads)
    {
        _waiting.Clear();
        _waiting.UnionWith(uploads.SelectMany(upload => upload.Marked));
    }

    internal void Count(StoredRun run, SyncResult result)
    {
        _waiting.Remove(run);
        if (result.SyncStatus == SyncStatus.Synced)
        {
            _synced++;
        }
        else
        {
            _refused.Add(new RefusedRun(run.Record, result.Error ?? string.Empty));
        }
    }

    /// <summary>One run was tried and not reached.</summary>
    internal void CountNotSent() => _notSent++;

    internal SyncReport Report(SyncEnd end, string? message, SbmException? fault, int requests, TimeSpan duration) => new()
    {
        End = end,
        Message = message,
        Attempted = Done + _notSent,
        Synced = _synced,
        Refused = _refused,
        StillPending = _waiting.Select(run => run.Record).ToList(),
        Requests = requests,
        Duration = duration,
        Fault = fault,
    };
}
