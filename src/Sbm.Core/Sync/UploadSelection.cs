using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>Picks what a drain sends out of what the store holds, and in which order.</summary>
/// <param name="Automatic">Whether nobody asked for this drain.</param>
/// <param name="Only">Which runs; null means all.</param>
/// <param name="Force">Also those that are synced.</param>
internal sealed record UploadSelection(bool Automatic, Func<StoredRun, bool>? Only = null, bool Force = false)
{
    /// <summary>An automatic drain tries a refused run again after this long: rules get mended, but not every minute.</summary>
    internal static readonly TimeSpan RefusedRunPause = TimeSpan.FromHours(1);

    /// <summary>
    /// The uploads in the order of sending: those never refused first, then those tried least, then the oldest.
    /// </summary>
    /// <param name="runs">All runs of the store, in the order of recording.</param>
    /// <param name="keyOf">Gives a run's key.</param>
    /// <param name="isDone">Runs that are dealt with already.</param>
    /// <param name="now">The time.</param>
    internal IReadOnlyList<Upload> Of(
        IReadOnlyList<StoredRun> runs, Func<StoredRun, string> keyOf, Predicate<StoredRun> isDone, DateTimeOffset now)
    {
        bool IsToSend(StoredRun run) => Wants(run, now) && !isDone(run);
        if (!runs.Any(IsToSend))
        {
            return [];
        }

        // Runs with an id have keys of their own. Of those without one, the last of several with one key is what the database
        // must hold, whichever of them is still to be sent.
        var groups = runs
            .Where(run => run.Record.Id is null && IsOurs(run))
            .GroupBy(keyOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Last().Identity, StringComparer.Ordinal);
        var uploads = new List<Upload>();
        foreach (var run in runs)
        {
            if (run.Record.Id is not null)
            {
                if (IsToSend(run))
                {
                    uploads.Add(new Upload(keyOf(run), run, [run]));
                }
            }
            else if (groups.Remove(run.Identity, out var group) && group.Where(IsToSend).ToList() is { Count: > 0 } marked)
            {
                uploads.Add(new Upload(group.Key, group.Last(), marked));
            }
        }

        return uploads.OrderBy(upload => upload.WasRefused).ThenBy(upload => upload.Attempts).ToList(); // stable: the oldest first
    }

    /// <summary>Whether there is anything to send.</summary>
    internal bool WantsAny(IReadOnlyList<StoredRun> runs, DateTimeOffset now) => runs.Any(run => Wants(run, now));

    // Other tools have states of their own, which mean that a run is not to be sent.
    private static bool IsOurs(StoredRun run) =>
        run.Record.SyncStatus is SyncStatus.Pending or SyncStatus.Failed or SyncStatus.Synced;

    private bool Wants(StoredRun run, DateTimeOffset now) => run.Record.SyncStatus switch
    {
        SyncStatus.Pending => true,
        SyncStatus.Synced => Force,
        SyncStatus.Failed => !Automatic || !IsRecent(run.Record.SyncAttemptedAt, now),
        _ => false,
    } && (Only is null || Only(run));

    // A time in the future is another machine's wrong clock, and no reason to wait for it.
    private static bool IsRecent(DateTimeOffset? attemptedAt, DateTimeOffset now) =>
        attemptedAt <= now && now - attemptedAt < RefusedRunPause;
}
