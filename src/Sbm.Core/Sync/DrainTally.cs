using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>Counts what a drain came to. Not thread-safe.</summary>
internal sealed class DrainTally
{
    private readonly List<RefusedRun> _refused = [];
    private readonly List<StoredRun> _counted = []; // of those expected
    private readonly List<Upload> _confirmed = [];
    private IReadOnlyList<Upload> _expected = [];
    private int _expectedRuns;
    private int _notSent;
    private int _synced;

    /// <summary>Runs confirmed or refused.</summary>
    internal int Done => _synced + _refused.Count;

    internal bool HasConfirmed => _confirmed.Count > 0;

    internal int Total => Done + _expectedRuns - _counted.Count;

    /// <summary>Takes note of the runs that are to be sent; those expected before and not among them are taken care of elsewhere.</summary>
    internal void Expect(IReadOnlyList<Upload> uploads)
    {
        _expected = uploads;
        _expectedRuns = uploads.Sum(upload => upload.Marked.Count);
        _counted.Clear();
    }

    /// <summary>The destination has it.</summary>
    internal void Confirm(Upload upload) => _confirmed.Add(upload);

    internal void Count(StoredRun run, SyncResult result)
    {
        _counted.Add(run);
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
        StillPending = StillPending(),
        Requests = requests,
        Duration = duration,
        Fault = fault,
        Confirmed = _confirmed,
    };

    private List<RunRecord> StillPending()
    {
        if (_counted.Count == _expectedRuns)
        {
            return [];
        }

        var counted = new HashSet<StoredRun>(_counted, ReferenceEqualityComparer.Instance);
        return _expected.SelectMany(upload => upload.Marked).Where(run => !counted.Contains(run)).Select(run => run.Record).ToList();
    }
}
