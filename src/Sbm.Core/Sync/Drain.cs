using Microsoft.Extensions.Logging;

namespace Sbm.Core.Sync;

/// <summary>
/// Sends what a store holds to a destination, under the store's drain lease. One object drains once; not thread-safe.
/// </summary>
internal sealed class Drain
{
    private readonly ISyncStore _store;
    private readonly IDestination _destination;
    private readonly UploadSelection _selection;
    private readonly DrainOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action<SyncProgress>? _progress;
    private readonly DrainTally _tally = new();
    private readonly ResultLedger _ledger;
    private readonly BatchSender _sender;
    private IReadOnlyList<Upload> _looked = [];
    private bool _isWaitingForLease;
    private SentSummary? _summaryBefore;
    private DateTimeOffset? _owedBefore;
    private bool _hasHeldLease;
    private CancellationToken _deadline;

    internal Drain(
        ISyncStore store,
        IDestination destination,
        UploadSelection selection,
        DrainOptions options,
        TimeProvider time,
        ILogger log,
        Action<SyncProgress>? progress = null)
    {
        (_store, _destination, _selection, _options, _time, _log, _progress) =
            (store, destination, selection, options, time, log, progress);
        _ledger = new ResultLedger(store, time, log);
        _sender = new BatchSender(destination, _ledger, options, _tally, time, log);
    }

