using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>What a user changes in runs that are recorded. Each call is one change under the store's lock.</summary>
/// <param name="store">The store that has them.</param>
public sealed class RunEditor(RunStore store)
{
    /// <summary>Takes runs out of the store. The database keeps what it has.</summary>
    /// <param name="isWanted">Which runs.</param>
    /// <param name="evenUnsynced">Whether runs go, too, that are in no database yet; without it they stay.</param>
    /// <param name="cancel">Ends waiting for other writers.</param>
    /// <returns>What is gone, and what stayed because it is not synced.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: nothing is changed.</exception>
    public (IReadOnlyList<StoredRun> Removed, IReadOnlyList<StoredRun> Unsynced) Remove(
        Func<RunRecord, bool> isWanted, bool evenUnsynced, CancellationToken cancel = default)
    {
        List<StoredRun> removed = [];
        List<StoredRun> unsynced = [];
        store.Change(
            content =>
            {
                (removed, unsynced) = ([], []);
                var kept = new List<ReadOnlyMemory<byte>>(content.Runs.Count);
                foreach (var line in content.Runs)
                {
                    if (RunJson.Read(line.Span) is { } record && isWanted(record))
                    {
                        var isRemoved = evenUnsynced || record.SyncStatus == SyncStatus.Synced;
                        (isRemoved ? removed : unsynced).Add(new StoredRun(record, line.ToArray()));
                        if (isRemoved)
                        {
                            continue;
                        }
                    }

                    kept.Add(line);
                }

                return removed.Count == 0 ? null : content with { Runs = kept };
            },
            cancel);
        return (removed, unsynced);
    }

    /// <summary>Gives fields of runs other values; a run that changes is to be sent again.</summary>
    /// <param name="isWanted">Which runs.</param>
    /// <param name="change">The new values.</param>
    /// <param name="cancel">Ends waiting for other writers.</param>
    /// <returns>The runs as they are now; one that has those values already is not changed.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: nothing is changed.</exception>
    public IReadOnlyList<StoredRun> Edit(Func<RunRecord, bool> isWanted, RunChange change, CancellationToken cancel = default)
    {
        List<StoredRun> edited = [];
        store.Change(
            content =>
            {
                edited = [];
                var hasChanged = false;
                var lines = new List<ReadOnlyMemory<byte>>(content.Runs);
                for (var i = 0; i < lines.Count; i++)
                {
                    if (RunJson.Read(lines[i].Span) is not { } record || !isWanted(record))
                    {
                        continue;
                    }

                    if (!change.IsIn(record))
                    {
                        lines[i] = RunEdit.Apply(lines[i].Span, change.Fields);
                        hasChanged = true;
                    }

                    edited.Add(new StoredRun(RunJson.Read(lines[i].Span)!, lines[i].ToArray()));
                }

                return hasChanged ? content with { Runs = lines } : null;
            },
            cancel);
        return edited;
    }
}
