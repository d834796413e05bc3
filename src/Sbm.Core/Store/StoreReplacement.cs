using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>Puts a new document in the place of a store: by a rename, or where that cannot be, by <see cref="StoreRescue"/>.</summary>
internal static class StoreReplacement
{
    /// <returns>False if a tool without a lock has changed the store since it was opened; then nothing is done.</returns>
    internal static bool TryReplace(string path, StoreHandle store, StoreContent content)
    {
        var temporary = DurableFile.TemporaryFor(path);
        try
        {
            DurableFile.RemoveTemporary(path); // of processes that died; living ones hold the lock
            var isShared = DurableFile.Create(temporary, FileOwnership.Of(path), content.WriteTo);
            if (!store.IsUntouched)
            {
                return false;
            }

            if (!isShared || UnixFile.HasAccessList(path) || !TryRename(temporary, path))
            {
                // Somebody would lose access by it, or it cannot be: the file itself is written.
                StoreRescue.Write(path, store, temporary);
                return true;
            }
        }
        finally
        {
            DurableFile.TryDelete(temporary);
        }

        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    private static bool TryRename(string from, string to)
    {
        try
        {
            DurableFile.Rename(from, to);
            return true;
        }
        catch (IOException error) when (UnixFile.CannotBeReplaced(error))
        {
            return false;
        }
    }
}
