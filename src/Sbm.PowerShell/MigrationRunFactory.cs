using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Turns records of the store into what users see.</summary>
internal static class MigrationRunFactory
{
    internal static MigrationRun FromRecord(RunRecord record, int? unconverted = null) => new()
    {
        Id = record.Id,
        Slug = record.Slug,
        Timestamp = record.Timestamp?.ToLocalTime(),
        Command = record.Command,
        Status = record.Status,
        Error = record.Error,
        Duration = Seconds(record.DurationSeconds),
        AutomationTime = Seconds(record.AutomationSeconds),
        LinesMigrated = record.LinesMigrated,
        FilesCreated = record.FilesCreatedCount,
        ScssLines = record.ScssLineCount,
        Unconverted = unconverted,
        ManualEstimate = Seconds(record.ManualEstimateSeconds),
        ReportPath = record.ReportPath,
        UserId = record.UserId,
        SyncStatus = record.SyncStatus,
        SyncAttempts = record.SyncAttempts,
        SyncError = record.SyncError,
        SyncedAt = record.SyncedAt?.ToLocalTime(),
        PullRequestUrl = record.PullRequestUrl,
        PullRequestAuthor = record.PullRequestAuthor,
        PullRequestState = record.PullRequestState,
        CreatedAt = record.CreatedAt,
        MergedAt = record.MergedAt,
        ClosedAt = record.ClosedAt,
    };

    // A number that no TimeSpan holds is as good as none.
    private static TimeSpan? Seconds(double? seconds) =>
        seconds is { } value && Math.Abs(value) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(value) : null;
}
