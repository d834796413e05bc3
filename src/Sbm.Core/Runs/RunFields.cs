using System.Text;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>A record in the making: one struct on the stack instead of a copy of the record for each field.</summary>
internal struct RunFields
{
    internal string? Id, Slug, Command, Status, Error, Note, StoreId, ThemePath, ReportPath, UserId, SyncStatus, SyncError;
    internal string? PullRequestUrl, PullRequestAuthor, PullRequestState, CreatedAt, MergedAt, ClosedAt;
    internal DateTimeOffset? Timestamp, UndoneAt, SyncAttemptedAt, SyncedAt;
    internal double? DurationSeconds, AutomationSeconds;
    internal long? LinesMigrated, FilesCreatedCount, ScssLineCount, ManualEstimateSeconds, UnconvertedCount, SyncAttempts;

    /// <summary>Reads a property's value into its field; of a property that stands twice the last counts.</summary>
    internal void Read(ref Utf8JsonReader reader, StringPool? strings)
    {
        var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(RawJson.NameAt(ref reader)) : reader.ValueSpan;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): Id = FieldValue.Text(ref reader); break;
            case 4 when name.SequenceEqual("slug"u8): Slug = FieldValue.Text(ref reader, strings); break;
            case 4 when name.SequenceEqual("note"u8): Note = FieldValue.Text(ref reader); break;
            case 5 when name.SequenceEqual("error"u8): Error = FieldValue.Text(ref reader); break;
            case 6 when name.SequenceEqual("status"u8): Status = FieldValue.Text(ref reader, strings); break;
            case 6 when name.SequenceEqual("pr_url"u8): PullRequestUrl = FieldValue.Text(ref reader); break;
            case 7 when name.SequenceEqual("command"u8): Command = FieldValue.Text(ref reader, strings); break;
            case 7 when name.SequenceEqual("user_id"u8): UserId = FieldValue.Text(ref reader, strings); break;
            case 8 when name.SequenceEqual("pr_state"u8): PullRequestState = FieldValue.Text(ref reader, strings); break;
            case 8 when name.SequenceEqual("store_id"u8): StoreId = FieldValue.Text(ref reader, strings); break;
            case 9 when name.SequenceEqual("undone_at"u8): UndoneAt = FieldValue.Time(ref reader); break;
            case 9 when name.SequenceEqual("timestamp"u8): Timestamp = FieldValue.Time(ref reader); break;
            case 9 when name.SequenceEqual("pr_author"u8): PullRequestAuthor = FieldValue.Text(ref reader, strings); break;
            case 9 when name.SequenceEqual("merged_at"u8): MergedAt = FieldValue.Text(ref reader); break;
            case 9 when name.SequenceEqual("closed_at"u8): ClosedAt = FieldValue.Text(ref reader); break;
            case 9 when name.SequenceEqual("synced_at"u8): SyncedAt = FieldValue.Time(ref reader); break;
            case 10 when name.SequenceEqual("created_at"u8): CreatedAt = FieldValue.Text(ref reader); break;
            case 10 when name.SequenceEqual("theme_path"u8): ThemePath = FieldValue.Text(ref reader, strings); break;
            case 10 when name.SequenceEqual("sync_error"u8): SyncError = FieldValue.Text(ref reader); break;
            case 11 when name.SequenceEqual("report_path"u8): ReportPath = FieldValue.Text(ref reader); break;
            case 11 when name.SequenceEqual("sync_status"u8): SyncStatus = FieldValue.Text(ref reader, strings); break;
            case 13 when name.SequenceEqual("sync_attempts"u8): SyncAttempts = FieldValue.Integer(ref reader); break;
            case 14 when name.SequenceEqual("lines_migrated"u8): LinesMigrated = FieldValue.Integer(ref reader); break;
            case 15 when name.SequenceEqual("scss_line_count"u8): ScssLineCount = FieldValue.Integer(ref reader); break;
            case 16 when name.SequenceEqual("duration_seconds"u8): DurationSeconds = FieldValue.Number(ref reader); break;
            case 17 when name.SequenceEqual("sync_attempted_at"u8): SyncAttemptedAt = FieldValue.Time(ref reader); break;
            case 17 when name.SequenceEqual("unconverted_count"u8): UnconvertedCount = FieldValue.Integer(ref reader); break;
            case 18 when name.SequenceEqual("automation_seconds"u8): AutomationSeconds = FieldValue.Number(ref reader); break;
            case 19 when name.SequenceEqual("files_created_count"u8): FilesCreatedCount = FieldValue.Integer(ref reader); break;
            case 23 when name.SequenceEqual("manual_estimate_seconds"u8): ManualEstimateSeconds = FieldValue.Integer(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    /// <summary>Whether it was seen while its result was being written: a run of Sbm has no other status than Sbm's.</summary>
    internal readonly bool IsHalfSeen =>
        !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(SyncStatus)
        && SyncStatus is not (Runs.SyncStatus.Pending or Runs.SyncStatus.Synced or Runs.SyncStatus.Failed);

    /// <returns>Null if it has no slug.</returns>
    internal readonly RunRecord? ToRecord() => string.IsNullOrEmpty(Slug) ? null : new RunRecord
    {
        Id = string.IsNullOrEmpty(Id) ? null : Id,
        Timestamp = Timestamp,
        Slug = Slug,
        Command = Command,
        Status = Status,
        Error = Error,
        DurationSeconds = DurationSeconds,
        AutomationSeconds = AutomationSeconds,
        LinesMigrated = LinesMigrated,
        FilesCreatedCount = FilesCreatedCount,
        ScssLineCount = ScssLineCount,
        ManualEstimateSeconds = ManualEstimateSeconds,
        UnconvertedCount = UnconvertedCount,
        Note = Note,
        UndoneAt = UndoneAt,
        StoreId = StoreId,
        ThemePath = ThemePath,
        ReportPath = ReportPath,
        UserId = UserId,
        PullRequestUrl = PullRequestUrl,
        PullRequestAuthor = PullRequestAuthor,
        PullRequestState = PullRequestState,
        CreatedAt = CreatedAt,
        MergedAt = MergedAt,
        ClosedAt = ClosedAt,
        SyncStatus = string.IsNullOrEmpty(SyncStatus) || IsHalfSeen ? Runs.SyncStatus.Pending : SyncStatus,
        SyncAttempts = SyncAttempts ?? 0,
        SyncError = SyncError,
        SyncAttemptedAt = SyncAttemptedAt,
        SyncedAt = SyncedAt,
    };
}
