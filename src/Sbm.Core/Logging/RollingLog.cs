using System.Globalization;
using System.Text;
using Sbm.Core.Files;

namespace Sbm.Core.Logging;

/// <summary>
/// Text files that any number of processes write lines to: one a day, another when one is full, and only so many of them. A line that
/// cannot be written is left out: a log is no reason for anything else to fail. Thread-safe.
/// </summary>
/// <remarks>
/// Exclusion comes from the file itself, opened exclusively for each line, and from nothing beside it: no mutex that lives in a folder
/// that may not be writable, and no name made of a path that may be too long.
/// </remarks>
/// <param name="folder">Where the files go; it exists.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class RollingLog(string folder, TimeProvider time)
{
    internal const int KeptFiles = 7;
    internal const long MaxFileBytes = 5_000_000;
    private const string Prefix = "sync-";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly object _gate = new();

    /// <summary>Writes one line, or several that belong together.</summary>
    internal void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (_gate)
        {
            try
            {
                WriteTo(bytes);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // See above.
            }
        }
    }

    /// <summary>The last lines of all, oldest first; what is being written at this moment, as far as it goes.</summary>
    internal static IReadOnlyList<string> Tail(string folder, int count)
    {
        var lines = new List<string>();
        foreach (var path in Files(folder).Reverse())
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            lines.InsertRange(0, reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            if (lines.Count >= count)
            {
                break;
            }
        }

        return lines.TakeLast(count).ToList();
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, Prefix + "*.log").Order(StringComparer.Ordinal) : [];

    private void WriteTo(byte[] bytes)
    {
        var day = time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        for (var part = 0; ; part++)
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day}{(part == 0 ? string.Empty : $"_{part:000}")}.log"));
            if (new FileInfo(path) is { Exists: true, Length: >= MaxFileBytes })
            {
                continue;
            }

            using var file = Open(path);
            if (file.Length == 0)
            {
                FileOwnership.OfNew.TryGiveNew(file.SafeFileHandle, path);
                RemoveOld();
            }

            if (file.Length == 0 || file.Length + bytes.Length <= MaxFileBytes)
            {
                file.Seek(0, SeekOrigin.End);
                file.Write(bytes);
                return;
            }
        }
    }

    private FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None, // there, people must still be able to read it
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (FileErrors.IsHeldByAnother(e) && time.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(1 + Random.Shared.Next(4)); // a line is written in microseconds
            }
        }
    }

    private void RemoveOld()
    {
        foreach (var path in Files(folder).SkipLast(KeptFiles).ToList())
        {
            DurableFile.TryDelete(path);
        }
    }
}
