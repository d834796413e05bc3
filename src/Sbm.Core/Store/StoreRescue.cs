using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Writes a store in place where no other file can take its place. The new document is on the device in a file beside it before the
/// first byte is changed; whoever finds that file finishes what was begun.
/// </summary>
internal static class StoreRescue
{
    internal static string PathFor(string store) => store + ".rescue";

    /// <summary>Writes a document into the store.</summary>
    /// <param name="path">The store.</param>
    /// <param name="store">The same, open.</param>
    /// <param name="document">A flushed file with the new document; it becomes the rescue file.</param>
    internal static void Write(string path, StoreHandle store, string document)
    {
        var rescue = PathFor(path);
        DurableFile.Rename(document, rescue);
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        WriteOver(path, store, StoreFile.ReadAll(rescue));
        Remove(rescue);
    }

    /// <summary>Finishes a write in place that was cut off. The caller holds the store's lock.</summary>
    internal static void Complete(string path, RunStoreOptions options, CancellationToken cancel)
    {
        var rescue = PathFor(path);
        if (!File.Exists(rescue))
        {
            return;
        }

        using (var store = StoreHandle.Open(path, options, create: true, cancel)!)
        {
            var begun = StoreFile.ReadAll(rescue);
            if (begun.Length > 0 && StoreParser.Parse(begun) is { } content)
            {
                content.Runs.AddRange(OnlyIn(StoreFile.ReadAll(store.File), content, cancel));
                using var document = new MemoryStream();
                content.WriteTo(document);
                if (!store.IsUntouched)
                {
                    throw StoreHandle.Overtaken(path);
                }

                WriteOver(path, store, document.ToArray());
            }
        }

        Remove(rescue);
    }

    // The store is old, new, or half of each. What it holds that the rescue file does not was recorded by somebody who could not see
    // that file, as from outside a container. Of halves a run without an id may be one that never was.
    private static List<ReadOnlyMemory<byte>> OnlyIn(byte[] store, StoreContent content, CancellationToken cancel)
    {
        var known = content.Runs.Select(static run => RunIdentity.TryOfLine(run.Span)).ToHashSet();
        return StoreParser.Parse(store) is { } whole
            ? whole.Runs.FindAll(run => RunIdentity.TryOfLine(run.Span) is { } identity && known.Add(identity))
            : StoreSalvage.WhatParses(store, cancel).Runs.FindAll(run => RunJson.Read(run.Span)?.Id is { } id && known.Add(id));
    }

    private static void WriteOver(string path, StoreHandle store, byte[] document)
    {
        SyncedMark.Remove(path); // the file stays the same, what stands where does not
        RandomAccess.Write(store.File, document, 0);
        RandomAccess.SetLength(store.File, document.Length);
        DurableFile.Flush(store.File, path);
        store.Written();
    }

    private static void Remove(string rescue)
    {
        File.Delete(rescue);
        DurableFile.FlushFolder(Path.GetDirectoryName(rescue)!);
    }
}
