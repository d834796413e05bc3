using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Looks at a store in canonical layout from its end. Every answer may be "cannot tell" (null): another layout, or an append
/// under way; then the whole document has to be read.
/// </summary>
internal static class NewestRuns
{
    private const int BlockForAFew = 1 << 15;
    private const int BlockForMany = 1 << 20;

    /// <summary>The last <paramref name="count"/> runs, last recorded first, or all if there are fewer.</summary>
    internal static List<StoredRun>? Read(string path, int count)
    {
        var runs = new List<StoredRun>();
        var strings = new StringPool();
        using var reader = OpenAtLastRun(path, BlockForAFew);
        while (reader is not null && runs.Count < count)
        {
            if (!reader.TryReadBlock(out var lines))
            {
                return null;
            }

            while (runs.Count < count && TakeLastLine(ref lines, out var line))
            {
                if (ReadRun(line, strings) is not { } run)
                {
                    return null;
                }

                runs.Add(run);
            }

            if (reader.IsAtStart && runs.Count < count)
            {
                return StoreParser.IsHead(lines) ? runs : null;
            }
        }

        return reader is null ? null : runs;
    }

    /// <summary>
    /// The last run that <paramref name="isWanted"/> among those whose line holds <paramref name="text"/>. Only such lines are
    /// parsed.
    /// </summary>
    /// <param name="path">The store.</param>
    /// <param name="text">What to look for, at most some hundred bytes without a line feed.</param>
    /// <param name="isWanted">Whether a run that holds the text is the one.</param>
    /// <param name="found">The run, or null if there is none.</param>
    /// <returns>False: cannot tell.</returns>
    internal static bool TryFind(string path, ReadOnlySpan<byte> text, Func<RunRecord, bool> isWanted, out StoredRun? found)
    {
        found = null;
        var strings = new StringPool();
        using var reader = OpenAtLastRun(path, BlockForMany);
        while (reader is not null && reader.TryReadBlock(out var lines))
        {
            for (var hit = lines.LastIndexOf(text); hit >= 0; hit = lines.LastIndexOf(text))
            {
                var lineStart = lines[..hit].LastIndexOf((byte)'\n');
                if (lineStart < 0)
                {
                    break; // in the head
                }

                var lineEnd = lines[hit..].IndexOf((byte)'\n');
                var line = lines[(lineStart + 1)..(lineEnd < 0 ? lines.Length : hit + lineEnd)];
                if (ReadRun(line, strings) is not { } run)
                {
                    return false;
                }

                if (isWanted(run.Record))
                {
                    found = run;
                    return true;
                }

                lines = lines[..lineStart];
            }

            if (reader.IsAtStart)
            {
                return true;
            }
        }

        return false;
    }

    private static BackwardLineReader? OpenAtLastRun(string path, int blockSize)
    {
        BackwardLineReader reader;
        try
        {
            reader = new BackwardLineReader(path, blockSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // reading the whole document says what is wrong
        }

        var tailLength = StoreTail.LengthAtEndOf(reader.PeekEnd(StoreTail.MaxLength));
        if (tailLength == 0)
        {
            reader.Dispose();
            return null;
        }

        reader.SkipFromEnd(tailLength);
        return reader;
    }

    // Takes "LF line" off the end; false when only the document's head is left, which no line feed precedes.
    private static bool TakeLastLine(ref ReadOnlySpan<byte> lines, out ReadOnlySpan<byte> line)
    {
        var start = lines.LastIndexOf((byte)'\n');
        line = start < 0 ? default : lines[(start + 1)..];
        lines = start < 0 ? lines : lines[..start];
        return start >= 0;
    }

    private static StoredRun? ReadRun(ReadOnlySpan<byte> line, StringPool strings)
    {
        var json = line.EndsWith(","u8) ? line[..^1] : line;
        try
        {
            return Utf8.IsValid(json) && RunJson.Read(json, strings, out var isHalfSeen) is { } record && !isHalfSeen
                ? new StoredRun(record, json.ToArray())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
