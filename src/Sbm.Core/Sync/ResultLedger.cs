using Microsoft.Extensions.Logging;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// Collects what became of each run and writes it to the store now and then: a write may copy the whole store, so the next
/// one waits ten times as long as the last one took. Not thread-safe.
/// </summary>
internal sealed class ResultLedger(ISyncStore store, TimeProvider time, ILogger log)
{
    private const int PauseFactor = 10;

    // Before the first write nothing is known about how long one takes; most drains are over sooner.
    private static readonly TimeSpan FirstWriteGuess = TimeSpan.FromMilliseconds(100);
    private readonly List<Dictionary<string, SyncResult>> _written = []; // a few: one for each write
    private Dictionary<string, SyncResult> _unwritten = new(StringComparer.Ordinal);
    private TimeSpan _lastWrite = FirstWriteGuess;
    private long _lastWriteEnd = time.GetTimestamp();

    /// <summary>Whether this drain has a result for the run.</summary>
    internal bool Knows(string identity) =>
        _unwritten.ContainsKey(identity) || _written.Exists(results => results.ContainsKey(identity));

    internal void Add(StoredRun run, SyncResult result) => _unwritten[run.Identity] = result;

    /// <summary>Writes if it is time to. A failure is left to the next write: what is not written is only sent again.</summary>
    internal void WriteIfDue(CancellationToken ct)
    {
        if (time.GetElapsedTime(_lastWriteEnd) < _lastWrite * PauseFactor)
        {
            return;
        }

        try
        {
            Write(ct);
        }
        catch (SbmException e)
        {
            log.LogWarning(e, "Results are not written yet: {Reason}", e.Message);
        }
    }

    /// <summary>Writes all that is not written yet.</summary>
    /// <exception cref="SbmException">The store cannot be written.</exception>
    internal void Write(CancellationToken ct)
    {
        if (_unwritten.Count == 0)
        {
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            store.Update(_unwritten, ct);
            log.LogDebug("Wrote {Count} results to {Store}.", _unwritten.Count, store.Path);
            _written.Add(_unwritten);
            _unwritten = new Dictionary<string, SyncResult>(StringComparer.Ordinal);
        }
        finally
        {
            _lastWriteEnd = time.GetTimestamp();
            _lastWrite = time.GetElapsedTime(start, _lastWriteEnd);
        }
    }
}
