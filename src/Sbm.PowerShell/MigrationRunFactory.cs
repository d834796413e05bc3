using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Turns records of the store into what users see.</summary>
internal static class MigrationRunFactory
{
    /// <param name="record">The run.</param>
    /// <param name="storePath">Full path of the store that holds it.</param>
    internal static MigrationRun FromRecord(RunRecord record, string storePath) => new()
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
        Unconverted = record.UnconvertedCount,
        ManualEstimate = Seconds(record.ManualEstimateSeconds),
        ThemePath = record.ThemePath,
        ReportPath = record.ReportPath,
        UserId = record.UserId,
        SyncStatus = record.SyncStatus,
        SyncAttempts = record.SyncAttempts,
        SyncError = record.SyncError,
        SyncedAt = record.SyncedAt?.ToLocalTime(),
        PullRequestUrl = record.PullRequestUrl,
        PullRequestAuthor = record.PullRequestAuthor,
        PullRequestState = record.PullRequestState,
        CreatedAt = Time(record.CreatedAt),
        MergedAt = Time(record.MergedAt),
        ClosedAt = Time(record.ClosedAt),
        Note = record.Note,
        UndoneAt = record.UndoneAt?.ToLocalTime(),
        StorePath = storePath,
    };

    private static DateTimeOffset? Time(string? text) => RunTimestamp.Parse(text)?.ToLocalTime();

    // Exactly what the record holds, two decimals. A number that no TimeSpan holds is as good as none.
    private static TimeSpan? Seconds(double? seconds) =>
        seconds is { } value && Math.Abs(value) < TimeSpan.MaxValue.TotalSeconds
            ? new TimeSpan((long)(Math.Round((decimal)value, 2) * TimeSpan.TicksPerSecond))
            : null;
}
