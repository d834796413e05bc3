using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// A store's document taken apart: everything but the runs, the runs, and the time of the newest. Every piece is the bytes of
/// the file, so that what is not changed comes out as it went in.
/// </summary>
/// <param name="Head">From the opening brace up to and with <c>"runs":[</c>, on one line.</param>
/// <param name="Runs">The runs in order of recording, each one JSON value on one line.</param>
/// <param name="LastUpdated">The token of <c>last_updated</c>, or empty if there is none.</param>
internal sealed record StoreContent(ReadOnlyMemory<byte> Head, List<ReadOnlyMemory<byte>> Runs, ReadOnlyMemory<byte> LastUpdated)
{
    internal static StoreContent Empty => new("{\"migrations\":[],\"runs\":["u8.ToArray(), [], default);

    /// <summary>For each run the result of its upload that is to be written into it, or null; empty: none for any run.</summary>
    internal IReadOnlyList<SyncResult?> Results { get; init; } = [];

    /// <summary>
    /// Whether every run that is still to be sent gets room for its result (<see cref="RunRoom"/>), those too whose sync fields have to be
    /// moved or added for it.
    /// </summary>
    internal bool MakesRoom { get; init; }

    /// <summary>The same with an id of the store's own, if it has none yet.</summary>
    internal StoreContent WithStoreId()
    {
        if (StoreHead.IdOf(Head.Span) is not null)
        {
            return this;
        }

        var id = System.Text.Encoding.ASCII.GetBytes($"\"store_id\":\"{Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant()}\",");
        var before = Head.Span[..^"\"runs\":["u8.Length];
        return this with { Head = (byte[])[.. before, .. id, .. "\"runs\":["u8] };
    }

    /// <summary>Where a run stands in the document that it was taken from; -1 if it stood there in other bytes.</summary>
    internal static long OffsetOf(ReadOnlyMemory<byte> run, byte[] document) =>
        MemoryMarshal.TryGetArray(run, out var segment) && segment.Array == document ? segment.Offset : -1;

    /// <summary>Writes the document in canonical layout, each result into its run.</summary>
    internal void WriteTo(Stream destination)
    {
        using var results = new SyncResultWriter();
        var line = new ArrayBufferWriter<byte>(1024);
        destination.Write(Head.Span);
        var offset = (long)Head.Length;
        for (var i = 0; i < Runs.Count; i++)
        {
            var separator = i == 0 ? "\n"u8 : ",\n"u8;
            destination.Write(separator);
            offset += separator.Length;
            line.ResetWrittenCount();
            WriteRun(Runs[i].Span, i < Results.Count ? Results[i] : null, offset, results, line);
            destination.Write(line.WrittenSpan);
            offset += line.WrittenCount;
        }

        if (LastUpdated.IsEmpty)
        {
            destination.Write("\n]}\n"u8);
        }
        else
        {
            destination.Write("\n],\"last_updated\":"u8);
            destination.Write(LastUpdated.Span);
            destination.Write("}\n"u8);
        }
    }

    private void WriteRun(ReadOnlySpan<byte> run, SyncResult? result, long offset, SyncResultWriter results, ArrayBufferWriter<byte> line)
    {
        if (result is not null)
        {
            RunRoom.Place(results.Apply(result, run), offset, line);
        }
        else if (IsToBeSent(run, out var record) && !RunRoom.HasRoom(run, offset))
        {
            RunRoom.Place(MakesRoom && !RunRoom.TryFind(run, out _) ? results.Arrange(record!, run) : run, offset, line);
        }
        else
        {
            line.Write(run);
        }
    }

    // Nearly all runs are synced, and that is quickly seen.
    private static bool IsToBeSent(ReadOnlySpan<byte> run, out RunRecord? record)
    {
        record = null;
        return run.LastIndexOf("\"sync_status\":\"synced\""u8) < 0
            && (record = RunJson.Read(run)) is { SyncStatus: SyncStatus.Pending or SyncStatus.Failed };
    }
}
