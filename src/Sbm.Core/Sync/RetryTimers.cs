using System.Net.NetworkInformation;
using Sbm.Core.Settings;

namespace Sbm.Core.Sync;

/// <summary>Why a store is to be looked at again.</summary>
internal enum RetryReason
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The destination could not be reached, or refuses everything: less and less often.</summary>
    Unreached,

    /// <summary>Another try, of whichever process, has found it offline: when its pause is over.</summary>
    KnownOffline,

    /// <summary>Another sync has the lease, or died with it: soon, then less often.</summary>
    LeaseTaken,
}

/// <summary>
/// Wakes an automatic sync for each store that is to be tried again. Thread-safe. While it waits there is a timer for each such
/// store, and one subscription to the system's news of the network.
/// </summary>
internal sealed class RetryTimers : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LeasePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1); // addresses come one by one when a network comes up
    private readonly TimeProvider _time;
    private readonly Action<SettingParameters> _retry;
    private readonly object _gate = new();
    private readonly Dictionary<SettingParameters, Waiting> _waiting = [];
    private bool _isListening;
    private bool _isStopped;

    internal RetryTimers(TimeProvider time, Action<SettingParameters> retry) => (_time, _retry) = (time, retry);

    /// <summary>When the network last changed while something was waiting; null if it has not.</summary>
    internal DateTimeOffset? NetworkChangedAt { get; private set; }

    /// <summary>Takes note of how a try ended.</summary>
    internal void Plan(SettingParameters store, RetryReason reason)
    {
        lock (_gate)
        {
            _waiting.Remove(store, out var before);
            before?.Timer.Dispose();
            if (reason != RetryReason.None && !_isStopped)
            {
                Wait(store, reason, reason == RetryReason.KnownOffline ? before?.Failures ?? 0 : (before?.Failures ?? 0) + 1);
                Listen();
            }
        }
    }

    /// <summary>The network has changed: everything is tried again soon, as if for the first time.</summary>
    internal void StartOver()
    {
        lock (_gate)
        {
            NetworkChangedAt = _time.GetUtcNow();
            foreach (var waiting in _waiting.Values)
            {
                waiting.Failures = 0;
                waiting.Timer.Change(Settling, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Nothing is tried again any more. What the system tells of the network is not cancelled, which may take a while: the process ends.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            foreach (var waiting in _waiting.Values)
            {
                waiting.Timer.Dispose();
            }

            _waiting.Clear();
        }
    }

    public void Dispose()
    {
        Stop();
        if (_isListening)
        {
            NetworkChange.NetworkAddressChanged -= OnChange;
        }
    }

    // A process that others started at the same time must not knock at the same time.
    private void Wait(SettingParameters store, RetryReason reason, int failures)
    {
        var first = reason == RetryReason.LeaseTaken ? LeasePause : OfflineStamp.Pause;
        var pause = TimeSpan.FromTicks(Math.Min(Longest.Ticks, first.Ticks << Math.Clamp(failures - 1, 0, 10)));
        pause += pause * (Random.Shared.NextDouble() / 5);
        _waiting[store] = new Waiting(failures, _time.CreateTimer(_ => _retry(store), null, pause, Timeout.InfiniteTimeSpan));
    }

    // Once there was something to wait for: a process that is always online never asks for news of the network.
    private void Listen()
    {
        if (_isListening)
        {
            return;
        }

        try
        {
            NetworkChange.NetworkAddressChanged += OnChange;
            _isListening = true;
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            // Where the system does not tell, the pauses are what there is.
        }
    }

    private void OnChange(object? sender, EventArgs e) => StartOver();

    private sealed class Waiting(int failures, ITimer timer)
    {
        internal int Failures { get; set; } = failures;

        internal ITimer Timer { get; } = timer;
    }
}
