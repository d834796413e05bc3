using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Sbm.Core.Files;

/// <summary>
/// Renames as Unix does: over a file that others have open, and on the device when it returns. Readers of the old file keep it.
/// </summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsRename
{
    private const int RenameInfoEx = 22; // FileRenameInfoEx, Windows 10 1709 and later
    private const uint ReplacePosix = 1 | 2; // FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS
    private const uint Delete = 0x0001_0000;
    private const uint WriteData = 0x0002; // what FlushFileBuffers asks for
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint ReplaceWrittenThrough = 1 | 8; // MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1); // others wait for the lock meanwhile

    /// <exception cref="IOException">Somebody has the file open in a way that allows no rename, for longer than the patience.</exception>
    internal static void Over(string from, string to)
    {
        KeepAccessRules(from, to);
        var start = Environment.TickCount64;
        while (true)
        {
            if (TryPosix(from, to) || MoveFile(from, to, ReplaceWrittenThrough))
            {
                return;
            }

            var error = Marshal.GetLastPInvokeError();
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                var reason = new Win32Exception(error);
                throw new IOException($"'{to}' cannot be replaced: {reason.Message}", reason);
            }

            Thread.Sleep(5); // a virus scanner has it open for a moment
        }
    }

    // False where the file system knows nothing of it: FAT, some shares.
    private static bool TryPosix(string from, string to)
    {
        using var file = CreateFile(from, Delete | WriteData, ShareAll, 0, OpenExisting, 0, 0);
        if (file.IsInvalid)
        {
            return false;
        }

        // FILE_RENAME_INFO: flags, root folder, length of the name in bytes, name
        var name = System.Text.Encoding.Unicode.GetBytes(to);
        var info = new byte[(2 * nint.Size) + sizeof(uint) + name.Length + 2];
        BitConverter.TryWriteBytes(info, ReplacePosix);
        BitConverter.TryWriteBytes(info.AsSpan(2 * nint.Size), name.Length);
        name.CopyTo(info, (2 * nint.Size) + sizeof(uint));
        if (!SetInformation(file, RenameInfoEx, ref info[0], info.Length))
        {
            return false;
        }

        RandomAccess.FlushToDisk(file); // writes the file's metadata through, its name included
        return true;
    }

    // Rules of the file's own would be gone with the file; those that it inherits come from the folder anyway.
    private static void KeepAccessRules(string from, string to)
    {
        var model = new FileInfo(to);
        if (model.Exists)
        {
            var rules = model.GetAccessControl(System.Security.AccessControl.AccessControlSections.Access);
            if (rules.AreAccessRulesProtected || rules.GetAccessRules(true, false, typeof(System.Security.Principal.SecurityIdentifier)).Count > 0)
            {
                var copy = new System.Security.AccessControl.FileSecurity();
                copy.SetSecurityDescriptorBinaryForm(rules.GetSecurityDescriptorBinaryForm(), System.Security.AccessControl.AccessControlSections.Access);
                new FileInfo(from).SetAccessControl(copy);
            }
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    private static partial Microsoft.Win32.SafeHandles.SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint mode, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "SetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(Microsoft.Win32.SafeHandles.SafeFileHandle file, int kind, ref byte info, int size);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFile(string from, string to, uint flags);
}
