using Sbm.Core.Firebase;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>
/// Syncs by itself, in the background of the process, at most one drain at a time. Thread-safe; nothing of it ever throws.
/// </summary>
/// <remarks>
/// This class and all that it touches before a database is known to be configured use nothing but the runtime: logging,
/// Polly and Google's library are loaded by the first drain.
/// </remarks>
public sealed class AutomaticSync : IDisposable
{
    private static readonly TimeSpan LongestLastWrite = TimeSpan.FromMilliseconds(250);
    private readonly SettingEnvironment _environment;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly List<Wish> _waiting = [];
    private Task _worker = Task.CompletedTask;
    private bool _isWorking;
    private bool _isLeaving;

    internal FirebaseOptions Firebase { get; init; } = new();

    /// <param name="environment">What settings are read from; the process's if null.</param>
    /// <param name="time">Where time comes from; the system's clock if null.</param>
    public AutomaticSync(SettingEnvironment? environment = null, TimeProvider? time = null)
    {
        _environment = environment ?? SettingEnvironment.OfProcess();
        _time = time ?? TimeProvider.System;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>
    /// Something was recorded: has the store drained if a database is configured and automatic sync is on. Returns at once.
    /// During a drain it makes the drain look once more.
    /// </summary>
    /// <param name="parameters">The settings that the command was given, above all the store.</param>
    public void Trigger(SettingParameters? parameters = null) => Trigger(new Wish(parameters ?? new SettingParameters(), IsRecorded: true));

    /// <summary>
    /// Something may be left from before: the same if the configured store holds anything to send. If not, and that is nearly
    /// always so, no package is loaded, which would slow down what the user has come for.
    /// </summary>
    public void TriggerIfPending() => Trigger(new Wish(new SettingParameters(), IsRecorded: false));

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
    /// The process ends: gives a drain that is under way the exit time-out to finish, and then calls it off. What was not
    /// sent stays pending.
    /// </summary>
    internal void Leave()
    {
        Task worker;
        lock (_gate)
        {
            _isLeaving = true;
            worker = _worker;
        }

        if (worker.IsCompleted)
        {
            return;
        }

        // The last part of the time is for writing down what was confirmed.
        var timeout = ExitTimeout();
        var lastWrite = timeout / 4 < LongestLastWrite ? timeout / 4 : LongestLastWrite;
        if (!worker.Wait(timeout - lastWrite))
        {
            _stop.Cancel();
            worker.Wait(lastWrite);
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

        _stop.Cancel();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Leave();

    private async Task WorkAsync()
    {
        while (true)
        {
            Wish wish;
            lock (_gate)
            {
                if (_waiting.Count == 0 || _stop.IsCancellationRequested)
                {
                    _waiting.Clear();
                    _isWorking = false;
                    return;
                }

                wish = _waiting[0];
                _waiting.RemoveAt(0);
            }

            try
            {
                var settings = new SbmSettings(wish.Parameters, _environment);
                if (IsWorthwhile(settings, wish.IsRecorded))
                {
                    await DrainAsync(settings).ConfigureAwait(false);
                }
            }
            catch (Exception)
            {
                // Nobody asked for this drain, so nobody is bothered with how it ended: the log has it.
            }
        }
    }

    // A method of its own: the packages are loaded when it is first called.
    private async Task DrainAsync(SbmSettings settings) =>
        await new SyncSession(_environment, _time) { Firebase = Firebase }.RunAutomaticallyAsync(settings, _stop.Token).ConfigureAwait(false);

    private bool IsWorthwhile(SbmSettings settings, bool isRecorded)
    {
        try
        {
            if (!settings.AutoSync.Value || settings.Destination is not { } destination)
            {
                return false;
            }

            var store = new RunStore(settings.StorePath.Value);
            return !IsOffline(store.Path, destination.ToString())
                && (isRecorded || new UploadSelection(Automatic: true).WantsAny(store.ReadAll(_stop.Token), _time.GetUtcNow()));
        }
        catch (SbmException)
        {
            return true; // a wrong setting, or a store that cannot be read: the drain says so in the log
        }
    }

    private bool IsOffline(string storePath, string destination)
    {
        try
        {
            var stamp = OfflineStamp.Parse(File.ReadAllBytes(storePath + LocalStore.LeaseSuffix));
            return stamp?.Holds(destination, _time.GetUtcNow(), new DrainOptions().OfflinePause) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // no drain yet, or one is under way
        }
    }

    private TimeSpan ExitTimeout()
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

    /// <summary>A drain that somebody wants.</summary>
    /// <param name="Parameters">The settings that the command was given.</param>
    /// <param name="IsRecorded">Whether there is something to send for certain.</param>
    private sealed record Wish(SettingParameters Parameters, bool IsRecorded);
}
