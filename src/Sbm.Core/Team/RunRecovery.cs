using Sbm.Core.Firebase;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Core.Team;

/// <summary>Brings a user's runs back from the database, after a store was lost.</summary>
public static class RunRecovery
{
    /// <summary>
    /// Adds the runs that the database has of this user, and the store has not; they are marked as synced. Then the user's
    /// summaries are replaced by a recount of all of the user's runs.
    /// </summary>
    /// <param name="database">The team's database.</param>
    /// <param name="parameters">The settings given as parameters.</param>
    /// <param name="store">The store to add to.</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="SbmException">The database cannot be read (see <see cref="TeamDatabase"/>), or <c>StoreUnavailable</c>; nothing is changed.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static async Task<RecoveredRuns> RecoverAsync(
        TeamDatabase database, SettingParameters parameters, RunStore store, TimeProvider time, CancellationToken ct = default)
    {
        var found = new List<StoredRun>();
        var keys = new Dictionary<StoredRun, string>(ReferenceEqualityComparer.Instance);
        var synced = new SyncResult(SyncStatus.Synced, time.GetUtcNow());
        using var writer = new SyncResultWriter();
        var read = await database.ReadRunsAsync(
            parameters,
            ofEverybody: false,
            () =>
            {
                found.Clear();
                keys.Clear();
            },
            run =>
            {
                var json = writer.Apply(synced, run.Run.Json.Span).ToArray();
                var here = new StoredRun(RunJson.Read(json)!, json);
                found.Add(here);
                keys.Add(here, run.Key); // the database may have written the same run in other tokens: its key tells
            },
            ct).ConfigureAwait(false);
        var added = StoreMerge.Import(store, found, run => keys.GetValueOrDefault(run) ?? RunKey.Of(run), ct);
        var unsummed = await database.ReplaceSummariesAsync(parameters, found.Select(static run => run.Record), ct).ConfigureAwait(false);
        return new RecoveredRuns(added, read.Runs, read.Skipped, unsummed);
    }
}

/// <summary>What came back.</summary>
/// <param name="Added">The runs that the store did not have, oldest first.</param>
/// <param name="Found">How many runs the database has of the user.</param>
/// <param name="Skipped">How many records that are no runs.</param>
/// <param name="Unsummed">Why the user's summaries could not be replaced by a recount; null if they were.</param>
public sealed record RecoveredRuns(IReadOnlyList<StoredRun> Added, int Found, int Skipped, string? Unsummed);
