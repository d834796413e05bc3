using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>Turns what a drain came to into what users see: a report, and the error it amounts to.</summary>
internal static class SyncReportFactory
{
    private const int NamedRuns = 5;

    internal static SyncReport FromCore(Core.Sync.SyncReport report, string storePath) => new()
    {
        End = report.End.ToString(),
        Message = VisibleText.OrNull(report.Message),
        Attempted = report.Attempted,
        Synced = report.Synced,
        Failed = report.Refused.Count,
        Pending = report.StillPending.Count,
        Requests = report.Requests,
        Duration = TimeSpan.FromMilliseconds(10 * Math.Round(report.Duration.TotalMilliseconds / 10)),
        FailedRun = report.Refused
            .Select(refused => MigrationRunFactory.FromRecord(refused.Run with { SyncStatus = Core.Runs.SyncStatus.Failed, SyncError = refused.Reason }, storePath))
            .ToList(),
        PendingRun = report.StillPending.Select(run => MigrationRunFactory.FromRecord(run, storePath)).ToList(),
        Verified = report.Verified?.IsGood,
        VerifyError = VisibleText.OrNull(report.Verified?.Fault),
        MissingRun = (report.Verified?.Missing ?? []).Select(run => MigrationRunFactory.FromRecord(run, storePath)).ToList(),
        DifferentRun = (report.Verified?.Different ?? []).Select(run => MigrationRunFactory.FromRecord(run, storePath)).ToList(),
        StorePath = storePath,
    };

    /// <summary>The error for runs that were to be sent and are not in the database; null if there are none.</summary>
    internal static SbmException? ErrorOf(Core.Sync.SyncReport report)
    {
        if (report.Fault is not null)
        {
            return report.Fault;
        }

        var refused = report.Refused.Select(static run => $"{Name(run.Run)} was refused: {run.Reason}").ToList();
        var pending = report.StillPending.Select(Name).ToList();
        if (refused.Count + pending.Count == 0)
        {
            return VerifyErrorOf(report.Verified);
        }

        var parts = new List<string>();
        if (refused.Count > 0)
        {
            parts.Add(Some(refused, "; "));
        }

        if (pending.Count > 0)
        {
            parts.Add($"Not sent ({report.Message?.TrimEnd('.') ?? "the sync ended before"}): {Some(pending, ", ")}");
        }

        return new SbmException(
            "SyncIncomplete",
            $"Not in the database: {refused.Count + pending.Count} of {CountText.Of(refused.Count + pending.Count + report.Synced, "run")}. {string.Join(". ", parts)}.",
            report.End == SyncEnd.Offline
                ? "They stay recorded and are sent when there is a network again; or run Sync-SbmPendingRun then."
                : "See Get-SbmRun | Format-List Slug, SyncStatus, SyncError for each run's reason, mend it, and run Sync-SbmPendingRun again.");
    }

    private static SbmException? VerifyErrorOf(VerifiedRuns? verified)
    {
        if (verified is null or { IsGood: true })
        {
            return null;
        }

        var wrong = verified.Missing.Select(static run => $"{Name(run)} is not there").Concat(verified.Different.Select(static run => $"{Name(run)} has other content")).ToList();
        return new SbmException(
            "NotTheSame",
            verified.Fault is { } fault ? $"What the database holds could not be read back: {fault}" : $"The database does not hold what it confirmed: {Some(wrong, "; ")}.",
            "See who else writes to the database, and whether its rules let you read your own runs; Sync-SbmPendingRun -Force sends runs again.");
    }

    private static string Name(RunRecord run) => run.Id is null ? $"'{run.Slug}'" : $"'{run.Slug}' ({run.Id})";

    private static string Some(List<string> all, string separator) =>
        string.Join(separator, all.Take(NamedRuns)) + (all.Count > NamedRuns ? $"{separator}and {all.Count - NamedRuns} more" : string.Empty);
}
