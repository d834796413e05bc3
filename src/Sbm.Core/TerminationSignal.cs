using System.Runtime.InteropServices;

namespace Sbm.Core;

/// <summary>
/// Has something done before the process dies of SIGTERM or SIGHUP (a CI machine that is shut down, a terminal that is closed). The
/// process ends afterwards as it would have. Thread-safe; dispose of it to be left alone.
/// </summary>
public sealed class TerminationSignal : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _work;
    private int _isDone;

    /// <param name="work">Done once, on a thread of its own, while everything else goes on. It must be short and not throw.</param>
    public TerminationSignal(Action work)
    {
        _work = work;
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            _work();
        }
    }
}
