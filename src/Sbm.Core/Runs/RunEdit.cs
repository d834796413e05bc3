using System.Buffers;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>Changes fields of a run in its own JSON; every other field stays as it was, token for token.</summary>
internal static class RunEdit
{
    /// <summary>The run with other values in some fields, to be sent again: its sync status starts anew.</summary>
    /// <param name="run">The run's JSON object, on one line.</param>
    /// <param name="fields">By name, as the store has it: the JSON value. A field that the run does not have is added.</param>
    internal static byte[] Apply(ReadOnlySpan<byte> run, IReadOnlyDictionary<string, byte[]> fields)
    {
        var line = new ArrayBufferWriter<byte>(run.Length + 256);
        var missing = new Dictionary<string, byte[]>(fields, StringComparer.Ordinal);
        var reader = new Utf8JsonReader(run, RunJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSync = RunIdentity.IsSyncField(ref reader);
            var name = RawJson.NameAt(ref reader);
            if (fields.TryGetValue(name, out var value))
            {
                Add(line, name, value);
                missing.Remove(name);
                reader.Skip();
            }
            else if (isSync)
            {
                reader.Skip();
            }
            else
            {
                line.Write(line.WrittenCount == 0 ? "{"u8 : ","u8);
                RawJson.CopyProperty(ref reader, run, line);
            }
        }

        foreach (var (name, value) in missing)
        {
            Add(line, name, value);
        }

        line.Write(","u8);
        line.Write(FreshRun.SyncFields);
        line.Write("}"u8);
        return line.WrittenSpan.ToArray();
    }

    private static void Add(ArrayBufferWriter<byte> line, string name, byte[] value)
    {
        line.Write(line.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        line.Write(JsonEncodedText.Encode(name, RunJson.WriterOptions.Encoder).EncodedUtf8Bytes);
        line.Write("\":"u8);
        line.Write(value);
    }
}
