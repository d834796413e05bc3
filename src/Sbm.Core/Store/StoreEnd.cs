using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>
/// The end of a store in canonical layout: its tail, and the runs before it that one write may have put there. A power cut during
/// that write may have lost any part of it, so all of it is looked at before anything is added.
/// </summary>
internal sealed class StoreEnd
{
    /// <summary>The most that is written at once, a single longer run aside.</summary>
    internal const int LongestWrite = 4096;

    private readonly byte[] _tail;
    private readonly long _tailStart;
    private readonly bool _hasRuns;

    private StoreEnd(byte[] tail, long tailStart, bool hasRuns, bool isWhole) =>
        (_tail, _tailStart, _hasRuns, IsWhole) = (tail, tailStart, hasRuns, isWhole);

    /// <summary>Whether what the last write put there is whole.</summary>
    internal bool IsWhole { get; }

    /// <summary>Reads the end; null if the layout is not canonical.</summary>
    internal static StoreEnd? Read(SafeFileHandle file, long length)
    {
        if (length > Array.MaxLength)
        {
            return null;
        }

        Span<byte> usual = stackalloc byte[LongestWrite + StoreTail.MaxLength];
        for (var size = usual.Length; ; size *= 8)
        {
            var start = Math.Max(0, length - size);
            var end = size == usual.Length ? usual : new byte[size];
            end = end[..StoreFile.Read(file, start, end[..(int)(length - start)])];
            var tailLength = StoreTail.LengthAtEndOf(end);
            if (tailLength == 0 || end.Length < length - start)
            {
                return null;
            }

            var lines = end[..^tailLength];
            var firstBreak = lines.IndexOf((byte)'\n');
            if (firstBreak < 0 && start > 0)
            {
                continue; // one run fills it all
            }

            var isHead = start == 0;
            var hasRuns = firstBreak >= 0;
            if (isHead && !StoreParser.IsHead(hasRuns ? lines[..firstBreak] : lines))
            {
                return null;
            }

            return new StoreEnd(end[^tailLength..].ToArray(), length - tailLength, hasRuns, !hasRuns || AreWhole(lines[(firstBreak + 1)..]));
        }
    }

    /// <summary>What is to be written over the tail: as many of the runs as one write may add, and the new tail.</summary>
    /// <param name="lines">The runs, each on one line.</param>
    /// <param name="newest">When the newest of them ended.</param>
    /// <param name="first">The first of them to add; then, the first that is left.</param>
    internal ReadOnlyMemory<byte> Addition(IReadOnlyList<byte[]> lines, string newest, ref int first)
    {
        var addition = new ArrayBufferWriter<byte>(lines[first].Length + RunRoom.Size + RunRoom.SectorSize + StoreTail.MaxLength);
        var hasRuns = _hasRuns;
        do
        {
            addition.Write(hasRuns ? ",\n"u8 : "\n"u8);
            RunRoom.Place(lines[first], _tailStart + addition.WrittenCount, addition);
            hasRuns = true;
            first++;
        }
        while (first < lines.Count && addition.WrittenCount + lines[first].Length + RunRoom.SectorSize + StoreTail.MaxLength < LongestWrite);

        var oldTime = Encoding.ASCII.GetString(StoreTail.TimeOf(_tail));
        addition.Write(StoreTail.For(string.CompareOrdinal(oldTime, newest) > 0 ? oldTime : newest));
        return addition.WrittenMemory;
    }

    /// <summary>Whether the tail is still where it was, and the last thing in the file.</summary>
    internal bool IsStillThere(SafeFileHandle file)
    {
        Span<byte> now = stackalloc byte[StoreTail.MaxLength + 1];
        var length = RandomAccess.Read(file, now, _tailStart);
        return now[..length].SequenceEqual(_tail);
    }

    /// <summary>Writes over the tail and flushes. If that fails, the old tail and length are put back.</summary>
    /// <returns>The end as it is then.</returns>
    internal StoreEnd Write(SafeFileHandle file, string path, ReadOnlyMemory<byte> addition)
    {
        try
        {
            RandomAccess.Write(file, addition.Span, _tailStart);
            DurableFile.Flush(file, path);
        }
        catch
        {
            PutBack(file);
            throw;
        }

        var tailLength = StoreTail.LengthAtEndOf(addition.Span);
        return new StoreEnd(addition[^tailLength..].ToArray(), _tailStart + addition.Length - tailLength, hasRuns: true, isWhole: true);
    }

    // Not flushed: on the device the end may be torn, as after a power cut, and what was there before is whole.
    private void PutBack(SafeFileHandle file)
    {
        try
        {
            RandomAccess.Write(file, _tail, _tailStart);
            RandomAccess.SetLength(file, _tailStart + _tail.Length);
        }
        catch (Exception)
        {
            // The device takes nothing any more: the end is torn, and repaired by the next write that works. The reason why the
            // append failed is the error to tell.
        }
    }

    private static bool AreWhole(ReadOnlySpan<byte> lines)
    {
        while (true)
        {
            var length = lines.IndexOf((byte)'\n');
            var line = length < 0 ? lines : lines[..length];
            var run = length >= 0 && line.EndsWith(","u8) ? line[..^1] : line;
            if ((length >= 0 && run.Length == line.Length) || !Utf8.IsValid(run) || !StoreParser.IsOneValue(run))
            {
                return false;
            }

            if (length < 0)
            {
                return true;
            }

            lines = lines[(length + 1)..];
        }
    }
}
