using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>
/// A store opened for writing, under its lock: no other writer has this very file. Whether the path still names it, <see cref="IsUntouched"/> tells.
/// </summary>
internal sealed class StoreHandle : IDisposable
{
    private readonly string _path;
    private FileStatus? _seen;
    private bool _isGuarded = true;
    private bool? _isLocal;

    private StoreHandle(string path, SafeFileHandle file, FileStatus? seen) => (_path, File, _seen) = (path, file, seen);

    internal SafeFileHandle File { get; }

    /// <summary>Its length as it was when it was last known to be untouched.</summary>
    internal long Length => _seen?.Length ?? RandomAccess.GetLength(File);

    /// <summary>Opens the store, waiting for writers that have it under another lock.</summary>
    /// <param name="path">Its path, links resolved.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="create">Whether to make an empty one, its owner's alone, if there is none.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="IOException">It cannot be opened for writing, is no regular file, or another writer keeps it.</exception>
    internal static StoreHandle? Open(string path, RunStoreOptions options, bool create, CancellationToken cancel)
    {
        StoreHandle? handle = null;
        var isMissing = false;
        if (!WriteLock.Wait(() => TryOpen(path, create, out handle, out isMissing), options.LockTimeout, options.Time, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            throw new IOException($"Another process has the store '{path}' open for writing.");
        }

        return isMissing ? null : handle;
    }

    /// <summary>
    /// Whether the path still names this file, and nobody has written to it since it was opened, or since <see cref="Written"/>.
    /// What a tool without the lock does in the instant after goes unnoticed.
    /// </summary>
    internal bool IsUntouched => _seen is null || (FileStatus.At(_path) ?? FileStatus.Of(File)) == _seen;

    /// <summary>Whether it is what was looked at before it was opened; true if nothing was.</summary>
    internal bool IsStill(FileStatus? before) => before is null || _seen is null || before == _seen;

    /// <summary>Says that this process has written to it.</summary>
    internal void Written() => _seen = FileStatus.Of(File);

    /// <summary>Lets other writers in, while the file stays open for <see cref="TryTakeAgain"/>.</summary>
    /// <returns>False if it must be opened anew: where its status does not tell that somebody has written to it, or late, as on another machine's disk.</returns>
    internal bool TryLetGo()
    {
        if (_seen is null || !(_isLocal ??= !OperatingSystem.IsWindows() && !UnixFile.IsOnForeignSystem(File, _path)))
        {
            return false;
        }

        StoreGuard.Release(File);
        _isGuarded = false;
        return true;
    }

    /// <summary>Keeps other writers out again if they were let in. Whether one of them was here, <see cref="IsUntouched"/> tells.</summary>
    /// <returns>False if one of them still is.</returns>
    internal bool TryTakeAgain() => _isGuarded = _isGuarded || StoreGuard.TryTake(File);

    /// <summary>The error for a store that is touched again and again, or when it must not be.</summary>
    internal static IOException Overtaken(string path) => new($"Another program writes to '{path}' without Sbm's lock.");

    public void Dispose() => File.Dispose();

    private static bool TryOpen(string path, bool create, out StoreHandle? handle, out bool isMissing)
    {
        (handle, isMissing) = (null, false);
        var file = StoreFile.TryOpenAny(path, FileAccess.ReadWrite);
        if (file is null && create)
        {
            TryCreate(path);
            file = StoreFile.TryOpenAny(path, FileAccess.ReadWrite);
        }

        if (file is null)
        {
            isMissing = !create;
            return isMissing;
        }

        try
        {
            if (!StoreGuard.TryTake(file))
            {
                return false;
            }

            // Looked at only now: what another writer did before it let go is not somebody's doing without a lock.
            var seen = FileStatus.Of(file);
            UnixFile.CheckRegular(path, seen);
            if (seen is { IsUnlinked: true } && FileStatus.At(path) is { IsUnlinked: true })
            {
                // In a container, of a file that is mounted by itself: the machine outside has another one by now.
                throw new IOException($"'{path}' was replaced where it is mounted from, and what is written here would be lost; mount its folder instead.");
            }

            handle = new StoreHandle(path, file, seen);
            return true;
        }
        finally
        {
            if (handle is null)
            {
                file.Dispose();
            }
        }
    }

    private static void TryCreate(string path)
    {
        try
        {
            FileOwnership.OfNew.Create(path).File.Dispose();
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            // Another writer was quicker.
        }
    }
}
