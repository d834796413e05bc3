using System.Globalization;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// One run of a migration, as the store holds it. A property is null where the store knows nothing; control characters in texts
/// are made visible.
/// </summary>
public sealed class MigrationRun
{
    /// <summary>Unique, sortable by time; null for runs of the earlier Python tool.</summary>
    public string? Id { get; init; }

    /// <summary>The theme.</summary>
    public string Slug { get; init; } = string.Empty;

    /// <summary>When the run ended, in local time.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What was run: <c>migrate</c>, <c>script</c>, or a command of the Python tool.</summary>
    public string? Command { get; init; }

    /// <summary><c>success</c>, <c>failed</c> or <c>interrupted</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed, one line.</summary>
    public string? Error { get; init; }

    /// <summary>Wall clock of the whole run.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Wall clock of the automated part.</summary>
    public TimeSpan? AutomationTime { get; init; }

    /// <summary>Lines written to Site Builder files.</summary>
    public long? LinesMigrated { get; init; }

    /// <summary>Site Builder files with content.</summary>
    public long? FilesCreated { get; init; }

    /// <summary>Lines of legacy source read.</summary>
    public long? ScssLines { get; init; }

    /// <summary>How many places the migration left unconverted; null for runs that are none of a theme.</summary>
    public long? Unconverted { get; init; }

    /// <summary>What the work would take by hand; null where nobody said.</summary>
    public TimeSpan? ManualEstimate { get; init; }

    /// <summary>The manual estimate less the duration; null unless the run succeeded and still stands.</summary>
    public TimeSpan? TimeSaved =>
        Status == "success" && UndoneAt is null && ManualEstimate is { } estimate && Duration is { } duration ? estimate - duration : null;

    /// <summary><see cref="Duration"/> in seconds.</summary>
    public double? DurationSeconds => Duration?.TotalSeconds;

    /// <summary><see cref="AutomationTime"/> in seconds.</summary>
    public double? AutomationTimeSeconds => AutomationTime?.TotalSeconds;

    /// <summary><see cref="ManualEstimate"/> in seconds.</summary>
    public double? ManualEstimateSeconds => ManualEstimate?.TotalSeconds;

    /// <summary><see cref="TimeSaved"/> in seconds.</summary>
    public double? TimeSavedSeconds => TimeSaved?.TotalSeconds;

    /// <summary>Full path of the theme that was migrated.</summary>
    public string? ThemePath { get; init; }

    /// <summary>Full path of the run's report.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Who ran it.</summary>
    public string? UserId { get; init; }

    /// <summary><c>pending_sync</c>, <c>synced</c>, <c>failed</c>, or a value of the Python tool's.</summary>
    public string SyncStatus { get; init; } = string.Empty;

    /// <summary>Uploads tried so far.</summary>
    public long SyncAttempts { get; init; }

    /// <summary>Why the last upload did not work.</summary>
    public string? SyncError { get; init; }

    /// <summary>When the database confirmed the run, in local time.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    public string? PullRequestUrl { get; init; }

    public string? PullRequestAuthor { get; init; }

    public string? PullRequestState { get; init; }

    /// <summary>When the pull request was opened, in local time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the pull request was merged, in local time.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>When the pull request was closed, in local time.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the user wrote to it.</summary>
    public string? Note { get; init; }

    /// <summary>When Undo-SbmMigration took it back, in local time.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Full path of the store that holds it.</summary>
    public string? StorePath { get; init; }

    /// <summary><see cref="Timestamp"/> as tables show it, in local time: <c>2026-01-11 10:00</c>.</summary>
    public string WhenText => Timestamp is { } time ? TimeText.Local(time) : string.Empty;

    /// <summary><see cref="Status"/> as tables show it: <c>success, 2 left</c>.</summary>
    public string StatusText => (UndoneAt, Status, Unconverted) switch
    {
        (not null, _, _) => "undone",
        (_, "success", > 0) => string.Create(CultureInfo.InvariantCulture, $"success, {Unconverted} left"),
        _ => Status ?? string.Empty,
    };

    /// <summary><see cref="Duration"/> as tables show it: <c>0.42s</c>, <c>3m 20s</c>.</summary>
    public string DurationText => Duration is { } duration ? TimeText.Duration(duration) : string.Empty;

    /// <summary><see cref="SyncStatus"/> as tables show it: <c>pending</c>.</summary>
    public string SyncText => SyncStatus == "pending_sync" ? "pending" : SyncStatus;

    /// <summary>The slug and how the run ended.</summary>
    public override string ToString() => $"{Slug} ({Status})";
}
