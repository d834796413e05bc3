using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>
/// Opens files as .NET cannot: never through a link in the last place, never waiting for the other end of a pipe. Nothing here
/// creates a file: .NET does that, and does not follow links when it does.
/// </summary>
internal static partial class UnixFile
{
    private const int NotFound = 2;
    private const int Interrupted = 4;
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;
    private const int Busy = 16;
    private const int CrossDevice = 18;
    private static readonly int IsLink = OperatingSystem.IsMacOS() ? 62 : 40; // ELOOP
    private const int Invalid = 22;
    private const int ReadOnly = 30;
    private const int FullSyncCommand = 51; // F_FULLFSYNC: macOS's fsync leaves it to the device's cache
    private const int ExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB, the same everywhere
    private const int Release = 8; // LOCK_UN

    // As statfs names them: NFS, SMB (three), FUSE, 9p (drvfs of WSL too), AFS (two), Coda, Ceph, GFS2, OCFS2, Lustre, GPFS, BeeGFS,
    // and the folders that VirtualBox, Parallels and VMware share.
    private static readonly uint[] ForeignSystems =
    [
        0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x65735546, 0x01021997, 0x5346414F, 0x6B414653, 0x73757245, 0x00C36400, 0x01161970,
        0x7461636F, 0x0BD00BD0, 0x47504653, 0x19830326, 0x786F4256, 0x7C7C6673, 0xBACBACBC,
    ];

    /// <summary>Opens a regular file that exists.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    /// <exception cref="IOException">It is a link, a folder, a device, a pipe or a socket, or cannot be opened.</exception>
    internal static SafeFileHandle OpenRegular(string path, FileAccess access)
    {
        CheckRegular(path, FileStatus.At(path)); // before it is opened: a device may do things when it is
        var file = OpenAny(path, access);
        try
        {
            CheckRegular(path, FileStatus.Of(file));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The same of whatever is no link: <see cref="CheckRegular"/> is left to the caller, who looks at the open file anyway.</summary>
    internal static SafeFileHandle OpenAny(string path, FileAccess access) => Open(path, (access == FileAccess.Read ? 0 : 2) | Flags.NoFollow);

    /// <exception cref="IOException">It is a folder, a device, a pipe or a socket.</exception>
    internal static void CheckRegular(string path, FileStatus? status)
    {
        if (status is { IsRegular: false, Kind: var kind })
        {
            throw new IOException($"'{path}' is {kind}, where a file is expected.");
        }
    }

    /// <summary>Opens a folder for flushing; null if it may not be opened.</summary>
    internal static SafeFileHandle? TryOpenFolder(string path)
    {
        try
        {
            return Open(path, 0);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the system's advisory lock of a whole open file, without waiting.</summary>
    internal static LockAnswer TryLock(SafeFileHandle file)
    {
        while (true)
        {
            if (FLock((int)file.DangerousGetHandle(), ExclusiveNow) == 0)
            {
                return LockAnswer.Taken;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                return error == (OperatingSystem.IsMacOS() ? 35 : 11) ? LockAnswer.HeldByAnother : LockAnswer.NotSupported;
            }
        }
    }

    /// <summary>
    /// Lets go of the lock of an open file, and of its copies: closing alone leaves it to a child that was forked and is not yet
    /// another program.
    /// </summary>
    internal static void Unlock(SafeFileHandle file) => _ = FLock((int)file.DangerousGetHandle(), Release);

    /// <summary>Gives an open file to a user and a group.</summary>
    internal static bool TryGive(SafeFileHandle file, uint owner, uint group) => FChown((int)file.DangerousGetHandle(), owner, group) == 0;

    /// <summary>
    /// Flushes a file or a folder to the device. .NET's own call passes over every error of the device here.
    /// </summary>
    /// <exception cref="IOException">The device reports an error; what was written since the last flush may be lost.</exception>
    internal static void Flush(SafeFileHandle file, string path)
    {
        while ((OperatingSystem.IsMacOS() ? FullSync((int)file.DangerousGetHandle(), FullSyncCommand) : FSync((int)file.DangerousGetHandle())) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is Invalid or ReadOnly || error == (OperatingSystem.IsMacOS() ? 45 : 95))
            {
                return; // there is nothing to flush here
            }

            if (error != Interrupted)
            {
                throw new IOException($"'{path}' cannot be flushed to the device: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }
        }
    }

    /// <summary>Renames within a file system, over what stands at <paramref name="to"/>. .NET would copy where that is not possible.</summary>
    /// <exception cref="IOException">It cannot be renamed; see <see cref="CannotBeReplaced"/>.</exception>
    internal static void Rename(string from, string to)
    {
        while (RenameFile(from, to) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw ErrorFor(error, to);
            }
        }
    }

    /// <summary>Whether a rename failed because the target is mounted by itself: it can be written, not replaced.</summary>
    internal static bool CannotBeReplaced(Exception error) => !OperatingSystem.IsWindows() && error is IOException { HResult: Busy or CrossDevice };

    /// <summary>Whether an open file is on a file system whose locks only this machine may see, or nobody.</summary>
    internal static bool IsOnForeignSystem(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> status = stackalloc byte[512];
            return FStatFs((int)file.DangerousGetHandle(), ref MemoryMarshal.GetReference(status)) == 0
                && Array.IndexOf(ForeignSystems, BitConverter.ToUInt32(status)) >= 0;
        }

        return OperatingSystem.IsMacOS() && new DriveInfo(Path.GetDirectoryName(path)!).DriveFormat is "nfs" or "smbfs" or "afpfs" or "webdav" or "macfuse" or "osxfuse";
    }

    /// <summary>Whether a file has rights of its own besides mode and owner; a new file in its place would lack them.</summary>
    internal static bool HasAccessList(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() && GetAttribute(path, "system.posix_acl_access", 0, 0) > 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        while (true)
        {
            var file = OpenFile(path, flags | Flags.CloseOnExec | Flags.NonBlocking | Flags.NoTerminal);
            if (file >= 0)
            {
                return new SafeFileHandle(file, ownsHandle: true);
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw ErrorFor(error, path);
            }
        }
    }

    private static Exception ErrorFor(int error, string path)
    {
        var message = $"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}";
        return error switch
        {
            NotFound => new FileNotFoundException(message, path),
            NotAFolder => new DirectoryNotFoundException(message),
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message),
            _ when error == IsLink => new IOException($"'{path}' is a symbolic link, where a file is expected.", error),
            _ => new IOException(message, error),
        };
    }

    /// <summary>Open flags, which differ by system and some by processor.</summary>
    private static class Flags
    {
        private static readonly bool IsMac = OperatingSystem.IsMacOS();

        internal static readonly int CloseOnExec = IsMac ? 0x100_0000 : 0x8_0000;
        internal static readonly int NonBlocking = IsMac ? 0x4 : 0x800;
        internal static readonly int NoTerminal = IsMac ? 0x2_0000 : 0x100;
        internal static readonly int NoFollow = IsMac
            ? 0x100
            : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x8000 : 0x2_0000;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FLock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FullSync(int file, int command);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "fstatfs")]
    private static partial int FStatFs(int file, ref byte status);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, nint value, nint size);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int FChown(int file, uint owner, uint group);
}

/// <summary>What the system says to somebody who wants a lock.</summary>
internal enum LockAnswer
{
    Taken,
    HeldByAnother,

    /// <summary>There are no locks here.</summary>
    NotSupported,
}
