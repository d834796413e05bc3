using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>Tells whether a slug was migrated before: here, or by a colleague.</summary>
internal sealed class EarlierMigration(SbmCommand cmdlet, CancellationToken interruption)
{
    private readonly Question _question = new(cmdlet, "Already migrated");

    /// <summary>What files an earlier run of this store wrote, and the SHA-256 of each.</summary>
    internal IReadOnlyDictionary<string, string> Written { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the user agreed to migrate the slug once more.</summary>
    internal bool IsAgreed { get; private set; }

    /// <summary>Whether the slug may be migrated: it was not yet, or somebody said that it should be again.</summary>
    internal bool IsPassed(RunStore store, string slug, bool isForced, bool isWhatIf)
    {
        IsAgreed = false;
        var earlier = Find(store, slug);
        Written = earlier?.Outputs ?? new Dictionary<string, string>();
        if (isForced || earlier is null)
        {
            return true;
        }

        var what = VisibleText.Of($"'{slug}' was migrated already{When(earlier.Record)}{By(earlier.Record)}");
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

    private static string When(RunRecord run) => run.Timestamp is { } time ? $" on {TimeText.Local(time)}" : string.Empty;

    private static string By(RunRecord run) => run.UserId is { } user ? $" by {user}" : string.Empty;
}
