using System.Buffers;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>
/// Puts the results of uploads into runs; every other field stays as it was, byte for byte. Reused from run to run, since
/// one update may change thousands. Not thread-safe.
/// </summary>
internal sealed class SyncResultWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly ArrayBufferWriter<byte> _fields = new(256);
    private readonly Utf8JsonWriter _json;
    private (SyncResult? Result, long Attempts, string? SyncedAt) _written;

    internal SyncResultWriter() => _json = new Utf8JsonWriter(_fields, RunJson.WriterOptions);

    /// <summary>The run's JSON with the sync fields of <paramref name="result"/> at its end; good until the next call.</summary>
    /// <param name="result">What became of the run.</param>
    /// <param name="run">The run's JSON object, on one line.</param>
    internal ReadOnlySpan<byte> Apply(SyncResult result, ReadOnlySpan<byte> run)
    {
        var (attempts, syncedAt) = CopyOthers(run);
        _line.Write(SyncFields(result, attempts, syncedAt));
        return _line.WrittenSpan;
    }

    /// <summary>The run's JSON with the sync fields that it has at its end; good until the next call.</summary>
    internal ReadOnlySpan<byte> Arrange(RunRecord record, ReadOnlySpan<byte> run)
    {
        var (_, syncedAt) = CopyOthers(run);
        _written = default;
        _line.Write(Write(
            record.SyncStatus,
            record.SyncAttempts,
            record.SyncError,
            record.SyncAttemptedAt is { } time ? RunTimestamp.Format(time) : null,
            syncedAt));
        return _line.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private (long Attempts, string? SyncedAt) CopyOthers(ReadOnlySpan<byte> run)
    {
        _line.ResetWrittenCount();
        var (attempts, syncedAt) = (0L, (string?)null);
        if (FreshRun.TryPart(run, out var others, out _))
        {
            _line.Write(others);
        }
        else
        {
            _line.Write("{"u8);
            CopyOtherFields(run, out attempts, out syncedAt);
        }

        if (_line.WrittenCount > 1) // more than the brace
        {
            _line.Write(","u8);
        }

        return (attempts, syncedAt);
    }

    private void CopyOtherFields(ReadOnlySpan<byte> run, out long attempts, out string? syncedAt)
    {
        (attempts, syncedAt) = (0, null);
        var reader = new Utf8JsonReader(run, RunJson.ReaderOptions);
        reader.Read();
        var fields = new JsonSplice(run, (int)reader.BytesConsumed, _line);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            if (RawJson.IsName(ref reader, "sync_attempts"u8))
            {
                attempts = FieldValue.Integer(ref reader) ?? 0;
            }
            else if (RawJson.IsName(ref reader, "synced_at"u8))
            {
                syncedAt = FieldValue.Text(ref reader);
            }
            else
            {
                var isOurs = RawJson.IsName(ref reader, "sync_status"u8)
                    || RawJson.IsName(ref reader, "sync_error"u8)
                    || RawJson.IsName(ref reader, "sync_attempted_at"u8);
                reader.Skip();
                if (!isOurs)
                {
                    continue;
                }
            }

            fields.LeaveOut(start, (int)reader.BytesConsumed);
        }

        fields.Finish((int)reader.TokenStartIndex);
    }

    // With the object's closing brace, but not the opening one. The runs of one batch have them in common.
    private ReadOnlySpan<byte> SyncFields(SyncResult result, long attempts, string? syncedAt)
    {
        if (_written != (result, attempts, syncedAt))
        {
            var time = RunTimestamp.Format(result.AttemptedAt);
            Write(result.SyncStatus, attempts + result.Attempts, result.Error, time, result.SyncStatus == SyncStatus.Synced ? time : syncedAt);
            _written = (result, attempts, syncedAt);
        }

        return _fields.WrittenSpan;
    }

    private ReadOnlySpan<byte> Write(string status, long attempts, string? error, string? attemptedAt, string? syncedAt)
    {
        _fields.ResetWrittenCount();
        _json.Reset();
        _json.WriteString("sync_status"u8, status);
        _json.WriteNumber("sync_attempts"u8, attempts);
        _json.WriteString("sync_error"u8, error);
        _json.WriteString("sync_attempted_at"u8, attemptedAt);
        _json.WriteString("synced_at"u8, syncedAt);
        _json.WriteEndObject();
        _json.Flush();
        return _fields.WrittenSpan;
    }
}
