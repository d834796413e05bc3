using Sbm.Core.Logging;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>
/// Syncs by itself, in the background of the process, at most one drain at a time, and keeps at it while anything is pending: after
/// the offline pause, then less and less often, and at once when the network changes. Thread-safe; nothing of it ever throws.
/// </summary>
/// <remarks>
/// This class and all that it touches before a database is known to be configured use nothing but the runtime: logging,
/// Polly and Google's library are loaded by the first drain. Between tries it is a timer, and nothing else.
/// </remarks>
public sealed class AutomaticSync : IDisposable
{
    private static readonly TimeSpan LongestLastWrite = TimeSpan.FromMilliseconds(250);
    private readonly SettingEnvironment _environment;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly object _gate = new();
    private readonly List<Wish> _waiting = [];
    private readonly List<AdoptedDrain> _adopted = [];
    private readonly RetryTimers _retries;
    private Task _worker = Task.CompletedTask;
    private bool _isWorking;
    private bool _isLeaving;

    /// <summary>How the database is talked to; null for the usual way.</summary>
    internal Firebase.Http.FirebaseOptions? Firebase { get; init; }

    /// <param name="environment">What settings are read from; the process's if null.</param>
    /// <param name="time">Where time comes from; the system's clock if null.</param>
    public AutomaticSync(SettingEnvironment? environment = null, TimeProvider? time = null)
    {
        _environment = environment ?? SettingEnvironment.OfProcess();
        _time = time ?? TimeProvider.System;
        _retries = new RetryTimers(_time, parameters => Trigger(new Wish(parameters, IsRecorded: false)));
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>
    /// Something was recorded: has the store drained if a database is configured and automatic sync is on. Returns at once.
    /// During a drain it makes the drain look once more.
    /// </summary>
    /// <param name="parameters">The settings that the command was given, above all the store.</param>
    public void Trigger(SettingParameters? parameters = null) => Trigger(new Wish(parameters ?? new SettingParameters(), IsRecorded: true));

    /// <summary>
    /// Something may be left from before: the same if the configured store holds anything to send, or the team is owed its figures. If
    /// not, and that is nearly always so, no package is loaded, which would slow down what the user has come for.
    /// </summary>
    public void TriggerIfPending() => Trigger(new Wish(new SettingParameters(), IsRecorded: false));

    /// <summary>
    /// Starts a drain that somebody asked for, and sees to it as to its own: when the process ends it gets the same last effort,
    /// and afterwards the store is looked at once more for what was recorded meanwhile, or is still pending.
    /// </summary>
    /// <param name="session">Drains.</param>
    /// <param name="request">What to send, and where.</param>
    /// <param name="progress">As <see cref="SyncSession.RunAsync"/>.</param>
    /// <param name="log">As <see cref="SyncSession.RunAsync"/>.</param>
    /// <param name="ct">Calls it off.</param>
    /// <returns>As <see cref="SyncSession.RunAsync"/>.</returns>
    public Task<SyncReport> RunAsync(
        SyncSession session, SyncRequest request, Action<SyncProgress>? progress, Action<SyncLogLevel, string>? log, CancellationToken ct)
    {
        var drain = session.RunAsync(request, progress, log, ct, _leave.Token);
        var adopted = new AdoptedDrain(drain, request.Parameters);
        lock (_gate)
        {
            _adopted.Add(adopted);
        }

        _ = drain.ContinueWith(
            _ =>
            {
                lock (_gate)
                {
                    _adopted.Remove(adopted);
                }

                Trigger(new Wish(new SettingParameters { StorePath = request.Parameters.StorePath }, IsRecorded: false));
            },
            TaskScheduler.Default);
        return drain;
    }

    /// <summary>How long a process that ends may still send: the setting, or its default where that cannot be understood.</summary>
    public TimeSpan ExitTimeout
    {
        get
        {
            try
            {
                return new SbmSettings(null, _environment).ExitTimeout.Value;
            }
            catch (SbmException)
            {
                return TimeSpan.FromSeconds(2);
            }
        }
    }

    /// <summary>The network is another one: what could not be reached may be reached now.</summary>
    internal void OnNetworkChanged() => _retries.StartOver();

    /// <summary>Completes when nothing is under way.</summary>
    internal Task Idle
    {
        get
        {
            lock (_gate)
            {
                return _worker;
            }
        }
    }

    /// <summary>
    /// The process ends: gives the drains that are under way the exit time-out to finish, and then calls them off. What was not
    /// sent stays pending. Nothing is waited for if the destination is known to be offline.
    /// </summary>
    internal void Leave()
    {
        Task[] drains;
        lock (_gate)
        {
            _isLeaving = true;
            drains = [_worker, .. _adopted.Where(IsWorthWaitingFor).Select(static adopted => adopted.Drain)];
        }

        _retries.Stop();
        if (drains.All(static drain => drain.IsCompleted))
        {
            return;
        }

        // The last part of the time is for writing down what was confirmed.
        var timeout = ExitTimeout;
        var lastWrite = timeout / 4 < LongestLastWrite ? timeout / 4 : LongestLastWrite;
        if (!HaveEnded(drains, timeout - lastWrite))
        {
            _leave.Cancel();
            HaveEnded(drains, lastWrite);
        }
    }

    /// <summary>Calls off a drain that is under way; nothing is lost.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        lock (_gate)
        {
            _isLeaving = true;
        }

        _retries.Dispose();
        _stop.Cancel();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Leave();

    private static bool HaveEnded(Task[] drains, TimeSpan timeout)
    {
        try
        {
            return Task.WaitAll(drains, timeout);
        }
        catch (AggregateException)
        {
            return true; // who asked for the drain is told, or was
        }
    }

    private void Trigger(Wish wanted)
    {
        lock (_gate)
        {
            if (_isLeaving || _waiting.Contains(wanted))
            {
                return;
            }

            _waiting.Add(wanted);
            if (!_isWorking)
            {
                _isWorking = true;
                _worker = Task.Run(WorkAsync);
            }
        }
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            Wish wish;
            lock (_gate)
            {
                if (_waiting.Count == 0 || _leave.IsCancellationRequested || _stop.IsCancellationRequested)
                {
                    // A process that leaves before this has begun has its time for it all the same.
                    _waiting.Clear();
                    _isWorking = false;
                    return;
                }

                wish = _waiting[0];
                _waiting.RemoveAt(0);
            }

            RetryReason reason;
            try
            {
                var settings = new SbmSettings(wish.Parameters, _environment);
                reason = IsWorthwhile(settings, wish.IsRecorded) ?? await DrainAsync(settings).ConfigureAwait(false);
            }
            catch (SbmException error)
            {
                // Nobody asked for this drain, so nobody is bothered with how it ended: the log has it.
                reason = error.ErrorId == "StoreUnavailable" ? RetryReason.Unreached : RetryReason.None;
            }
            catch (Exception)
            {
                reason = RetryReason.Unreached; // the same, of whatever kind it is
            }

            _retries.Plan(wish.Parameters, reason);
        }
    }