    /// <summary>Drains until nothing is left to send, or something stops it; the report says what.</summary>
    /// <exception cref="SbmException">The store cannot be read, or the results can be written nowhere.</exception>
    internal async Task<SyncReport> RunAsync(CancellationToken ct)
    {
        var start = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.Deadline, _time);
        _deadline = deadline.Token;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ct, _deadline, _options.Leaving);
        EarlyEnd end;
        try
        {
            end = await DrainUntilNothingIsLeftAsync(any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            end = CutOff(ct);
        }

        var report = _tally.Report(end.End, end.Message, end.Fault, _destination.Requests, _time.GetElapsedTime(start)) with { SummaryBefore = _summaryBefore, OwedSince = _owedBefore };
        _log.LogInformation(
            "Sync with {Destination} ended: {End}. {Synced} synced, {Refused} refused, {Pending} pending, {Requests}. {Message}",
            _destination.Name, report.End.ToString(), report.Synced, report.Refused.Count, report.StillPending.Count, CountText.Of(report.Requests, "request"), report.Message ?? string.Empty);
        return report;
    }

    private string TimeWasUp => $"The sync's time, {TimeText.Duration(_options.Deadline)}, was up";

    private EarlyEnd CutOff(CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return new EarlyEnd(SyncEnd.Cancelled, "The sync was called off.", null);
        }

        if (_options.Leaving.IsCancellationRequested)
        {
            return new EarlyEnd(SyncEnd.Cancelled, "The process ended.", null);
        }

        var why = _isWaitingForLease
            ? $", all of it while another sync of this store was under way{Holder()}"
            : _destination.Trouble is { } trouble ? $": {trouble}"
            : _sender.IsAnswered ? string.Empty : $", and {_destination.Name} had not answered";
        return new EarlyEnd(SyncEnd.Deadline, $"{TimeWasUp}{why}.", null);
    }

    private async Task<EarlyEnd> DrainUntilNothingIsLeftAsync(CancellationToken ct)
    {
        // Without the lease first: a store with nothing to send needs no lease file, nor even a folder.
        if (Look(ct).Count == 0 && !_ledger.HasKept && _store.Files.ReadInfo().OwedSince is null)
        {
            return new EarlyEnd(SyncEnd.NothingToDo, "There was nothing to send.", null);
        }

        do
        {
            using var lease = await TakeLeaseAsync(ct).ConfigureAwait(false);
            if (lease is null)
            {
                return _tally.Done > 0 ? Ended() : new EarlyEnd(SyncEnd.AlreadyRunning, $"Another sync of this store is under way{Holder()}.", null);
            }

            var now = _time.GetUtcNow();
            var info = _store.Files.ReadInfo();
            if (_selection.Automatic && info.StampOf(_destination.Name) is { } stamp && stamp.Holds(now, _options.NetworkChangedAt))
            {
                return new EarlyEnd(SyncEnd.Offline, $"{_destination.Name} could not be reached a moment ago: {stamp.Reason}", null);
            }

            // What somebody else has counted since this drain first had the lease may have this drain's own runs in it.
            _summaryBefore = !_hasHeldLease ? info.Summary : info.Summary is null ? _summaryBefore : null;
            _owedBefore = _hasHeldLease ? _owedBefore : info.OwedSince;
            _hasHeldLease = true;
            var owed = info.OwedSince ?? now; // should this drain be killed
            Tell(info with { Holder = new SyncHolder(Environment.ProcessId, Environment.MachineName, now), Summary = null, OwedSince = owed });
            EarlyEnd? end = null;
            try
            {
                end = await SendUnderLeaseAsync(ct).ConfigureAwait(false);
            }
            finally
            {
                // Also when it was cut off: the next process then knows at once what this one has waited for.
                var reason = end?.End == SyncEnd.Offline ? end.Message : end is null ? UnreachedWhenCutOff(ct) : null;
                Tell(Remembering(info, reason) with
                {
                    Holder = null,
                    Summary = _tally.HasConfirmed ? null : info.Summary,
                    OwedSince = _tally.HasConfirmed ? owed : info.OwedSince,
                });
            }

            if (end is not null)
            {
                return end;
            }
        }
        while (_store.HasChanged && Look(ct).Count > 0); // once more after the lease is let go: what came in between found it taken

        return Ended();
    }

    // What is known of a destination stays as it was unless this drain knows better.
    private SyncInfo Remembering(SyncInfo info, string? unreached)
    {
        var now = _time.GetUtcNow();
        return unreached is not null ? info.With(_destination.Name, new OfflineStamp(_destination.Name, now + OfflineStamp.Pause, unreached), now)
            : _sender.IsAnswered ? info.With(_destination.Name, null, now)
            : info;
    }

    private EarlyEnd Ended() => _tally.Done > 0
        ? new EarlyEnd(SyncEnd.Completed, null, null)
        : new EarlyEnd(SyncEnd.NothingToDo, "There was nothing left to send.", null);

    /// <summary>Why a drain that was cut off has not reached the destination; null if it may have, or was not cut off.</summary>
    private string? UnreachedWhenCutOff(CancellationToken ct) => !ct.IsCancellationRequested ? null : _destination.Trouble
        ?? (_options.Leaving.IsCancellationRequested && !_sender.IsAnswered ? "no answer by the time the process ended" : null);

    /// <summary>What a run under way is told then; null if the user has called it off.</summary>
    private string? UnsentWhenCutOff(CancellationToken ct) =>
        UnreachedWhenCutOff(ct) ?? (_deadline.IsCancellationRequested ? $"no answer within the time of the sync, {TimeText.Duration(_options.Deadline)}" : null);

    private async Task<EarlyEnd?> SendUnderLeaseAsync(CancellationToken ct)
    {
        try
        {
            EarlyEnd? end = null;
            do
            {
                // What was seen before the lease was taken still holds if nobody has changed the store since.
                var uploads = _store.HasChanged ? Look(ct) : _looked;
                _looked = [];
                if (uploads.Count > 0)
                {
                    _log.LogInformation("Sending {Runs} to {Destination}.", CountText.Of(uploads.Count, "run"), _destination.Name);
                    Report();
                    end = await _sender.SendAsync(uploads, Report, () => UnsentWhenCutOff(ct), ct).ConfigureAwait(false);
                }

                _ledger.Write(ct);
            }
            while (end is null && _store.HasChanged);
            return end;
        }
        catch (OperationCanceledException)
        {
            WriteLastResults();
            throw;
        }
    }

    private IReadOnlyList<Upload> Look(CancellationToken ct)
    {
        var uploads = _selection.Of(_selection.Force ? _store.ReadAll(ct) : _store.ReadPending(ct), _destination.KeyOf, _ledger.Knows, _time.GetUtcNow());
        _tally.Expect(uploads);
        return _looked = uploads;
    }

    // What was confirmed is worth writing down when called off, but not worth making the caller wait for long.
    private void WriteLastResults()
    {
        using var soon = new CancellationTokenSource(_options.LastWriteTimeout, _time);
        try
        {
            _ledger.Write(soon.Token);
        }
        catch (Exception e) when (e is SbmException or OperationCanceledException)
        {
            _log.LogWarning("The last results could not be written; these runs are sent again later: {Reason}", e.Message);
        }
    }

    private async Task<DrainLease?> TakeLeaseAsync(CancellationToken ct)
    {
        while (true)
        {
            var lease = DrainLease.TryTake(_store.Files);
            if (lease is not null || _selection.Automatic)
            {
                _isWaitingForLease = false;
                return lease;
            }

            if (!_isWaitingForLease)
            {
                _log.LogInformation("Waiting for another sync of this store to end{Holder}.", Holder());
                _isWaitingForLease = true;
            }

            var pause = _options.LeasePause * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(pause, _time, ct).ConfigureAwait(false);
        }
    }

    private string Holder() => _store.Files.ReadInfo().Holder is { } holder ? $" ({holder})" : string.Empty;

    private void Tell(SyncInfo info)
    {
        try
        {
            _store.Files.WriteInfo(info);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // a full disk: nothing but a pause is lost
        {
            _log.LogDebug("What syncs tell each other cannot be written: {Reason}", e.Message);
        }
    }

    private void Report() => _progress?.Invoke(new SyncProgress(_tally.Done, _tally.Total, $"Sending runs to {_destination.Name}"));
}
