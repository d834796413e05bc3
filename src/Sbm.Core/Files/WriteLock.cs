namespace Sbm.Core.Files;

/// <summary>The exclusive right to write a file, among all processes and threads: the <see cref="LockFile"/> beside it.</summary>
internal sealed class WriteLock : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly LockFile _file;

    private WriteLock(LockFile file) => _file = file;

    /// <summary>Waits for the lock of <paramref name="path"/> for at most <paramref name="timeout"/>.</summary>
    /// <param name="path">What is locked.</param>
    /// <param name="timeout">The longest to wait.</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="keeper">See <see cref="LockFile.TryTake"/>.</param>
    /// <returns>Null if somebody else kept it all that time, or <paramref name="cancel"/> was asked for.</returns>
    /// <exception cref="IOException">The lock file cannot be made or opened, or is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    internal static WriteLock? Acquire(string path, TimeSpan timeout, TimeProvider time, CancellationToken cancel, LockKeeper? keeper = null)
    {
        LockFile? file = null;
        return Wait(() => (file = LockFile.TryTake(path + ".lock", path, keeper, cancel)) is not null, timeout, time, cancel) ? new WriteLock(file!) : null;
    }

    /// <summary>Tries again and again, with short pauses, until it works or time is up.</summary>
    internal static bool Wait(Func<bool> attempt, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (!attempt())
        {
            if (cancel.IsCancellationRequested || time.GetElapsedTime(start) >= timeout)
            {
                return false;
            }

            // Jittered, so that many waiting writers do not knock all at once.
            cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1 + (Random.Shared.NextDouble() * LongestPause.TotalMilliseconds)));
        }

        return true;
    }

    public void Dispose() => _file.Dispose();
}
