using System.Text;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Writes a store whose lock the caller holds. Every method opens the file anew, works from what it finds there, and returns
/// after the change is on the device.
/// </summary>
internal sealed class StoreWriter(string path, TimeProvider time, Action<string>? warn)
{
    /// <summary>Adds runs at the end, in place if the layout is canonical. Nothing but the end of the file is read.</summary>
    /// <param name="lines">One JSON object per run, each on one line.</param>
    /// <param name="newest">When the newest of them ended; <c>last_updated</c> does not go back to it.</param>
    internal void Append(IReadOnlyList<byte[]> lines, DateTimeOffset newest)
    {
        if (!TryAppendInPlace(lines, RunTimestamp.Format(newest)))
        {
            Rewrite(content =>
            {
                content.Runs.AddRange(lines.Select(static line => (ReadOnlyMemory<byte>)line));
                return content with { LastUpdated = Later(content.LastUpdated, newest) };
            });
        }
    }

    /// <summary>
    /// Replaces the document by what <paramref name="change"/> makes of it. Torn and damaged documents are repaired on the way.
    /// </summary>
    /// <param name="change">Returns the new content, or null to leave the file alone if it needs no repair.</param>
    internal void Rewrite(Func<StoreContent, StoreContent?> change)
    {
        var content = Load(out var isRepaired);
        var changed = change(content) ?? (isRepaired ? content : null);
        if (changed is not null)
        {
            DurableFile.Replace(path, path + ".tmp", changed.WriteTo);
        }
    }

    private bool TryAppendInPlace(IReadOnlyList<byte[]> lines, string newest)
    {
        using var file = StoreFile.TryOpen(path, FileAccess.ReadWrite);
        if (file is null)
        {
            return false;
        }

        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
        {
            StoreFile.Check(path);
        }

        Span<byte> end = stackalloc byte[StoreTail.MaxLength + 1]; // and the byte before, which tells whether there are runs
        var endLength = (int)Math.Min(end.Length, length);
        end = end[..endLength];
        if (RandomAccess.Read(file, end, length - endLength) != endLength)
        {
            return false;
        }

        var tailLength = StoreTail.LengthAtEndOf(end);
        if (tailLength == 0 || tailLength == endLength)
        {
            return false;
        }

        var oldTail = end[^tailLength..].ToArray();
        var oldTime = Encoding.ASCII.GetString(StoreTail.TimeOf(oldTail));
        var isFirst = end[^(tailLength + 1)] == '[';
        var addition = Addition(lines, isFirst, string.CompareOrdinal(oldTime, newest) > 0 ? oldTime : newest);
        try
        {
            RandomAccess.Write(file, addition, length - tailLength);
            RandomAccess.FlushToDisk(file);
        }
        catch
        {
            PutBack(file, oldTail, length);
            throw;
        }

        return true;
    }

    private static byte[] Addition(IReadOnlyList<byte[]> lines, bool isFirst, string newest)
    {
        var addition = new MemoryStream(lines.Sum(static line => line.Length + 2) + StoreTail.MaxLength);
        foreach (var line in lines)
        {
            addition.Write(isFirst ? "\n"u8 : ",\n"u8);
            addition.Write(line);
            isFirst = false;
        }

        addition.Write(StoreTail.For(newest));
        return addition.ToArray();
    }

    private static void PutBack(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] oldTail, long length)
    {
        try
        {
            RandomAccess.Write(file, oldTail, length - oldTail.Length);
            RandomAccess.SetLength(file, length);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception)
        {
            // The device takes nothing any more: the end is torn, and repaired by the next write that works. The reason why the
            // append failed is the error to tell.
        }
    }

    private StoreContent Load(out bool isRepaired)
    {
        var bytes = StoreFile.ReadAll(path);
        isRepaired = false;
        if (StoreParser.Parse(bytes) is { } content)
        {
            return content;
        }

        isRepaired = true;
        if (StoreSalvage.WholePartOfTorn(bytes, out var cutAt) is { } whole)
        {
            var torn = KeepAside("torn", bytes.AsMemory(cutAt));
            warn?.Invoke($"The last write to the store '{path}' was cut short. Its {whole.Runs.Count} whole runs are kept; what was cut off is in '{torn}'.");
            return whole;
        }

        var salvaged = StoreSalvage.WhatParses(StoreParser.WithoutMark(bytes));
        var damaged = KeepAside("damaged", bytes);
        warn?.Invoke($"The store '{path}' was damaged. {salvaged.Runs.Count} runs could be read and are carried into a new store; the old file is '{damaged}'.");
        return salvaged;
    }

    // A copy, not a rename: at no moment is there no store.
    private string KeepAside(string kind, ReadOnlyMemory<byte> bytes)
    {
        var name = $"{path}.{kind}-{time.GetUtcNow():yyyyMMdd'T'HHmmssfffffff'Z'}";
        for (var copy = 1; ; copy++)
        {
            var aside = copy == 1 ? name : $"{name}-{copy}";
            if (!File.Exists(aside))
            {
                DurableFile.Create(aside, FileOwnership.Of(path), file => file.Write(bytes.Span));
                return aside;
            }
        }
    }

    /// <summary>The token for <c>last_updated</c> after runs were recorded: it does not go back.</summary>
    internal static byte[] Later(ReadOnlyMemory<byte> lastUpdated, DateTimeOffset newest)
    {
        var text = Encoding.UTF8.GetString(lastUpdated.Span).Trim('"');
        var later = RunTimestamp.Parse(text) is { } old && old > newest ? old : newest;
        return Encoding.ASCII.GetBytes($"\"{RunTimestamp.Format(later)}\"");
    }
}
