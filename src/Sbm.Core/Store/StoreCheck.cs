namespace Sbm.Core.Store;

/// <summary>Tells a store from other files before anything is done to it.</summary>
internal static class StoreCheck
{
    /// <summary>Finds out whether a path can be a store: nothing yet, or a file that is one or was one.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: it is something else.</exception>
    internal static void Run(string path, CancellationToken cancel)
    {
        StoreFile.Check(path);
        using var file = StoreFile.TryOpen(path, FileAccess.Read);
        if (file is null)
        {
            return;
        }

        var length = RandomAccess.GetLength(file);
        var end = StoreFile.Read(file, Math.Max(0, length - StoreTail.MaxLength), Math.Min(length, StoreTail.MaxLength));
        if (StoreTail.LengthAtEndOf(end) == 0)
        {
            WasStore(path, StoreFile.ReadAll(file), cancel);
        }
    }

    /// <exception cref="SbmException"><c>StoreUnavailable</c>: the document holds nothing of a store.</exception>
    internal static void WasStore(string path, ReadOnlyMemory<byte> document, CancellationToken cancel)
    {
        if (!StoreSalvage.WasStore(document, cancel))
        {
            throw StoreFile.Refused(path, "holds something else than runs");
        }
    }

    /// <summary>A store's id, if it can be read without waiting; whatever keeps it from being read, a run is recorded without.</summary>
    internal static string? IdOf(string path)
    {
        try
        {
            using var file = StoreFile.TryOpen(path, FileAccess.Read);
            return file is null ? null : StoreHead.IdOf(file);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
