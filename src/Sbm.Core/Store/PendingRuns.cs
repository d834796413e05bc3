using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Finds the runs of a store in canonical layout that are not synced, without reading those that are known to be: it begins at the
/// store's <see cref="SyncedMark"/>, and moves the mark on when that is worth a write.
/// </summary>
internal static class PendingRuns
{
    private const int BlockSize = 1 << 20;
    private const int WorthAMark = 1 << 14; // bytes of synced runs that need not be read again

    /// <summary>The runs that are not synced, in the order of recording.</summary>
    /// <returns>Null: cannot tell; then the whole document has to be read.</returns>
    internal static List<StoredRun>? Read(string path, CancellationToken cancel)
    {
        using var file = TryOpen(path);
        if (file is null || TailStart(file) is not { } end)
        {
            return null;
        }

        try
        {
            var mark = SyncedMark.Read(path, file);
            var scan = new Scan(file, end, cancel);
            return scan.Run(mark) ? Marked(path, file, mark, scan) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<StoredRun> Marked(string path, SafeFileHandle file, SyncedMark? mark, Scan scan)
    {
        var open = scan.Runs.ConvertAll(static run => run.Offset);
        if (scan.Through - (mark?.Through ?? 0) > WorthAMark && open.Count <= SyncedMark.MostOpen)
        {
            SyncedMark.For(file, scan.LastRun, scan.Through, open)?.Write(path);
        }

        return scan.Runs;
    }

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return StoreFile.TryOpen(path, FileAccess.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // reading the whole document says what is wrong
        }
    }

    private static long? TailStart(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var end = StoreFile.Read(file, Math.Max(0, length - StoreTail.MaxLength), Math.Min(length, StoreTail.MaxLength));
        var tail = StoreTail.LengthAtEndOf(end);
        return tail == 0 ? null : length - tail;
    }

    /// <summary>One way through the lines of a store.</summary>
    private sealed class Scan(SafeFileHandle file, long end, CancellationToken cancel)
    {
        private readonly StringPool _strings = new();

        internal List<StoredRun> Runs { get; } = [];

        internal long LastRun { get; private set; }

        internal long Through { get; private set; }

        internal bool Run(SyncedMark? mark)
        {
            if (mark is null)
            {
                return ReadLines(0);
            }

            (LastRun, Through) = (mark.LastRun, mark.Through);
            foreach (var offset in mark.Open)
            {
                if (!ReadOne(offset))
                {
                    return false;
                }
            }

            return ReadLines(mark.Through);
        }

        // A run that the mark names. Its line may be long, but it ends somewhere.
        private bool ReadOne(long offset)
        {
            for (var size = 4096; ; size *= 8)
            {
                var bytes = StoreFile.Read(file, offset - 1, Math.Min(size, end - offset + 1));
                var length = bytes.Length > 0 && bytes[0] == '\n' ? bytes.AsSpan(1).IndexOf((byte)'\n') : 0;
                if (length > 0 || (length < 0 && offset - 1 + bytes.Length == end))
                {
                    return Look(length > 0 ? bytes.AsSpan(1, length) : bytes.AsSpan(1), offset);
                }

                if (length == 0)
                {
                    return false;
                }
            }
        }

        // From the start of the file, where the head is passed over, or from the end of a run.
        private bool ReadLines(long start)
        {
            var size = (long)Math.Min(BlockSize, end - start);
            while (start < end)
            {
                cancel.ThrowIfCancellationRequested();
                var block = StoreFile.Read(file, start, Math.Min(size, end - start)).AsSpan();
                if (block.Length == 0)
                {
                    return false; // it became shorter
                }

                var isLast = start + block.Length == end;
                var position = 0;
                for (var lineFeed = block.IndexOf((byte)'\n'); lineFeed >= 0;)
                {
                    var line = position + lineFeed + 1;
                    var next = block[line..].IndexOf((byte)'\n');
                    if (next < 0 && !isLast)
                    {
                        break;
                    }

                    var run = next < 0 ? block[line..] : block.Slice(line, next);
                    if (!Look(run, start + line))
                    {
                        return false;
                    }

                    position = line + run.Length - (run.EndsWith(","u8) ? 1 : 0);
                    lineFeed = next < 0 ? -1 : block[position..].IndexOf((byte)'\n');
                }

                if (isLast)
                {
                    return true;
                }

                size = position == 0 ? size * 2 : BlockSize; // a line longer than the block
                start += position;
            }

            return true;
        }

        private bool Look(ReadOnlySpan<byte> line, long offset)
        {
            var run = line.EndsWith(","u8) ? line[..^1] : line;
            if (offset + run.Length > Through)
            {
                (LastRun, Through) = (offset, offset + run.Length);
            }

            if (IsSynced(run))
            {
                return true;
            }

            if (!Utf8.IsValid(run))
            {
                return false;
            }

            if (RunJson.Read(run, _strings, out var isHalfSeen) is { } record && record.SyncStatus != SyncStatus.Synced)
            {
                Runs.Add(new StoredRun(record, run.ToArray()) { Offset = offset });
            }

            return !isHalfSeen;
        }

        // The last sync_status of a line counts, if it is not inside something: nearly every line is as Sbm writes it.
        private static bool IsSynced(ReadOnlySpan<byte> run)
        {
            var name = run.LastIndexOf("\"sync_status\":"u8);
            if (name < 0)
            {
                return false;
            }

            var rest = run[name..];
            return rest.StartsWith("\"sync_status\":\"synced\""u8) && rest.IndexOfAny("{}[]"u8) == rest.Length - 1;
        }
    }
}
