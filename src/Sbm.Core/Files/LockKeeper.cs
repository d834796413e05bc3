using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>
/// For whoever takes one lock again and again: what is looked at before its file is made, and the file itself, which stays open, unlocked, from
/// one time to the next. It has been looked at enough by then: its file system and mode, and that its lock is refused to whoever comes
/// second. Thread-safe.
/// </summary>
/// <param name="beforeMaking">Is called before the lock file is made; may throw.</param>
internal sealed class LockKeeper(Action<CancellationToken> beforeMaking) : IDisposable
{
    private KeptLock? _kept;

    internal void BeforeMaking(CancellationToken cancel) => beforeMaking(cancel);

    /// <summary>Keeps a file that is not locked any more; of two, from two threads, the later one.</summary>
    internal void Keep(KeptLock file) => Interlocked.Exchange(ref _kept, file)?.File.Dispose();

    /// <summary>The file that is kept, for the caller alone; null if there is none.</summary>
    internal KeptLock? Take() => Interlocked.Exchange(ref _kept, null);

    /// <summary>Closes the file that is kept. The next one who takes the lock opens it anew.</summary>
    public void Dispose() => Take()?.File.Dispose();
}

/// <summary>A lock's file that excludes others when it is locked.</summary>
/// <param name="File">The file, open.</param>
/// <param name="Identity">Which file it is: the lock's path may name another one by now.</param>
internal sealed record KeptLock(SafeFileHandle File, FileIdentity Identity);