    /// <returns>Why to try again, if that is to be done without anybody's doing.</returns>
    /// <remarks>A method of its own: the packages are loaded when it is first called.</remarks>
    private async Task<RetryReason> DrainAsync(SbmSettings settings)
    {
        var options = new DrainOptions { NetworkChangedAt = _retries.NetworkChangedAt, Leaving = _leave.Token };
        var report = await new SyncSession(_environment, _time) { Firebase = Firebase ?? new Firebase.Http.FirebaseOptions(), Drain = options }
            .RunAutomaticallyAsync(settings, _stop.Token).ConfigureAwait(false);
        return report.End switch
        {
            SyncEnd.AlreadyRunning => RetryReason.LeaseTaken,
            SyncEnd.Offline or SyncEnd.Deadline or SyncEnd.Refused when report.StillPending.Count > 0 => RetryReason.Unreached,
            _ => RetryReason.None,
        };
    }

    /// <returns>Null if a drain is worthwhile; otherwise why to come back.</returns>
    private RetryReason? IsWorthwhile(SbmSettings settings, bool isRecorded)
    {
        try
        {
            if (!settings.AutoSync.Value || settings.Destination is not { } destination)
            {
                return RetryReason.None;
            }

            var store = new RunStore(settings.StorePath.Value);
            if (!isRecorded && !new UploadSelection(Automatic: true).WantsAny(store.ReadPending(_stop.Token), _time.GetUtcNow()) && InfoOf(settings, store.Path).OwedSince is null)
            {
                return RetryReason.None;
            }

            return IsOffline(settings, store.Path, destination.ToString()) ? RetryReason.KnownOffline : null;
        }
        catch (SbmException)
        {
            return null; // a wrong setting, or a store that cannot be read: the drain says so in the log
        }
    }

    private bool IsOffline(SbmSettings settings, string storePath, string destination) =>
        InfoOf(settings, storePath).StampOf(destination)?.Holds(_time.GetUtcNow(), _retries.NetworkChangedAt) == true;

    private static SyncInfo InfoOf(SbmSettings settings, string storePath) => new SyncFiles(storePath, settings.StateDirectory).ReadInfo();

    private bool IsWorthWaitingFor(AdoptedDrain adopted)
    {
        try
        {
            var settings = new SbmSettings(adopted.Parameters, _environment);
            return settings.Destination is not { } destination
                || !IsOffline(settings, new RunStore(settings.StorePath.Value).Path, destination.ToString());
        }
        catch (Exception e) when (e is SbmException or IOException or UnauthorizedAccessException)
        {
            return false; // the drain fails by that, too
        }
    }

    /// <summary>A drain that somebody wants.</summary>
    /// <param name="Parameters">The settings that the command was given.</param>
    /// <param name="IsRecorded">Whether there is something to send for certain.</param>
    private sealed record Wish(SettingParameters Parameters, bool IsRecorded);

    /// <summary>A drain that somebody else started.</summary>
    /// <param name="Drain">Completes with it.</param>
    /// <param name="Parameters">The settings that it was given.</param>
    private sealed record AdoptedDrain(Task Drain, SettingParameters Parameters);
}
