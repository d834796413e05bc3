using System.Buffers;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>
/// Puts the results of uploads into runs; every other field stays as it was, token for token. Reused from run to run, since
/// one update may change thousands. Not thread-safe.
/// </summary>
internal sealed class SyncResultWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;

    internal SyncResultWriter() => _json = new Utf8JsonWriter(_line, RunJson.WriterOptions);

    /// <summary>The run's JSON with the sync fields of <paramref name="result"/>, on one line.</summary>
    internal byte[] Apply(SyncResult result, ReadOnlySpan<byte> run)
    {
        _line.ResetWrittenCount();
        var (attempts, syncedAt) = CopyOtherFields(run);
        _line.Write(_line.WrittenCount == 0 ? "{"u8 : ","u8);
        WriteSyncFields(result, attempts, syncedAt);
        _line.Write("}"u8);
        return _line.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();

    private (long Attempts, string? SyncedAt) CopyOtherFields(ReadOnlySpan<byte> run)
    {
        var attempts = 0L;
        string? syncedAt = null;
        var reader = new Utf8JsonReader(run, RunJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Most names are settled by their beginning.
            var mayBeOurs = reader.ValueIsEscaped || reader.ValueSpan.StartsWith("sync"u8);
            if (mayBeOurs && reader.ValueTextEquals("sync_attempts"u8))
            {
                attempts = RunJson.Integer(ref reader) ?? 0;
            }
            else if (mayBeOurs && reader.ValueTextEquals("synced_at"u8))
            {
                syncedAt = RunJson.Text(ref reader);
            }
            else if (mayBeOurs
                && (reader.ValueTextEquals("sync_status"u8)
                    || reader.ValueTextEquals("sync_error"u8)
                    || reader.ValueTextEquals("sync_attempted_at"u8)))
            {
                reader.Skip();
            }
            else
            {
                _line.Write(_line.WrittenCount == 0 ? "{"u8 : ","u8);
                RawJson.CopyProperty(ref reader, run, _line);
            }
        }

        return (attempts, syncedAt);
    }

    // Without braces of their own: they go into an object that is begun already.
    private void WriteSyncFields(SyncResult result, long attempts, string? syncedAt)
    {
        var time = RunTimestamp.Format(result.AttemptedAt);
        _json.Reset();
        _json.WriteString("sync_status"u8, result.SyncStatus);
        _json.WriteNumber("sync_attempts"u8, attempts + result.Attempts);
        _json.WriteString("sync_error"u8, result.Error);
        _json.WriteString("sync_attempted_at"u8, time);
        _json.WriteString("synced_at"u8, result.SyncStatus == SyncStatus.Synced ? time : syncedAt);
        _json.Flush();
    }
}
