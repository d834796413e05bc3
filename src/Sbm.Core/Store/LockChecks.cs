namespace Sbm.Core.Store;

/// <summary>
/// For whoever takes one lock again and again: what is looked at before its file is made, and that a file which was taken before has been looked at
/// enough, its file system and mode and whether its lock is refused to whoever comes second. Thread-safe.
/// </summary>
/// <param name="beforeMaking">Is called before the lock file is made; may throw.</param>
internal sealed class LockChecks(Action<CancellationToken> beforeMaking)
{
    private object? _excluding;

    internal void BeforeMaking(CancellationToken cancel) => beforeMaking(cancel);

    /// <summary>Whether this very file was looked at, and its lock excludes others.</summary>
    internal bool Excludes(FileStatus? file) => file is { } status && _excluding is FileIdentity excluding && excluding == status.Identity;

    /// <summary>Remembers that it does.</summary>
    internal void Remember(FileStatus? file) => _excluding = file?.Identity;
}
