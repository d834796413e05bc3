using Microsoft.Extensions.Logging;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// Collects what became of each run and writes it to the store now and then: a write may copy the whole store, so the next
/// one waits ten times as long as the last one took. Where the store cannot be written, what was confirmed is kept elsewhere.
/// Not thread-safe.
/// </summary>
internal sealed class ResultLedger(ISyncStore store, TimeProvider time, ILogger log)
{
    private const int PauseFactor = 10;

    // Before the first write nothing is known about how long one takes; most drains are over sooner.
    private static readonly TimeSpan FirstWriteGuess = TimeSpan.FromMilliseconds(100);
    private readonly KeptResults _kept = new(store.Files.KeptResultsPath);
    private readonly List<Dictionary<string, (StoredRun Run, SyncResult Result)>> _written = []; // a few: one for each write
    private Dictionary<string, (StoredRun Run, SyncResult Result)> _unwritten = new(StringComparer.Ordinal);
    private TimeSpan _lastWrite = FirstWriteGuess;
    private long _lastWriteEnd = time.GetTimestamp();

    /// <summary>Whether there is something from before that the store has yet to be told.</summary>
    internal bool HasKept => _kept.Any;

    /// <summary>Whether a result for the run is known: of this drain, or of an earlier one that the store could not be told.</summary>
    internal bool Knows(StoredRun run) =>
        _unwritten.ContainsKey(run.Identity) || _written.Exists(results => results.ContainsKey(run.Identity)) || _kept.Knows(run);

    internal void Add(StoredRun run, SyncResult result) => _unwritten[run.Identity] = (run, result);

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
            log.LogWarning("Results are not written yet: {Reason}", e.Message);
        }
    }

    /// <summary>Writes all that is not written yet.</summary>
    /// <exception cref="SbmException">Neither the store nor the state directory can be written.</exception>
    internal void Write(CancellationToken ct)
    {
        if (_unwritten.Count == 0 && !_kept.Any)
        {
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            WriteToStore(ct);
        }
        catch (SbmException e)
        {
            Keep(e);
        }
        finally
        {
            _lastWriteEnd = time.GetTimestamp();
            _lastWrite = time.GetElapsedTime(start, _lastWriteEnd);
        }

        _written.Add(_unwritten);
        _unwritten = new Dictionary<string, (StoredRun, SyncResult)>(StringComparer.Ordinal);
    }

    private void WriteToStore(CancellationToken ct)
    {
        var results = new Dictionary<string, SyncResult>(_kept.All, StringComparer.Ordinal);
        foreach (var (identity, (_, result)) in _unwritten)
        {
            results[identity] = result;
        }

        store.Update(results, ct);
        log.LogDebug("Wrote {Results} to {Store}.", CountText.Of(results.Count, "result"), store.Path);
        if (_kept.Any)
        {
            _kept.Forget();
        }
    }

    private void Keep(SbmException why)
    {
        var isNews = !_kept.Any;
        try
        {
            _kept.Add(_unwritten.Values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw why;
        }

        // Said once; from then on it is known.
        log.Log(
            isNews ? LogLevel.Warning : LogLevel.Debug,
            "The store cannot be told what the database has confirmed ({Reason}) It is kept in {Path}, these runs are not sent again, and the store is told as soon as it can be written.",
            why.Message,
            store.Files.KeptResultsPath);
    }
}
