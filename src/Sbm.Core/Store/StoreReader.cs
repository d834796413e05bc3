using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Reads a whole store without a lock, beside writers at work. A document that looks torn is read again, at last under the
/// lock; what then still does not read as a whole is shown as far as it goes. Never changes a file.
/// </summary>
internal sealed class StoreReader(string path, RunStoreOptions options, Action<string>? warn)
{
    private const int LockFreeAttempts = 3;
    private volatile bool _hasHalfSeen; // a run whose result was being written

    /// <summary>The runs in order of recording, without spilled ones.</summary>
    internal List<StoredRun> Read(CancellationToken cancel)
    {
        for (var attempt = 0; attempt < LockFreeAttempts; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            _hasHalfSeen = false;
            var bytes = StoreFile.ReadAll(path);
            if (TryRead(bytes, out var runs) && (!_hasHalfSeen || attempt == LockFreeAttempts - 1))
            {
                if (runs.Count == 0)
                {
                    StoreCheck.WasStore(path, bytes, cancel);
                }

                return runs;
            }
        }

        StoreCheck.WasStore(path, StoreFile.ReadAll(path), cancel); // before a lock is put beside it
        return ReadUnderLock(cancel);
    }

    private List<StoredRun> ReadUnderLock(CancellationToken cancel)
    {
        byte[] bytes;
        using (TryLock(cancel))
        {
            bytes = StoreFile.ReadAll(path);
        }

        if (TryRead(bytes, out var runs) || TryRead(StoreFile.ReadAll(StoreRescue.PathFor(path)), out runs, mayBeEmpty: false))
        {
            return runs;
        }

        var whatParses = StoreSalvage.WholePartOfTorn(bytes, out _, cancel) ?? StoreParser.ParseLenient(bytes);
        runs = ReadRuns(whatParses ?? StoreSalvage.WhatParses(bytes, cancel))!;
        warn?.Invoke($"The store '{path}' is damaged: {CountText.Of(runs.Count, "run")} can be read. It is mended when it is next written.");
        return runs;
    }

    private WriteLock? TryLock(CancellationToken cancel)
    {
        try
        {
            return WriteLock.Acquire(path, options.ReadLockTimeout, options.Time, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // a read-only place has no writers
        }
    }

    private bool TryRead(byte[] bytes, out List<StoredRun> runs, bool mayBeEmpty = true)
    {
        if (bytes.Length == 0 && !mayBeEmpty)
        {
            runs = [];
            return false;
        }

        // In canonical layout reading the runs is what validates them; that saves going through the document twice.
        var content = Utf8.IsValid(bytes) && bytes.Length > 0 ? StoreParser.SplitLines(bytes) : null;
        runs = (content is null ? null : ReadRuns(content)) ?? (StoreParser.Parse(bytes) is { } any ? ReadRuns(any)! : null!);
        return runs is not null;
    }

    private List<StoredRun>? ReadRuns(StoreContent content)
    {
        var records = new RunRecord?[content.Runs.Count];
        if (!RunParts.All(records.Length, (from, to) => TryReadRecords(content, records.AsSpan(from..to), from)))
        {
            return null;
        }

        var runs = new List<StoredRun>(records.Length);
        var leftOut = new List<int>();
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i] is { } record)
            {
                runs.Add(new StoredRun(record, content.Runs[i]));
            }
            else
            {
                leftOut.Add(i + 1);
            }
        }

        if (leftOut.Count > 0)
        {
            warn?.Invoke(
                $"In the store '{path}', {CountText.Of(leftOut.Count, "entry", "entries")} could not be read as a run with a slug; left out of listings, and kept: "
                + $"number {string.Join(", ", leftOut.Take(10))}{(leftOut.Count > 10 ? ", …" : string.Empty)}.");
        }

        return runs;
    }

    private bool TryReadRecords(StoreContent content, Span<RunRecord?> records, int first)
    {
        var strings = new StringPool();
        try
        {
            for (var i = 0; i < records.Length; i++)
            {
                records[i] = RunJson.Read(content.Runs[first + i].Span, strings, out var isHalfSeen);
                _hasHalfSeen |= isHalfSeen;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
