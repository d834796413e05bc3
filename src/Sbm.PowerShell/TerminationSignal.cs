using System.Runtime.InteropServices;

namespace Sbm;

/// <summary>
/// While it lives, a SIGTERM or SIGHUP first lets the migration at hand come to an end: it is called off, and if it has not ended
/// soon, what is left to be done is done from here. Then the process goes as it would have.
/// </summary>
internal sealed class TerminationSignal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _ended = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="callOff">Asks the migration to end. Called on another thread.</param>
    /// <param name="giveUp">Does what must be done if it did not. Called on another thread.</param>
    internal TerminationSignal(Action callOff, Action giveUp)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, _ =>
            {
                callOff();
                if (!_ended.Wait(Patience))
                {
                    giveUp();
                }
            }));
        }
    }

    public void Dispose()
    {
        _ended.Set();
        _registrations.ForEach(static registration => registration.Dispose());
    }
}
