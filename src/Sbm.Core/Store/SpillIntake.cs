using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>Moves spilled runs into the store, each once, and removes their files once it is flushed. Under the lock alone.</summary>
/// <param name="path">Full path of the store.</param>
/// <param name="spill">Where the spilled runs are.</param>
/// <param name="writer">Writes the store.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class SpillIntake(string path, SpillFolder spill, StoreWriter writer, TimeProvider time)
{
    /// <summary>Takes in what is spilled.</summary>
    /// <returns>What was.</returns>
    internal List<SpilledRun> TakeIn(CancellationToken cancel)
    {
        var spilled = spill.Read();
        if (spilled.Count > 0)
        {
            TakeIn(spilled, [], default, cancel);
            spill.Remove(spilled, time.GetUtcNow());
        }

        return spilled;
    }

    /// <summary>Appends a new run, and before it what is spilled.</summary>
    /// <param name="makeLine">The run's line, from the id of the store.</param>
    /// <param name="ended">When it ended.</param>
    /// <param name="cancel">Ends what can be done again.</param>
    internal void Append(Func<string?, byte[]> makeLine, DateTimeOffset ended, CancellationToken cancel)
    {
        var hasSpills = spill.Exists; // one that comes later is for the next write
        var spilled = hasSpills ? spill.Read() : [];
        TakeIn(spilled, [makeLine], ended, cancel);
        if (hasSpills)
        {
            spill.Remove(spilled, time.GetUtcNow());
        }
    }

    // Spilled runs that the store lacks, and new ones. What it lacks is found again if another writer, who got in because somebody deleted
    // the lock's file, has written meanwhile: perhaps these very runs.
    private void TakeIn(List<SpilledRun> spilled, IReadOnlyList<Func<string?, byte[]>> makeLines, DateTimeOffset ended, CancellationToken cancel)
    {
        const int MostAttempts = 10;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var before = spilled.Count > 0 ? FileStatus.At(path) : null;
            var missing = spilled.Count > 0 ? Missing(spilled, cancel) : spilled;
            var newest = missing.Select(static spill => spill.Run.Record.Timestamp ?? default).Append(ended).Max();
            if ((missing.Count == 0 && makeLines.Count == 0)
                || writer.TryAppend(id => [.. missing.Select(static spill => spill.Run.Json.ToArray()), .. makeLines.Select(makeLine => makeLine(id))], newest, before, cancel))
            {
                return;
            }
        }

        throw StoreHandle.Overtaken(path);
    }

    // A document that does not read, or has one of the runs torn, is repaired first; what is then in it counts.
    private List<SpilledRun> Missing(List<SpilledRun> spilled, CancellationToken cancel)
    {
        var ids = spilled.Select(static spill => spill.Run.Record.Id!).ToHashSet();
        var bytes = StoreFile.ReadAll(path);
        var isTorn = true;
        var found = StoreParser.SplitLines(bytes) is { } content ? StoredRuns.Find(content, ids, out isTorn) : [];
        if (isTorn)
        {
            writer.Rewrite(
                whole =>
                {
                    found = StoredRuns.Find(whole, ids, out _);
                    return null;
                },
                cancel);
        }

        return spilled.FindAll(spill => !found.Contains(spill.Run.Record.Id!));
    }
}
