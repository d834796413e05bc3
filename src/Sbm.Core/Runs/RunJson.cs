using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>Reads a run from its JSON object and writes a new one.</summary>
internal static class RunJson
{
    /// <summary>Of any depth, though no database takes more than 32 levels: an odd run of another tool is carried along.</summary>
    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// Reads one run. Ill-typed and missing fields read as null; of a field that stands twice the last counts.
    /// </summary>
    /// <returns>Null if it is not an object or has no readable slug.</returns>
    /// <exception cref="JsonException">The bytes are not one JSON value.</exception>
    internal static RunRecord? Read(ReadOnlySpan<byte> json, StringPool? strings = null) => Read(json, strings, out _);

    /// <summary>The same; also tells whether the run was seen while its result was being written, and is worth reading again.</summary>
    internal static RunRecord? Read(ReadOnlySpan<byte> json, StringPool? strings, out bool isHalfSeen)
    {
        isHalfSeen = false;
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read(); // throws if something follows the value
            return null;
        }

        var fields = default(RunFields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, ref fields, strings);
        }

        reader.Read();
        isHalfSeen = fields.IsHalfSeen;
        return fields.ToRecord();
    }

    /// <summary>A run's <c>outputs</c>: each file with its hash; null if it names none. Entries that are no text are left out.</summary>
    internal static IReadOnlyDictionary<string, string>? ReadOutputs(ReadOnlySpan<byte> json)
    {
        Dictionary<string, string>? outputs = null;
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueSpan.SequenceEqual("outputs"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            outputs = reader.TokenType == JsonTokenType.StartObject ? [] : null;
            while (outputs is not null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var file = RawJson.NameAt(ref reader);
                if (Text(ref reader) is { } hash)
                {
                    outputs[file] = hash;
                }
            }

            reader.Skip();
        }

        return outputs;
    }

    /// <summary>The run's JSON object on one line, UTF-8, without a line feed.</summary>
    internal static byte[] Write(RunRecord run)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, run.Id);
            WriteTime(json, "timestamp"u8, run.Timestamp);
            json.WriteString("slug"u8, run.Slug);
            json.WriteString("command"u8, run.Command);
            json.WriteString("status"u8, run.Status);
            json.WriteString("error"u8, run.Error);
            WriteSeconds(json, "duration_seconds"u8, run.DurationSeconds);
            WriteSeconds(json, "automation_seconds"u8, run.AutomationSeconds);
            json.WriteNumber("lines_migrated"u8, run.LinesMigrated ?? 0);
            json.WriteNumber("files_created_count"u8, run.FilesCreatedCount ?? 0);
            json.WriteNumber("scss_line_count"u8, run.ScssLineCount ?? 0);
            WriteInteger(json, "manual_estimate_seconds"u8, run.ManualEstimateSeconds);
            WriteInteger(json, "unconverted_count"u8, run.UnconvertedCount);
            json.WriteString("note"u8, run.Note);
            WriteTime(json, "undone_at"u8, run.UndoneAt);
            json.WriteString("store_id"u8, run.StoreId);
            json.WriteString("user_id"u8, run.UserId);
            json.WriteString("pr_url"u8, run.PullRequestUrl);
            json.WriteString("pr_author"u8, run.PullRequestAuthor);
            json.WriteString("pr_state"u8, run.PullRequestState);
            json.WriteString("created_at"u8, run.CreatedAt);
            json.WriteString("merged_at"u8, run.MergedAt);
            json.WriteString("closed_at"u8, run.ClosedAt);
            json.WriteString("theme_path"u8, run.ThemePath);
            WriteOutputs(json, run.Outputs);
            json.WriteString("report_path"u8, run.ReportPath);
            json.WriteString("sync_status"u8, run.SyncStatus);
            json.WriteNumber("sync_attempts"u8, run.SyncAttempts);
            json.WriteString("sync_error"u8, run.SyncError);
            WriteTime(json, "sync_attempted_at"u8, run.SyncAttemptedAt);
            WriteTime(json, "synced_at"u8, run.SyncedAt);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        // A file for people and programs, never embedded in HTML: names of people and themes stay readable.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 512,
    };

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time) =>
        json.WriteString(name, time is { } value ? RunTimestamp.Format(value) : null);

    private static void WriteSeconds(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? seconds)
    {
        json.WritePropertyName(name);
        json.WriteNumberValue(Math.Round((decimal)(seconds ?? 0), 2));
    }

    private static void WriteInteger(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteOutputs(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? outputs)
    {
        if (outputs is null)
        {
            json.WriteNull("outputs"u8);
            return;
        }

        json.WriteStartObject("outputs"u8);
        foreach (var (file, hash) in outputs)
        {
            json.WriteString(file, hash);
        }

        json.WriteEndObject();
    }

    private static void ReadField(ref Utf8JsonReader reader, ref RunFields fields, StringPool? strings)
    {
        var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(RawJson.NameAt(ref reader)) : reader.ValueSpan;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): fields.Id = Text(ref reader); break;
            case 4 when name.SequenceEqual("slug"u8): fields.Slug = Text(ref reader, strings); break;
            case 4 when name.SequenceEqual("note"u8): fields.Note = Text(ref reader); break;
            case 5 when name.SequenceEqual("error"u8): fields.Error = Text(ref reader); break;
            case 6 when name.SequenceEqual("status"u8): fields.Status = Text(ref reader, strings); break;
            case 6 when name.SequenceEqual("pr_url"u8): fields.PullRequestUrl = Text(ref reader); break;
            case 7 when name.SequenceEqual("command"u8): fields.Command = Text(ref reader, strings); break;
            case 7 when name.SequenceEqual("user_id"u8): fields.UserId = Text(ref reader, strings); break;
            case 8 when name.SequenceEqual("pr_state"u8): fields.PullRequestState = Text(ref reader, strings); break;
            case 8 when name.SequenceEqual("store_id"u8): fields.StoreId = Text(ref reader, strings); break;
            case 9 when name.SequenceEqual("undone_at"u8): fields.UndoneAt = Time(ref reader); break;
            case 9 when name.SequenceEqual("timestamp"u8): fields.Timestamp = Time(ref reader); break;
            case 9 when name.SequenceEqual("pr_author"u8): fields.PullRequestAuthor = Text(ref reader, strings); break;
            case 9 when name.SequenceEqual("merged_at"u8): fields.MergedAt = Text(ref reader); break;
            case 9 when name.SequenceEqual("closed_at"u8): fields.ClosedAt = Text(ref reader); break;
            case 9 when name.SequenceEqual("synced_at"u8): fields.SyncedAt = Time(ref reader); break;
            case 10 when name.SequenceEqual("created_at"u8): fields.CreatedAt = Text(ref reader); break;
            case 10 when name.SequenceEqual("theme_path"u8): fields.ThemePath = Text(ref reader, strings); break;
            case 10 when name.SequenceEqual("sync_error"u8): fields.SyncError = Text(ref reader); break;
            case 11 when name.SequenceEqual("report_path"u8): fields.ReportPath = Text(ref reader); break;
            case 11 when name.SequenceEqual("sync_status"u8): fields.SyncStatus = Text(ref reader, strings); break;
            case 13 when name.SequenceEqual("sync_attempts"u8): fields.SyncAttempts = Integer(ref reader); break;
            case 14 when name.SequenceEqual("lines_migrated"u8): fields.LinesMigrated = Integer(ref reader); break;
            case 15 when name.SequenceEqual("scss_line_count"u8): fields.ScssLineCount = Integer(ref reader); break;
            case 16 when name.SequenceEqual("duration_seconds"u8): fields.DurationSeconds = Number(ref reader); break;
            case 17 when name.SequenceEqual("sync_attempted_at"u8): fields.SyncAttemptedAt = Time(ref reader); break;
            case 17 when name.SequenceEqual("unconverted_count"u8): fields.UnconvertedCount = Integer(ref reader); break;
            case 18 when name.SequenceEqual("automation_seconds"u8): fields.AutomationSeconds = Number(ref reader); break;
            case 19 when name.SequenceEqual("files_created_count"u8): fields.FilesCreatedCount = Integer(ref reader); break;
            case 23 when name.SequenceEqual("manual_estimate_seconds"u8): fields.ManualEstimateSeconds = Integer(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    internal static string? Text(ref Utf8JsonReader reader, StringPool? strings = null)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (!reader.ValueIsEscaped)
        {
            return strings is null ? Encoding.UTF8.GetString(reader.ValueSpan) : strings.Get(reader.ValueSpan);
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException) // half of a surrogate pair: JSON by its grammar, no text
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return RunTimestamp.Parse(reader.ValueSpan);
        }

        reader.Skip();
        return null;
    }

    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        reader.Skip();
        return null;
    }

    internal static long? Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var integer))
        {
            return integer;
        }

        reader.Skip();
        return null;
    }

    /// <summary>A record in the making: one struct on the stack instead of a copy of the record for each field.</summary>
    private struct RunFields
    {
        internal string? Id, Slug, Command, Status, Error, Note, StoreId, ThemePath, ReportPath, UserId, SyncStatus, SyncError;
        internal string? PullRequestUrl, PullRequestAuthor, PullRequestState, CreatedAt, MergedAt, ClosedAt;
        internal DateTimeOffset? Timestamp, UndoneAt, SyncAttemptedAt, SyncedAt;
        internal double? DurationSeconds, AutomationSeconds;
        internal long? LinesMigrated, FilesCreatedCount, ScssLineCount, ManualEstimateSeconds, UnconvertedCount, SyncAttempts;

        // A run of Sbm has no other status than Sbm's; what looks like one is being written over at this moment.
        internal readonly bool IsHalfSeen =>
            !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(SyncStatus)
            && SyncStatus is not (Runs.SyncStatus.Pending or Runs.SyncStatus.Synced or Runs.SyncStatus.Failed);

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
}
