using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>Writes files so that after a crash or a power cut there is the old content or the new, and nothing between.</summary>
internal static class DurableFile
{
    /// <summary>
    /// Replaces <paramref name="path"/>: a temporary file beside it, of a name that nobody can guess, is written and flushed to the
    /// device, renamed over it, and the folder flushed. An existing file's mode and owner are kept so far as that is allowed.
    /// </summary>
    internal static void Replace(string path, Action<Stream> write) => Replace(path, FileOwnership.Of(path), write);

    /// <summary>The same with a given mode and owner.</summary>
    internal static void Replace(string path, FileOwnership ownership, Action<Stream> write)
    {
        var temporary = TemporaryFor(path);
        try
        {
            Create(temporary, ownership, write);
            Rename(temporary, path);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a file that must not exist yet, and flushes it to the device.</summary>
    /// <returns>Whether everybody who could use the model of <paramref name="ownership"/> can use it.</returns>
    internal static bool Create(string path, FileOwnership ownership, Action<Stream> write)
    {
        var (file, isShared) = ownership.Create(path);
        using (file)
        {
            write(file);
            file.Flush();
            Flush(file.SafeFileHandle, path);
        }

        return isShared;
    }

    /// <summary>A name for a temporary file; see <see cref="RemoveTemporary"/>.</summary>
    internal static string TemporaryFor(string path) => $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).ToLowerInvariant()}.tmp";

    /// <summary>Removes temporary files of <paramref name="path"/> that dead processes have left. The caller sees to it that no living one has any.</summary>
    internal static void RemoveTemporary(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, name + ".*tmp"))
        {
            var middle = Path.GetFileName(file)[(name.Length + 1)..];
            if (middle == "tmp" || (middle.Length == 20 && middle.EndsWith(".tmp", StringComparison.Ordinal) && middle[..16].All(char.IsAsciiHexDigitLower)))
            {
                TryDelete(file);
            }
        }
    }

    /// <summary>Renames a file over another, on the device too where that is not the folder's own matter.</summary>
    internal static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsRename.Over(from, to);
        }
        else
        {
            UnixFile.Rename(from, to);
        }
    }

    /// <summary>Flushes an open file to the device.</summary>
    /// <exception cref="IOException">The device reports an error.</exception>
    internal static void Flush(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else
        {
            UnixFile.Flush(file, path);
        }
    }

    /// <summary>Flushes a folder, so that what was created, renamed or removed in it survives a power cut. .NET has no call for it.</summary>
    /// <exception cref="IOException">The device reports an error.</exception>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS keeps a journal of its folders, and renames are written through
        }

        using var handle = UnixFile.TryOpenFolder(folder);
        if (handle is not null)
        {
            Flush(handle, folder);
        }
    }

    /// <summary>Makes a folder and what is missing above it, and flushes each new one into the one above.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="mode">The mode of what is made, whatever the process's mask says; null for what that says.</param>
    /// <param name="isFlushed">Whether the last one is flushed, too.</param>
    internal static void CreateFolder(string path, UnixFileMode? mode = null, bool isFlushed = true)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var above = Path.GetDirectoryName(path);
        if (above is not null)
        {
            CreateFolder(above, mode);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (mode is not { } wanted)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
            using var handle = wanted != OwnerOnly ? UnixFile.TryOpenFolder(path) : null;
            if (handle is not null)
            {
                File.SetUnixFileMode(handle, wanted);
            }
        }

        FolderOwner.Give(path);
        if (isFlushed)
        {
            FlushFolder(above!);
        }
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left over is a temporary file; the next write of the same kind removes it.
        }
    }
}
