using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>
/// The right to drain a store: an exclusively opened file, which the system lets go of when the process dies. The file
/// stays; it also remembers which destination could not be reached (<see cref="OfflineStamp"/>).
/// </summary>
internal sealed class DrainLease : IDisposable
{
    private readonly LockFile _file;

    private DrainLease(LockFile file) => _file = file;

    /// <summary>Takes the lease if nobody, in this process or another, has it.</summary>
    /// <returns>Null if it is taken.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: the file cannot be opened.</exception>
    internal static DrainLease? TryTake(ISyncStore store)
    {
        try
        {
            return LockFile.TryTake(store.LeasePath, store.Path) is { } file ? new DrainLease(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SbmException(
                "StoreUnavailable",
                $"The store {store.Path} cannot be synced: its lease file {store.LeasePath} cannot be opened ({e.Message})",
                "See that the folder exists and that you may write to it, or name another store with -StorePath.",
                store.Path,
                e);
        }
    }

    internal OfflineStamp? ReadStamp()
    {
        Span<byte> text = stackalloc byte[4096];
        var length = RandomAccess.Read(_file.Handle, text, 0);
        return OfflineStamp.Parse(text[..length]);
    }

    /// <summary>Replaces what the file remembers; null makes it forget.</summary>
    internal void WriteStamp(OfflineStamp? stamp)
    {
        var text = stamp is null ? [] : stamp.ToUtf8();
        RandomAccess.SetLength(_file.Handle, 0);
        RandomAccess.Write(_file.Handle, text, 0);
    }

    public void Dispose() => _file.Dispose();
}
