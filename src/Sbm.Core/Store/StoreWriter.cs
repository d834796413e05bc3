using System.Globalization;
using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Writes a store whose lock the caller holds. Every method works from what it finds in the file, and returns after the change is on
/// the device. An append leaves the file open for the next one.
/// </summary>
internal sealed class StoreWriter(string path, RunStoreOptions options, Action<string>? warn) : IDisposable
{
    private const int MostAttempts = 5; // each of them overtaken by a tool without a lock
    private AppendPoint? _last;

    /// <summary>Adds runs at the end, in place if the layout is canonical. Nothing but the end of the file is read.</summary>
    /// <param name="makeLines">
    /// Given the store's id, or null if it has none, makes one JSON object per run, each on one line.
    /// </param>
    /// <param name="newest">When the newest of them ended; <c>last_updated</c> does not go back to it.</param>
    /// <param name="before">What the store must still be; null for whatever it is.</param>
    /// <param name="cancel">Ends a long search in a damaged store, before anything is written.</param>
    /// <returns>False if it is something else; then nothing is written.</returns>
    internal bool TryAppend(Func<string?, IReadOnlyList<byte[]>> makeLines, DateTimeOffset newest, FileStatus? before, CancellationToken cancel)
    {
        return TryAppendInPlace(makeLines, newest, before, cancel)
            ?? TryRewrite(
                content =>
                {
                    content = content.WithStoreId();
                    var lines = makeLines(StoreHead.IdOf(content.Head.Span));
                    content.Runs.AddRange(lines.Select(static line => (ReadOnlyMemory<byte>)line));
                    return content with { LastUpdated = Later(content.LastUpdated, newest) };
                },
                before,
                cancel);
    }

    /// <summary>
    /// Replaces the document by what <paramref name="change"/> makes of it. Torn and damaged documents are repaired on the way.
    /// </summary>
    /// <param name="change">
    /// Returns the new content, or null to leave the file alone if it needs no repair. Called again if a tool without a lock has
    /// changed the file meanwhile.
    /// </param>
    /// <param name="cancel">Ends a long search in a damaged store, before anything is written.</param>
    internal void Rewrite(Func<StoreContent, StoreContent?> change, CancellationToken cancel)
    {
        Dispose();
        StoreRescue.Complete(path, options, cancel);
        TryRewrite(change, before: null, cancel);
    }

    /// <summary>Closes what the last append has left open. The next one opens it anew.</summary>
    public void Dispose() => Interlocked.Exchange(ref _last, null)?.Dispose();

    private bool TryRewrite(Func<StoreContent, StoreContent?> change, FileStatus? before, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            using var store = StoreHandle.Open(path, options, create: false, cancel);
            if (store?.IsStill(before) == false)
            {
                return false;
            }

            var bytes = store is null ? [] : Read(store);
            var content = Load(bytes, cancel, out var isRepaired);
            var changed = change(content) ?? (isRepaired ? content : null);
            if (changed is null)
            {
                if (store?.IsUntouched != false)
                {
                    return true;
                }

                continue;
            }

            if (store is null)
            {
                StoreHandle.Open(path, options, create: true, cancel)!.Dispose(); // somebody else may have made one, with runs
                attempt--;
                continue;
            }

            if (StoreReplacement.TryReplace(path, store, changed.WithStoreId()))
            {
                return true;
            }
        }

        throw StoreHandle.Overtaken(path);
    }

    // Null if it cannot be done in place.
    private bool? TryAppendInPlace(Func<string?, IReadOnlyList<byte[]>> makeLines, DateTimeOffset newest, FileStatus? before, CancellationToken cancel)
    {
        // Where the last append ended is nearly always still the end. What somebody has begun to write in place since, has touched it.
        if (Interlocked.Exchange(ref _last, null) is { } last && TryAdd(last, makeLines, newest, before) is { } isAdded)
        {
            return isAdded;
        }

        StoreRescue.Complete(path, options, cancel);
        return AppendPoint.Open(path, options, cancel) is { } point ? TryAdd(point, makeLines, newest, before) : null;
    }

    private bool? TryAdd(AppendPoint point, Func<string?, IReadOnlyList<byte[]>> makeLines, DateTimeOffset newest, FileStatus? before)
    {
        var isKept = false;
        try
        {
            var isAdded = point.Add(makeLines, newest, before);
            isKept = isAdded == true && point.TryLetGo();
            return isAdded;
        }
        finally
        {
            (isKept ? Interlocked.Exchange(ref _last, point) : point)?.Dispose();
        }
    }

    private byte[] Read(StoreHandle store)
    {
        if (store.Length > Array.MaxLength)
        {
            StoreFile.Check(path);
        }

        return StoreFile.ReadAll(store.File);
    }

    private StoreContent Load(byte[] bytes, CancellationToken cancel, out bool isRepaired)
    {
        isRepaired = false;
        if (StoreParser.Parse(bytes) is { } content)
        {
            if (content.Runs.Count == 0)
            {
                StoreCheck.WasStore(path, bytes, cancel);
            }

            return content;
        }

        isRepaired = true;
        if (StoreSalvage.WholePartOfTorn(bytes, out var cutAt, cancel) is { } whole)
        {
            var torn = KeepAside("torn", bytes.AsMemory(cutAt));
            warn?.Invoke($"The last write to the store '{path}' was cut short. Every whole run is kept, {CountText.Of(whole.Runs.Count, "run")}; what was cut off is in '{torn}'.");
            return whole;
        }

        StoreCheck.WasStore(path, bytes, cancel);
        if (StoreParser.ParseLenient(bytes) is { } readable)
        {
            var original = KeepAside("damaged", bytes);
            warn?.Invoke($"The store '{path}' was no JSON in the strict sense. Every run is kept, {CountText.Of(readable.Runs.Count, "run")}; what is no JSON was replaced by the nearest that is, and the old file is '{original}'.");
            return readable;
        }

        var salvaged = StoreSalvage.WhatParses(bytes, cancel);
        var damaged = KeepAside("damaged", bytes);
        warn?.Invoke($"The store '{path}' was damaged. {CountText.Of(salvaged.Runs.Count, "run")} could be read and carried into a new store; the old file is '{damaged}'.");
        return salvaged;
    }

    // A copy, not a rename: at no moment is there no store.
    private string KeepAside(string kind, ReadOnlyMemory<byte> bytes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.{kind}-{options.Time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfffffff'Z'}");
        for (var copy = 1; ; copy++)
        {
            var aside = copy == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}");
            try
            {
                DurableFile.Create(aside, FileOwnership.Of(path), file => file.Write(bytes.Span));
                DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
                return aside;
            }
            catch (IOException) when (File.Exists(aside))
            {
                // Taken by a repair in the same instant.
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
