using System.Text;

namespace Sbm.Core.Store;

/// <summary>Tells which spilled runs a store already holds, by looking for their ids in its bytes.</summary>
internal sealed class StoredIds
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pieces;

    internal StoredIds(ReadOnlyMemory<byte> document) => _pieces = [document];

    internal StoredIds(StoreContent content) => _pieces = [.. content.Runs];

    internal bool AreWithout(SpilledRun spill)
    {
        var id = Encoding.UTF8.GetBytes($"\"{spill.Run.Record.Id}\"");
        return !_pieces.Any(piece => piece.Span.IndexOf(id) >= 0);
    }
}
