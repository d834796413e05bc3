using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>
/// A file whose holder excludes all other processes and threads. The system releases it when its process dies. The file is never
/// deleted; if somebody else does so, whoever takes it next notices. Where the system's locks are ignored, or seen by one machine
/// alone, an <see cref="OwnerFile"/> excludes as well.
/// </summary>
internal sealed class LockFile : IDisposable
{
    private const int MostAttempts = 16; // each of them lost against somebody who makes or deletes the file

    private readonly SafeFileHandle _file;
    private readonly OwnerFile? _owner;
    private readonly Action? _keep; // closes the file otherwise

    private LockFile(SafeFileHandle file, OwnerFile? owner) => (_file, _owner) = (file, owner);

    private LockFile(KeptLock file, LockKeeper keeper)
        : this(file.File, owner: null) => _keep = () => keeper.Keep(file);

    /// <summary>The file itself, open for reading and, if this user may, for writing.</summary>
    internal SafeFileHandle Handle => _file;

    /// <summary>Takes the lock if nobody has it.</summary>
    /// <param name="path">The lock's file; it is made if need be.</param>
    /// <param name="model">The file whose mode and owner it shares; it must be a regular file, if there is one.</param>
    /// <param name="keeper">For whoever takes it again and again; null for whoever takes it once.</param>
    /// <param name="cancel">Ends the look before it is made.</param>
    /// <returns>Null if it is taken.</returns>
    /// <exception cref="IOException">It is a link or no regular file, or cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    internal static LockFile? TryTake(string path, string model, LockKeeper? keeper = null, CancellationToken cancel = default)
    {
        if (keeper?.Take() is { } kept && TryTakeAgain(kept, path, keeper, out var again))
        {
            return again;
        }

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            try
            {
                if (OperatingSystem.IsWindows())
                {
                    if (!File.Exists(path))
                    {
                        keeper?.BeforeMaking(cancel);
                    }

                    return new LockFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), null);
                }

                using var opened = new Opened(OpenExisting(path));
                var answer = UnixFile.TryLock(opened.File);
                if (answer == LockAnswer.HeldByAnother)
                {
                    return null;
                }

                var held = FileStatus.Of(opened.File);
                UnixFile.CheckRegular(path, held);
                if (held is not null && FileStatus.At(path)?.Identity != held.Value.Identity)
                {
                    continue; // deleted before it was held: others are at another one by now
                }

                ShareWith(model, opened.File, held);
                if (answer == LockAnswer.Taken && !IsIgnored(path) && !UnixFile.IsOnForeignSystem(opened.File, path))
                {
                    return keeper is not null && held is { } status
                        ? new LockFile(new KeptLock(opened.Keep(), status.Identity), keeper)
                        : new LockFile(opened.Keep(), null);
                }

                return OwnerFile.TryTake(path + ".owner", model) is { } owner ? new LockFile(opened.Keep(), owner) : null;
            }
            catch (FileNotFoundException)
            {
                keeper?.BeforeMaking(cancel);
                Create(path, model);
            }
            catch (IOException error) when (FileErrors.IsHeldByAnother(error))
            {
                return null;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _owner?.Dispose();
        if (!OperatingSystem.IsWindows())
        {
            UnixFile.Unlock(_file);
        }

        (_keep ?? _file.Dispose)();
    }

    // False if it is the lock's file no more; it is closed then.
    private static bool TryTakeAgain(KeptLock kept, string path, LockKeeper keeper, out LockFile? held)
    {
        held = null;
        var answer = UnixFile.TryLock(kept.File);
        if (FileStatus.At(path)?.Identity != kept.Identity || answer == LockAnswer.NotSupported)
        {
            kept.File.Dispose();
            return false;
        }

        if (answer == LockAnswer.Taken)
        {
            held = new LockFile(kept, keeper);
        }
        else
        {
            keeper.Keep(kept);
        }

        return true;
    }

    private static SafeFileHandle OpenExisting(string path)
    {
        try
        {
            return UnixFile.OpenAny(path, FileAccess.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return UnixFile.OpenAny(path, FileAccess.Read); // enough to lock it
        }
    }

    // The model's mode or owner may have been changed since the lock was made.
    private static void ShareWith(string model, SafeFileHandle file, FileStatus? seen)
    {
        var status = FileStatus.At(model);
        if (status is { IsLink: false })
        {
            UnixFile.CheckRegular(model, status);
        }

        (status is { } known ? FileOwnership.Of(known) : FileOwnership.Of(model)).TryGiveTo(file, seen);
    }

    // A lock that is held must be refused to whoever comes second, also in the same process.
    private static bool IsIgnored(string path)
    {
        using var second = OpenExisting(path);
        return UnixFile.TryLock(second) == LockAnswer.Taken;
    }

    private static void Create(string path, string model)
    {
        try
        {
            FileOwnership.Of(model).Create(path).File.Dispose();
        }
        catch (IOException) when (FileStatus.At(path) is not null || File.Exists(path))
        {
            // Somebody else has made it meanwhile, or it is a link to nowhere, which opening it tells.
        }
    }

    /// <summary>Closes the file unless it is kept.</summary>
    private sealed class Opened(SafeFileHandle file) : IDisposable
    {
        private bool _isKept;

        internal SafeFileHandle File => file;

        internal SafeFileHandle Keep()
        {
            _isKept = true;
            return file;
        }

        public void Dispose()
        {
            if (!_isKept)
            {
                file.Dispose();
            }
        }
    }
}
