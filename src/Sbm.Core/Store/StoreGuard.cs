using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Store;

/// <summary>
/// Keeps a second writer out of a store's own file while it is open for writing. The lock file alone does not, if somebody
/// deletes it while it is held, or if the store is mounted elsewhere by itself and has another lock file there. A lock of Linux's
/// open files: tools that lock in other ways, .NET's among them, do not notice it.
/// </summary>
internal static partial class StoreGuard
{
    private const int SetLock = 37; // F_OFD_SETLK
    private const short Exclusive = 1; // F_WRLCK
    private const short None = 2; // F_UNLCK
    private const int WouldBlock = 11;
    private const int Denied = 13;

    /// <summary>Guards the open file until it is closed, or released.</summary>
    /// <returns>False if another writer has it; true also where there is no such lock.</returns>
    internal static bool TryTake(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        return TrySet(file, Exclusive) || Marshal.GetLastPInvokeError() is not (WouldBlock or Denied);
    }

    /// <summary>Lets other writers in while the file stays open.</summary>
    internal static void Release(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            TrySet(file, None);
        }
    }

    private static bool TrySet(SafeFileHandle file, short kind)
    {
        var whole = new FileLock { Kind = kind };
        return FCntl((int)file.DangerousGetHandle(), SetLock, ref whole) == 0;
    }

    /// <summary>struct flock on 64-bit systems; from 0 for 0 bytes is the whole file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        internal short Kind;
        internal short From;
        internal long Start;
        internal long Length;
        internal int Process;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FCntl(int file, int command, ref FileLock argument);
}
