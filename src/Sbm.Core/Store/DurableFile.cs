using System.Runtime.InteropServices;

namespace Sbm.Core.Store;

/// <summary>Writes files so that after a crash or a power cut there is the old content or the new, and nothing between.</summary>
internal static partial class DurableFile
{
    private static readonly TimeSpan RenamePatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Replaces <paramref name="path"/>: a temporary file beside it is written and flushed to the device, renamed over it, and
    /// the folder flushed. An existing file's mode and owner are kept. The caller sees to it that nobody else uses
    /// <paramref name="temporaryPath"/>.
    /// </summary>
    internal static void Replace(string path, string temporaryPath, Action<Stream> write)
    {
        File.Delete(temporaryPath); // left by a process that died; never written through, it might be a link
        try
        {
            Create(temporaryPath, FileOwnership.Of(path), write);
            Rename(temporaryPath, path);
        }
        catch
        {
            TryDelete(temporaryPath);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a file that must not exist yet, and flushes it to the device.</summary>
    internal static void Create(string path, FileOwnership ownership, Action<Stream> write)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        ownership.ApplyTo(options);
        using (var file = new FileStream(path, options))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        ownership.ApplyTo(path);
    }

    /// <summary>Flushes a folder, so that a rename inside it survives a power cut. .NET has no call for it.</summary>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS keeps a journal of renames
        }

        var handle = Open(folder, flags: 0);
        if (handle >= 0)
        {
            _ = Flush(handle);
            _ = Close(handle);
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

    private static void Rename(string from, string to)
    {
        var deadline = Environment.TickCount64 + (long)RenamePatience.TotalMilliseconds;
        while (true)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception error) when (
                OperatingSystem.IsWindows()
                && (FileErrors.IsHeldByAnother(error) || error is UnauthorizedAccessException)
                && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(5); // a virus scanner or a reader without FileShare.Delete has it open for a moment
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
