namespace Sbm.Core;

/// <summary>Replaces small files that nobody but their owner may read, atomically.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// Writes <paramref name="content"/> to a new file beside <paramref name="path"/> and renames it over that: readers see the old
    /// content or the new. The caller sees to it that nobody else writes the same file at the same time.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; the old content is there as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    internal static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary); // left by a process that died; never written through, it might be a link
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next write removes it.
        }
    }
}
