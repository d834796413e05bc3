namespace Sbm.Core.Firebase.Http;

/// <summary>Cancels an attempt that makes no progress for a while. Thread-safe.</summary>
internal sealed class ProgressWatch : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _either;
    private volatile bool _isSent;

    internal ProgressWatch(TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        _timeout = timeout;
        _stall = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stall.Token);
    }

    /// <summary>Cancelled when the attempt stalls or the caller calls it off.</summary>
    internal CancellationToken Token => _either.Token;

    /// <summary>Whether it stalled.</summary>
    internal bool HasStalled => _stall.IsCancellationRequested;

    /// <summary>Whether the whole request has been handed to the system.</summary>
    internal bool IsSent
    {
        get => _isSent;
        set => _isSent = value;
    }

    /// <summary>Something moved.</summary>
    internal void Touch() => _stall.CancelAfter(_timeout);

    public void Dispose()
    {
        _either.Dispose();
        _stall.Dispose();
    }
}
