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

    /// <summary>Writes the document in canonical layout, each result into its run.</summary>
    internal void WriteTo(Stream destination)
    {
        using var results = new SyncResultWriter();
        destination.Write(Head.Span);
        for (var i = 0; i < Runs.Count; i++)
        {
            destination.Write(i == 0 ? "\n"u8 : ",\n"u8);
            var run = Runs[i].Span;
            destination.Write(i < Results.Count && Results[i] is { } result ? results.Apply(result, run) : run);
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
}
