using Sbm.Core.Files;

namespace Sbm.Core.Sync;

/// <summary>
/// The right to drain a store: an exclusively opened file, which the system lets go of when the process dies. The file stays, and
/// stays empty; who has it stands in <see cref="SyncInfo"/>.
/// </summary>
internal sealed class DrainLease : IDisposable
{
    private readonly LockFile _file;

    private DrainLease(LockFile file) => _file = file;

    /// <summary>Takes the lease if nobody, in this process or another, has it.</summary>
    /// <returns>Null if it is taken.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: the file cannot be opened, or is a link.</exception>
    internal static DrainLease? TryTake(SyncFiles files)
    {
        try
        {
            return Take(files, files.LeasePaths[0]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TakeElsewhere(files, e);
        }
    }

    /// <summary>Whether somebody has the lease now. Looking makes no file.</summary>
    internal static bool IsTaken(SyncFiles files)
    {
        foreach (var path in files.LeasePaths)
        {
            try
            {
                if (File.Exists(path))
                {
                    using var free = LockFile.TryTake(path, files.StorePath);
                    if (free is null)
                    {
                        return true;
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // not for us to see
            }
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    // Beside a store that this user may only read there is no room for a lease, but for this user's own syncs there is elsewhere.
    private static DrainLease? TakeElsewhere(SyncFiles files, Exception why)
    {
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(files.LeasePaths[1])!);
            return Take(files, files.LeasePaths[1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SbmException(
                "StoreUnavailable",
                $"The store {files.StorePath} cannot be synced: its lease file {files.LeasePaths[0]} cannot be opened ({why.Message.TrimEnd('.')})",
                "See that the folder exists and that you may write to it, or name another store with -StorePath.",
                files.StorePath,
                why);
        }
    }

    private static DrainLease? Take(SyncFiles files, string path)
    {
        if (LockFile.TryTake(path, files.StorePath) is not { } file)
        {
            return null;
        }

        if (RandomAccess.GetLength(file.Handle) > 0)
        {
            RandomAccess.SetLength(file.Handle, 0); // what earlier versions kept in it
        }

        return new DrainLease(file);
    }
}
