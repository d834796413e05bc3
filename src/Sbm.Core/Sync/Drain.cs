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
    /// <exception cref="SbmException">The store cannot be read, or the results cannot be written to it.</exception>
    internal async Task<SyncReport> RunAsync(CancellationToken ct)
    {
        var start = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.Deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        EarlyEnd end;
        try
        {
            end = await DrainUntilNothingIsLeftAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            end = ct.IsCancellationRequested
                ? new EarlyEnd(SyncEnd.Cancelled, "The sync was called off.", null)
                : new EarlyEnd(SyncEnd.Deadline, $"The sync's time, {_options.Deadline}, was up.", null);
        }

        var report = _tally.Report(end.End, end.Message, end.Fault, _destination.Requests, _time.GetElapsedTime(start));
        _log.LogInformation(
            "Sync with {Destination} ended: {End}. {Synced} synced, {Refused} refused, {Pending} pending, {Requests} requests. {Message}",
            _destination.Name, report.End.ToString(), report.Synced, report.Refused.Count, report.StillPending.Count, report.Requests, report.Message);
        return report;
    }

    private async Task<EarlyEnd> DrainUntilNothingIsLeftAsync(CancellationToken ct)
    {
        // Without the lease first: a store with nothing to send needs no lease file, nor even a folder.
        if (Look(ct).Count == 0)
        {
            return new EarlyEnd(SyncEnd.NothingToDo, "There was nothing to send.", null);
        }

        do
        {
            using var lease = await TakeLeaseAsync(ct).ConfigureAwait(false);
            if (lease is null)
            {
                return _tally.Done > 0 ? Ended() : new EarlyEnd(SyncEnd.AlreadyRunning, "Another sync of this store is under way.", null);
            }

            if (_selection.Automatic && lease.ReadStamp() is { } stamp
                && stamp.Holds(_destination.Name, _time.GetUtcNow(), _options.OfflinePause))
            {
                return new EarlyEnd(SyncEnd.Offline, $"{_destination.Name} could not be reached a moment ago.", null);
            }

            var end = await SendUnderLeaseAsync(ct).ConfigureAwait(false);
            Remember(lease, isOffline: end?.End == SyncEnd.Offline);
            if (end is not null)
            {
                return end;
            }
        }
        while (_store.HasChanged && Look(ct).Count > 0); // once more after the lease is let go: what came in between found it taken

        return Ended();
    }

    private EarlyEnd Ended() => _tally.Done > 0
        ? new EarlyEnd(SyncEnd.Completed, null, null)
        : new EarlyEnd(SyncEnd.NothingToDo, "There was nothing left to send.", null);

    private void Remember(DrainLease lease, bool isOffline)
    {
        try
        {
            lease.WriteStamp(isOffline ? new OfflineStamp(_destination.Name, _time.GetUtcNow() + _options.OfflinePause) : null);
        }
        catch (IOException e) // a full disk: nothing but a pause is lost
        {
            _log.LogWarning(e, "The lease file {Path} cannot be written: {Reason}", _store.LeasePath, e.Message);
        }
    }

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
                    _log.LogInformation("Sending {Count} runs to {Destination}.", uploads.Count, _destination.Name);
                    Report();
                    end = await _sender.SendAsync(uploads, Report, ct).ConfigureAwait(false);
                    _ledger.Write(ct);
                }
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
            _log.LogWarning(e, "The last results could not be written; these runs are sent again later: {Reason}", e.Message);
        }
    }

    private async Task<DrainLease?> TakeLeaseAsync(CancellationToken ct)
    {
        var said = false;
        while (true)
        {
            var lease = DrainLease.TryTake(_store);
            if (lease is not null || _selection.Automatic)
            {
                return lease;
            }

            if (!said)
            {
                _log.LogInformation("Waiting for another sync of this store to end.");
                said = true;
            }

            var pause = _options.LeasePause * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(pause, _time, ct).ConfigureAwait(false);
        }
    }

    private void Report() => _progress?.Invoke(new SyncProgress(_tally.Done, _tally.Total, $"Sending runs to {_destination.Name}"));
}
