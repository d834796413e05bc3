using Sbm.Core.Files;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.Core.Team;

namespace Sbm.Core.Sync;

/// <summary>What a store's runs come to, as the team is told after a sync.</summary>
/// <param name="database">Who is told.</param>
/// <param name="store">The store.</param>
/// <param name="slugs">What is known of who migrated what.</param>
/// <param name="storeId">The id that the store's totals stand under: its own, or one that it shares.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class SummaryCount(FirebaseDatabase database, RunStore store, TeamSlugs slugs, string storeId, TimeProvider time)
{
    private const long MaxBytes = 1024 * 1024; // thousands of a user's stores
    private const int FewSlugs = 20; // each is looked for in the store; for more of them it is counted
    private static readonly TimeSpan CountPause = TimeSpan.FromDays(1); // what other tools have changed in place is then seen

    /// <summary>What was sent for the first time is added to what was counted before, as long as that still stands.</summary>
    /// <param name="sent">The runs that were sent.</param>
    /// <param name="before">What the sync before this one told.</param>
    internal SentSummary OfStore(List<StoredRun> sent, SentSummary? before)
    {
        var now = time.GetUtcNow();
        var names = SlugsOf(sent);
        if (before is null
            || (before.Destination, before.StoreId, before.File) != (database.Name, storeId, FileOf(store.Path))
            || now - before.CountedAt is var age && (age < TimeSpan.Zero || age >= CountPause)
            || names.Count > FewSlugs
            || sent.Exists(static run => run.Record is { SyncedAt: not null } or { UndoneAt: not null }))
        {
            return Summary(TeamTotals.Of(store.ReadAll().Select(static run => run.Record).Where(IsCounted)));
        }

        var ids = sent.Select(static run => run.Record.Id).ToHashSet(StringComparer.Ordinal);
        var newSlugs = names.Count(slug => IsNew(slug) && store.Find(slug, run => IsCounted(run) && !ids.Contains(run.Id)) is null);
        return before with { Totals = before.Totals.Plus(TeamTotals.Of(sent.Select(static run => run.Record)) with { Slugs = newSlugs }) };
    }

    /// <summary>
    /// Throw-away stores that share an id know nothing of each other: what this one sent for the first time is added to what the team
    /// was told. Of two that do so in the same moment one is lost, until the user's figures are counted anew from the database.
    /// </summary>
    /// <param name="told">What the team was told under that id.</param>
    /// <param name="sent">The runs that were sent.</param>
    /// <param name="owedSince">Those that were sent since then have not been told; null if only these.</param>
    internal SentSummary OfShared(TeamTotals told, List<StoredRun> sent, DateTimeOffset? owedSince)
    {
        var first = sent.Where(run => run.Record.UndoneAt is null && (run.Record.SyncedAt is not { } at || at >= owedSince)).ToList();
        return Summary(told.Plus(TeamTotals.Of(first.Select(static run => run.Record)) with { Slugs = SlugsOf(first).Count(IsNew) }));
    }

    /// <summary>What the team was told under the store's id; nothing if it was told nothing that can be read.</summary>
    internal async Task<(HttpAnswer Answer, TeamTotals Told)> ReadToldAsync(CancellationToken ct)
    {
        var told = new TeamTotals();
        var answer = await database.GetAsync(
            "Asking what the team was told",
            static user => $"summaries/{Uri.EscapeDataString(user)}",
            () => new ChildReader(1, MaxBytes, (names, json) =>
            {
                var totals = TotalsJson.Read(json);
                told = names[0] == FirebaseKey.Legal(storeId) && totals is not null ? totals : told;
                return totals is not null;
            }),
            ct).ConfigureAwait(false);
        return (answer, told);
    }

    private SentSummary Summary(TeamTotals totals) => new(database.Name, storeId, FileOf(store.Path), totals, time.GetUtcNow());

    private static HashSet<string> SlugsOf(List<StoredRun> runs) => runs.Select(static run => run.Record.Slug).ToHashSet(StringComparer.Ordinal);

    private bool IsNew(string slug) => slugs.Find(slug)?.StoreId != storeId;

    private bool IsCounted(RunRecord run) => run.StoreId == storeId && run.SyncStatus == SyncStatus.Synced && run.UndoneAt is null;

    private static string FileOf(string path)
    {
        using var file = StoreFile.TryOpen(path, FileAccess.Read);
        var (device, number, born) = file is null || FileStatus.Of(file) is not { } status ? default : status.Identity;
        return $"{device} {number} {born}";
    }
}
