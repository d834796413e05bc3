using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Writes the results of uploads into the lines of their runs, where these have room for them (<see cref="RunRoom"/>).</summary>
internal sealed class InPlaceResults(string path, RunStoreOptions options)
{
    /// <summary>Writes the results, on the device when this returns. The caller holds the store's lock.</summary>
    /// <param name="results">The results of runs that were read from the store.</param>
    /// <param name="cancel">Ends it before anything is written.</param>
    /// <returns>How many runs were changed; null if the store has to be rewritten for it, and nothing is.</returns>
    internal int? TryWrite(UploadResults results, CancellationToken cancel)
    {
        using var store = StoreHandle.Open(path, options, create: false, cancel);
        if (store is null || store.Length > Array.MaxLength || (WhereTheyWere(store, results) ?? WhereTheyAre(store, results)) is not { } runs)
        {
            return null;
        }

        var patches = new List<(long At, byte[] Bytes)>();
        using var writer = new SyncResultWriter();
        foreach (var (run, offset) in runs)
        {
            if (results.For(run.Span) is not { } result)
            {
                continue;
            }

            if (offset < 0 || Patch(writer, run.Span, offset, result, out var at) is not { } bytes)
            {
                return null;
            }

            patches.Add((at, bytes));
        }

        if (!store.IsUntouched)
        {
            return null;
        }

        foreach (var (at, bytes) in patches)
        {
            RandomAccess.Write(store.File, bytes, at);
        }

        if (patches.Count > 0)
        {
            DurableFile.Flush(store.File, path);
        }

        return patches.Count;
    }

    // Null if one of them is there no more, or it is not known where it was.
    private static List<(ReadOnlyMemory<byte> Run, long Offset)>? WhereTheyWere(StoreHandle store, UploadResults results)
    {
        var runs = new List<(ReadOnlyMemory<byte>, long)>();
        foreach (var run in results.Sent)
        {
            if (run is not { Offset: > 0 })
            {
                return null;
            }

            var bytes = StoreFile.Read(store.File, run.Offset - 1, run.Json.Length + 2);
            if (bytes.Length != run.Json.Length + 2 || bytes[0] != '\n' || bytes[^1] is not ((byte)',' or (byte)'\n'))
            {
                return null;
            }

            var line = bytes.AsMemory(1, run.Json.Length);
            if (!IsWhole(line.Span) || RunIdentity.TryOfLine(line.Span) != run.Identity)
            {
                return null;
            }

            runs.Add((line, run.Offset));
        }

        return runs;
    }

    // Null if the document is not canonical, or a run is not whole.
    private static List<(ReadOnlyMemory<byte> Run, long Offset)>? WhereTheyAre(StoreHandle store, UploadResults results)
    {
        var document = StoreFile.ReadAll(store.File);
        if (!Utf8.IsValid(document) || StoreParser.SplitLines(document) is not { } content)
        {
            return null;
        }

        try
        {
            return content.Runs.FindAll(run => results.IsFor(run.Span)).ConvertAll(run => (run, StoreContent.OffsetOf(run, document)))
                is var runs && runs.TrueForAll(static run => IsWhole(run.run.Span)) ? runs : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> run) => Utf8.IsValid(run) && StoreParser.IsOneValue(run);

    // An error that does not fit is cut.
    private static byte[]? Patch(SyncResultWriter writer, ReadOnlySpan<byte> run, long offset, SyncResult result, out long at)
    {
        at = 0;
        if (!RunRoom.TryFind(run, out _))
        {
            return null;
        }

        var compact = RunRoom.Compact(writer.Apply(result, run), run);
        var excess = compact.Length - run.Length;
        for (var error = result.Error; excess > 0 && error is { Length: > 0 };)
        {
            var length = Math.Max(0, error.Length - excess);
            error = length > 0 && char.IsHighSurrogate(error[length - 1]) ? error[..(length - 1)] : error[..length];
            result = result with { Error = error.Length > 0 ? error + "…" : error };
            compact = RunRoom.Compact(writer.Apply(result, run), run);
            excess = compact.Length - run.Length;
        }

        return RunRoom.Patch(run, offset, compact, out at);
    }
}
