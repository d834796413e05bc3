using Microsoft.Extensions.Logging;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// Sends uploads in batches, one at a time, finds refused runs by halving, and makes batches smaller where the link cannot
/// carry them. One drain's own; not thread-safe.
/// </summary>
/// <remarks>
/// Cost of one bad run in 500: the batch, and two halves on each of nine levels: 19 requests. A database that refuses
/// everything is left after eight lone refusals, which lie next to each other at the end of one path down: 21 requests.
/// </remarks>
internal sealed class BatchSender(
    IDestination destination, ResultLedger ledger, DrainOptions options, DrainTally tally, TimeProvider time, ILogger log)
{
    private int _maxRuns = options.MaxBatchRuns;
    private int _loneRefusals;
    private bool _accepted;

    /// <summary>Whether the destination has answered anything yet.</summary>
    internal bool IsAnswered { get; private set; }

    /// <summary>Sends all uploads, or as many as can be sent.</summary>
    /// <param name="uploads">What to send.</param>
    /// <param name="onProgress">Called after each answer.</param>
    /// <param name="unreached">Tells, when a request was called off, why it was not answered; null if that is not known.</param>
    /// <param name="ct">Calls it off.</param>
    /// <returns>Why it ended early, or null when every upload was confirmed or refused.</returns>
    internal async Task<EarlyEnd?> SendAsync(IReadOnlyList<Upload> uploads, Action onProgress, Func<string?> unreached, CancellationToken ct)
    {
        var waiting = new Stack<ArraySegment<Upload>>();
        foreach (var batch in Batches(uploads.ToArray()).Reverse())
        {
            waiting.Push(batch);
        }

        while (waiting.TryPop(out var batch))
        {
            if (batch.Count > _maxRuns)
            {
                waiting.Push(batch[_maxRuns..]);
                batch = batch[.._maxRuns];
            }

            Answer answer;
            try
            {
                answer = await destination.SendAsync(batch, ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (unreached() is { } reason)
            {
                Note(batch, reason);
                throw;
            }

            IsAnswered |= answer.Kind is AnswerKind.Confirmed or AnswerKind.Refused or AnswerKind.Unusable;
            if (Take(answer, batch, waiting) is { } end)
            {
                return end;
            }

            ledger.WriteIfDue(ct);
            onProgress();
        }

        return null;
    }

    private EarlyEnd? Take(Answer answer, ArraySegment<Upload> batch, Stack<ArraySegment<Upload>> waiting)
    {
        switch (answer.Kind)
        {
            case AnswerKind.Confirmed:
                _accepted = true;
                Mark(batch, SyncStatus.Synced, null);
                return null;

            case AnswerKind.Refused when batch.Count == 1:
                Mark(batch, SyncStatus.Failed, answer.Reason);
                log.LogWarning("The database refuses the run of {Slug}: {Reason}", batch[0].Sent.Record.Slug, answer.Reason);
                return ++_loneRefusals >= options.MaxLoneRefusals && !_accepted
                    ? new EarlyEnd(SyncEnd.Refused, $"The database refuses every run: {answer.Reason}", null)
                    : null;

            case AnswerKind.Refused:
                Halve(batch, waiting);
                log.LogDebug("A batch of {Count} is refused ({Reason}); trying its halves.", batch.Count, answer.Reason);
                return null;

            case AnswerKind.Stalled when batch.Count > 1:
                _maxRuns = (batch.Count + 1) / 2;
                waiting.Push(batch);
                log.LogInformation("The link is too slow for {Count} runs at once; trying {Half}.", batch.Count, _maxRuns);
                return null;

            case AnswerKind.Unusable:
                Note(batch, answer.Reason);
                return new EarlyEnd(SyncEnd.Refused, answer.Reason, answer.Fault);

            default:
                Note(batch, answer.Reason);
                return new EarlyEnd(SyncEnd.Offline, answer.Reason, null);
        }
    }

    // The larger half first: the path down then ends in pairs, and eight lone refusals lie closer together.
    private static void Halve(ArraySegment<Upload> batch, Stack<ArraySegment<Upload>> waiting)
    {
        var middle = (batch.Count + 1) / 2;
        waiting.Push(batch[middle..]);
        waiting.Push(batch[..middle]);
    }

    private void Mark(ArraySegment<Upload> batch, string status, string? error)
    {
        var result = new SyncResult(status, time.GetUtcNow(), error);
        foreach (var upload in batch)
        {
            if (status == SyncStatus.Synced)
            {
                tally.Confirm(upload);
            }

            foreach (var run in upload.Marked)
            {
                ledger.Add(run, result);
                tally.Count(run, result);
            }
        }
    }

    // Not reached, or not about these runs: each keeps its status and says why it is not there. One that was sent again on
    // demand is there already, and says nothing.
    private void Note(ArraySegment<Upload> batch, string error)
    {
        var now = time.GetUtcNow();
        foreach (var run in batch.SelectMany(upload => upload.Marked).Where(run => run.Record.SyncStatus != SyncStatus.Synced))
        {
            var result = new SyncResult(run.Record.SyncStatus, now, error);
            ledger.Add(run, result);
            tally.CountNotSent();
        }
    }

    // Runs that were refused before make batches of their own, so that they cannot hold up the others.
    private IEnumerable<ArraySegment<Upload>> Batches(Upload[] uploads)
    {
        var start = 0;
        var bytes = 0L;
        for (var i = 0; i < uploads.Length; i++)
        {
            var isFull = i - start == options.MaxBatchRuns
                || (i > start && bytes + uploads[i].Size > options.MaxBatchBytes)
                || (i > start && uploads[i].WasRefused != uploads[start].WasRefused);
            if (isFull)
            {
                yield return new ArraySegment<Upload>(uploads, start, i - start);
                (start, bytes) = (i, 0);
            }

            bytes += uploads[i].Size;
        }

        if (uploads.Length > start)
        {
            yield return new ArraySegment<Upload>(uploads, start, uploads.Length - start);
        }
    }
}

/// <summary>Why a drain stopped sending before everything was sent.</summary>
/// <param name="End">The reason.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Fault">What the user must mend, if that is known.</param>
internal sealed record EarlyEnd(SyncEnd End, string? Message, SbmException? Fault);
