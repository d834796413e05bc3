using System.Buffers;
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
            fields.Read(ref reader, strings);
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
                if (FieldValue.Text(ref reader) is { } hash)
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
}
