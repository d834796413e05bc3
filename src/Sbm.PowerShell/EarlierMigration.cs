using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Team;

namespace Sbm;

/// <summary>Tells whether a slug was migrated before: here, or by a colleague, as the last sync found it.</summary>
internal sealed class EarlierMigration(SbmCommand cmdlet, CancellationToken interruption)
{
    private readonly Question _question = new(cmdlet, "Already migrated");

    /// <summary>What files an earlier run of this store wrote, and the SHA-256 of each.</summary>
    internal IReadOnlyDictionary<string, string> Written { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the user agreed to migrate the slug once more.</summary>
    internal bool IsAgreed { get; private set; }

    /// <summary>Whether the slug may be migrated: it was not yet, or somebody said that it should be again.</summary>
    internal bool IsPassed(RunStore store, SbmSettings settings, string slug, bool isForced, bool isWhatIf)
    {
        IsAgreed = false;
        var earlier = Find(store, slug);
        Written = earlier?.Outputs ?? new Dictionary<string, string>();
        if (isForced || (earlier is null ? ByColleague(store, settings, slug) : Say(slug, earlier.Record.Timestamp, earlier.Record.UserId)) is not { } what)
        {
            return true;
        }

        IsAgreed = !isWhatIf && _question.IsAnsweredYes($"{what}. Migrate it again, over the files that it wrote?");
        if (!IsAgreed)
        {
            cmdlet.WriteWarning($"{what}; it is skipped. Use -Force to migrate it again.");
        }

        return IsAgreed;
    }

    private StoredRun? Find(RunStore store, string slug)
    {
        try
        {
            return store.FindSuccess(slug, interruption);
        }
        catch (SbmException error)
        {
            cmdlet.WriteWarning($"Whether '{slug}' was migrated before cannot be told: {error.Message}");
            return null;
        }
    }

    // What this store itself has told the team is known better here: a run that was undone, say, leaves the team's list later.
    private static string? ByColleague(RunStore store, SbmSettings settings, string slug) =>
        TeamSlugs.Of(settings)?.Find(slug) is { } migration && migration.StoreId != store.Id ? Say(slug, migration.At, migration.By) : null;

    private static string Say(string slug, DateTimeOffset? time, string? user) => VisibleText.Of(
        $"'{slug}' was migrated already{(time is { } when ? $" on {TimeText.Local(when)}" : string.Empty)}{(string.IsNullOrEmpty(user) ? string.Empty : $" by {user}")}");
}
