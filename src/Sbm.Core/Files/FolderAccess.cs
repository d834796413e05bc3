using System.Runtime.InteropServices;

namespace Sbm.Core.Files;

/// <summary>Tells, without writing anything, whether this user may write into a folder.</summary>
internal static partial class FolderAccess
{
    private const int MayWriteAndEnter = 2 | 1; // W_OK | X_OK

    /// <param name="path">Full path of the folder; one that is not there is judged by the folder above that it would be made in.</param>
    /// <returns>False if it is no folder or may not be written; on Windows, where only trying would tell, that it may.</returns>
    internal static bool MayWrite(string path) => Directory.Exists(path)
        ? OperatingSystem.IsWindows() || Access(path, MayWriteAndEnter) == 0
        : !File.Exists(path) && (Path.GetDirectoryName(path) is not { } above || MayWrite(above));

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
