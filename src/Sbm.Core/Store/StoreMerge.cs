using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Brings runs of other stores into one, by the time at which they ended, each once, however often it is repeated.</summary>
public static class StoreMerge
{
    /// <summary>Adds the runs that the store does not have, in one change. Those that it has stay as they are.</summary>
    /// <param name="store">The store to add to.</param>
    /// <param name="runs">Runs of other stores, in order of recording.</param>
    /// <param name="cancel">Ends waiting for other writers.</param>
    /// <returns>The runs that were added, oldest first.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: nothing is changed.</exception>
    public static IReadOnlyList<StoredRun> Import(RunStore store, IReadOnlyList<StoredRun> runs, CancellationToken cancel = default) =>
        Import(store, runs, static run => run.Identity, cancel);

    /// <summary>The same where something else than their identity tells runs apart.</summary>
    internal static IReadOnlyList<StoredRun> Import(
        RunStore store, IReadOnlyList<StoredRun> runs, Func<StoredRun, string> keyOf, CancellationToken cancel)
    {
        IReadOnlyList<StoredRun> added = [];
        store.Change(
            content =>
            {
                added = Missing(content, runs, keyOf);
                return added.Count == 0 ? null : Merged(content, added);
            },
            cancel);
        return added;
    }

    /// <summary>The runs that <see cref="Import(RunStore, IReadOnlyList{StoredRun}, CancellationToken)"/> would add now.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public static IReadOnlyList<StoredRun> Plan(RunStore store, IReadOnlyList<StoredRun> runs, CancellationToken cancel = default)
    {
        var known = store.ReadAll(cancel).Select(static run => run.Identity).ToHashSet(StringComparer.Ordinal);
        return runs.Where(run => known.Add(run.Identity)).ToList();
    }

    private static List<StoredRun> Missing(StoreContent content, IReadOnlyList<StoredRun> runs, Func<StoredRun, string> keyOf)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in content.Runs)
        {
            if (RunJson.Read(line.Span) is { } record)
            {
                known.Add(keyOf(new StoredRun(record, line)));
            }
        }

        // Runs without a time stay behind the one before them.
        var time = DateTimeOffset.MinValue;
        return runs
            .Where(run => known.Add(keyOf(run)))
            .Select(run => (Run: run, Time: time = run.Record.Timestamp ?? time))
            .OrderBy(static run => run.Time)
            .ThenBy(static run => run.Run.Record.Id, StringComparer.Ordinal)
            .Select(static run => run.Run)
            .ToList();
    }

    private static StoreContent Merged(StoreContent content, IReadOnlyList<StoredRun> added)
    {
        var merged = new List<ReadOnlyMemory<byte>>(content.Runs.Count + added.Count);
        var next = 0;
        foreach (var line in content.Runs)
        {
            var time = RunJson.Read(line.Span)?.Timestamp;
            while (next < added.Count && time is not null && added[next].Record.Timestamp < time)
            {
                merged.Add(added[next++].Json);
            }

            merged.Add(line);
        }

        merged.AddRange(added.Skip(next).Select(static run => run.Json));
        var newest = added.Max(static run => run.Record.Timestamp);
        return content with
        {
            Runs = merged,
            LastUpdated = newest is { } at ? StoreWriter.Later(content.LastUpdated, at) : content.LastUpdated,
        };
    }
}
