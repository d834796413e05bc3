namespace Sbm.Core.Runs;

/// <summary>
/// One run as the store holds it. Immutable. A property is null where the store's field is absent, null or of another
/// type than expected; <see cref="Slug"/> alone is always there.
/// </summary>
public sealed record RunRecord
{
    /// <summary>UUIDv7 as 32 hex digits; null in runs that the Python tool wrote.</summary>
    public string? Id { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The theme that was migrated.</summary>
    public required string Slug { get; init; }

    /// <summary>What was run: <c>migrate</c>, <c>script</c>, or a command of the Python tool.</summary>
    public string? Command { get; init; }

    /// <summary>How it ended, see <see cref="RunStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed, one line.</summary>
    public string? Error { get; init; }

    /// <summary>Wall clock of the whole run in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Wall clock of the automated part in seconds.</summary>
    public double? AutomationSeconds { get; init; }

    /// <summary>Lines written to Site Builder files.</summary>
    public long? LinesMigrated { get; init; }

    /// <summary>Site Builder files with content.</summary>
    public long? FilesCreatedCount { get; init; }

    /// <summary>Lines of legacy source read.</summary>
    public long? ScssLineCount { get; init; }

    /// <summary>What the work would take by hand, in seconds; null where nobody said.</summary>
    public long? ManualEstimateSeconds { get; init; }

    /// <summary>Places that the migration left unconverted; null for other runs.</summary>
    public long? UnconvertedCount { get; init; }

    /// <summary>What the user wrote to it.</summary>
    public string? Note { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>The random id of the store that recorded it.</summary>
    public string? StoreId { get; init; }

    /// <summary>Full path of the theme that was migrated; never uploaded.</summary>
    public string? ThemePath { get; init; }

    /// <summary>
    /// Full path of each file that was written, with the SHA-256 of what was written, in lower-case hex; never uploaded. For a
    /// run to be recorded: of one that was read, <see cref="StoredRun.Outputs"/> has them, since few readers ask.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Outputs { get; init; }

    /// <summary>Full path of the run's report; never uploaded.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Who ran it.</summary>
    public string? UserId { get; init; }

    public string? PullRequestUrl { get; init; }

    public string? PullRequestAuthor { get; init; }

    public string? PullRequestState { get; init; }

    public string? CreatedAt { get; init; }

    public string? MergedAt { get; init; }

    public string? ClosedAt { get; init; }

    /// <summary>Whether it is in the database, see <see cref="Runs.SyncStatus"/>; <c>pending_sync</c> where the field is absent.</summary>
    public string SyncStatus { get; init; } = Runs.SyncStatus.Pending;

    /// <summary>Uploads tried so far.</summary>
    public long SyncAttempts { get; init; }

    /// <summary>Why the last upload did not work, one line, without secrets.</summary>
    public string? SyncError { get; init; }

    /// <summary>When an upload was last tried.</summary>
    public DateTimeOffset? SyncAttemptedAt { get; init; }

    /// <summary>When the database confirmed the run.</summary>
    public DateTimeOffset? SyncedAt { get; init; }
}
