using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Team;

namespace Sbm.Core.Sync;

/// <summary>
/// Tells the team, after the runs, what this store comes to and which themes are migrated: <c>/summaries/{user}/{storeId}</c> and
/// <c>/slugs/{slug}</c>, in a request of its own; then takes home who has migrated what. Nothing of it makes a sync fail.
/// </summary>
internal sealed class TeamWriter(
    FirebaseDatabase database, RunStore store, SyncFiles files, SbmSettings settings, TimeProvider time, ILogger log)
{
    private const int CheapToCopy = 64 * 1024;
    private static readonly TimeSpan CopyPause = TimeSpan.FromMinutes(5); // for a copy that is not cheap
    private readonly TeamSlugs _slugs = new(settings.StateDirectory, database.Name);

    /// <param name="report">What the drain that has just ended came to.</param>
    /// <param name="ct">Calls it off.</param>
    internal async Task WriteAsync(SyncReport report, CancellationToken ct)
    {
        try
        {
            // A store sums what it recorded itself: runs of other stores that were imported are told by those.
            var storeId = settings.StoreId.Value ?? store.Id;
            var runs = RunsToTell(report).Where(run => run.Record.StoreId == storeId).ToList();
            if (storeId is not null && runs.Count > 0)
            {
                await WriteAsync(storeId, runs, report, ct).ConfigureAwait(false);
            }
            else
            {
                Remember(null);
            }

            await CopySlugsAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (database.Trouble is { } trouble)
        {
            RememberUnreached(trouble);
            throw;
        }
        catch (Exception e) when (e is SbmException or CredentialUnreachableException or IOException or UnauthorizedAccessException)
        {
            log.LogInformation("The team's figures are not brought up to date: {Reason}", e.Message);
        }
    }

    private IEnumerable<StoredRun> RunsToTell(SyncReport report)
    {
        var confirmed = report.Confirmed.SelectMany(static upload => upload.Marked);
        return report.OwedSince is { } since
            ? store.ReadAll().Where(run => run.Record.SyncedAt >= since).Concat(confirmed).DistinctBy(static run => run.Identity)
            : confirmed;
    }

    private async Task WriteAsync(string storeId, List<StoredRun> runs, SyncReport report, CancellationToken ct)
    {
        if (await SummaryAsync(storeId, runs, report, ct).ConfigureAwait(false) is not { } summary)
        {
            return;
        }

        var values = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var ofSlug in runs.Where(static run => run.Record.Status == RunStatus.Success).GroupBy(static run => run.Record.Slug, StringComparer.Ordinal))
        {
            if (SlugValue(ofSlug.Key, storeId, ofSlug) is { } value)
            {
                values[$"slugs/{FirebaseKey.Legal(ofSlug.Key)}"] = value;
            }
        }

        var user = await database.UserAsync(ct).ConfigureAwait(false);
        values[$"summaries/{user}/{FirebaseKey.Legal(storeId)}"] = SummaryValue.Of(summary.Totals, settings.UserId.Value, time.GetUtcNow());
        var answer = await database.PatchAsync("Telling the team", _ => Body(values), _ => values.Keys, renew: false, ct).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            log.LogInformation("The database does not take the team's figures: {Reason}. The runs are there.", FirebaseError.ReasonOf(answer));
        }

        Remember(answer, summary);
    }

    private async Task<SentSummary?> SummaryAsync(string storeId, List<StoredRun> runs, SyncReport report, CancellationToken ct)
    {
        var count = new SummaryCount(database, store, _slugs, storeId, time);
        if (settings.StoreId.Value is null)
        {
            return count.OfStore(runs, report.SummaryBefore);
        }

        await CopySlugsAsync(ct).ConfigureAwait(false); // a throw-away store has no copy yet
        var (answer, told) = await count.ReadToldAsync(ct).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            log.LogInformation("The team's figures cannot be read, to add to them: {Reason}.", FirebaseError.ReasonOf(answer));
            Remember(answer, null);
            return null;
        }

        return count.OfShared(told, runs, report.OwedSince);
    }

    private void Remember(HttpAnswer answer, SentSummary? summary)
    {
        if (!answer.IsSuccess && answer.IsTransient)
        {
            RememberUnreached(FirebaseError.ReasonOf(answer)); // they are owed
        }
        else
        {
            Remember(answer.IsSuccess ? summary : null);
        }
    }

    // That nothing is owed any more; but another sync, under way or just ended, counts what this one has told, too.
    private void Remember(SentSummary? summary)
    {
        if (files.ReadInfo() is { Holder: null, Summary: null } info)
        {
            files.WriteInfo(info with { Summary = summary, OwedSince = null });
        }
    }

    // What is owed then holds up no process that ends before the network is back.
    private void RememberUnreached(string reason)
    {
        var now = time.GetUtcNow();
        if (files.ReadInfo() is { Holder: null } info)
        {
            files.WriteInfo(info.With(database.Name, new OfflineStamp(database.Name, now + OfflineStamp.Pause, reason), now));
        }
    }

    // An undone run is no migration any more; what was migrated again stays.
    private ReadOnlyMemory<byte>? SlugValue(string slug, string storeId, IEnumerable<StoredRun> runs)
    {
        var run = runs.LastOrDefault(static run => run.Record.UndoneAt is null)?.Record
            ?? (store.FindSuccess(slug) is { Record.UndoneAt: null } other ? other.Record : null);
        if (run is { Timestamp: { } at })
        {
            return Json(new SlugMigration(slug, run.UserId ?? settings.UserId.Value, at, storeId).Write);
        }

        return _slugs.Find(slug) is { } known && known.StoreId != storeId ? null : "null"u8.ToArray();
    }

    private async Task CopySlugsAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_slugs.Length > CheapToCopy && now - _slugs.CopiedAt < CopyPause)
        {
            return;
        }

        var slugs = new Dictionary<string, SlugMigration>(StringComparer.Ordinal);
        var answer = await database.GetAsync(
            "Asking who has migrated what",
            static _ => "slugs",
            () =>
            {
                slugs.Clear();
                return new ChildReader(1, MaxBytes, (names, json) =>
                {
                    var migration = SlugMigration.Read(json.Span);
                    if (migration is not null)
                    {
                        slugs[names[0]] = migration;
                    }

                    return migration is not null;
                });
            },
            ct).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            _slugs.Replace(slugs, now);
        }
        else
        {
            log.LogInformation("Who has migrated what is not known anew: {Reason}.", FirebaseError.ReasonOf(answer));
        }
    }

    private const long MaxBytes = 32 * 1024 * 1024;

    private static ReadOnlyMemory<byte> Body(Dictionary<string, ReadOnlyMemory<byte>> values) => Json(json =>
    {
        json.WriteStartObject();
        foreach (var (path, value) in values)
        {
            json.WritePropertyName(path);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content))
        {
            write(json);
        }

        return content.WrittenMemory;
    }
}
