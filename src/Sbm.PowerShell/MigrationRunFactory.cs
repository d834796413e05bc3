using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Turns records of the store into what users see.</summary>
internal static class MigrationRunFactory
{
    /// <param name="record">The run.</param>
    /// <param name="storePath">Full path of the store that holds it.</param>
    internal static MigrationRun FromRecord(RunRecord record, string storePath) => new()
    {
        Id = VisibleText.OrNull(record.Id),
        Slug = VisibleText.Of(record.Slug),
        Timestamp = record.Timestamp?.ToLocalTime(),
        Command = VisibleText.OrNull(record.Command),
        Status = VisibleText.OrNull(record.Status),
        Error = VisibleText.OrNull(record.Error),
        Duration = Seconds(record.DurationSeconds),
        AutomationTime = Seconds(record.AutomationSeconds),
        LinesMigrated = record.LinesMigrated,
        FilesCreated = record.FilesCreatedCount,
        ScssLines = record.ScssLineCount,
        Unconverted = record.UnconvertedCount,
        ManualEstimate = Seconds(record.ManualEstimateSeconds),
        ThemePath = VisibleText.OrNull(record.ThemePath),
        ReportPath = VisibleText.OrNull(record.ReportPath),
        UserId = VisibleText.OrNull(record.UserId),
        SyncStatus = VisibleText.Of(record.SyncStatus),
        SyncAttempts = record.SyncAttempts,
        SyncError = VisibleText.OrNull(record.SyncError),
        SyncedAt = record.SyncedAt?.ToLocalTime(),
        PullRequestUrl = VisibleText.OrNull(record.PullRequestUrl),
        PullRequestAuthor = VisibleText.OrNull(record.PullRequestAuthor),
        PullRequestState = VisibleText.OrNull(record.PullRequestState),
        CreatedAt = Time(record.CreatedAt),
        MergedAt = Time(record.MergedAt),
        ClosedAt = Time(record.ClosedAt),
        Note = VisibleText.OrNull(record.Note),
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
