using System.Buffers;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Firebase;

/// <summary>
/// The value that the database holds for a run: the run's own JSON without its sync fields, token for token, so that numbers
/// keep their digits; names that the database would refuse are made legal.
/// </summary>
internal static class RunValue
{
    /// <summary>Appends the value to <paramref name="body"/>.</summary>
    internal static void Write(ReadOnlySpan<byte> run, IBufferWriter<byte> body)
    {
        var reader = new Utf8JsonReader(run, RunJson.ReaderOptions);
        reader.Read();
        body.Write("{"u8);
        var first = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (RunIdentity.IsSyncField(ref reader))
            {
                reader.Skip();
                continue;
            }

            if (!first)
            {
                body.Write(","u8);
            }

            first = false;
            WriteName(ref reader, body);
            reader.Read();
            WriteValue(ref reader, run, body);
        }

        body.Write("}"u8);
    }

    private static void WriteValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> run, IBufferWriter<byte> body)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                body.Write("{"u8);
                for (var first = true; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; first = false)
                {
                    if (!first)
                    {
                        body.Write(","u8);
                    }

                    WriteName(ref reader, body);
                    reader.Read();
                    WriteValue(ref reader, run, body);
                }

                body.Write("}"u8);
                break;

            case JsonTokenType.StartArray:
                body.Write("["u8);
                for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
                {
                    if (!first)
                    {
                        body.Write(","u8);
                    }

                    WriteValue(ref reader, run, body);
                }

                body.Write("]"u8);
                break;

            default:
                body.Write(run[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
                break;
        }
    }

    private static void WriteName(ref Utf8JsonReader reader, IBufferWriter<byte> body)
    {
        // Nearly every name is one of our own: as it stands, and known to be legal by its bytes.
        if (reader.ValueSpan is { Length: > 0 and <= 64 } name && name.IndexOfAnyExcept(PlainBytes) < 0)
        {
            body.Write("\""u8);
            body.Write(name);
            body.Write("\":"u8);
            return;
        }

        var legal = JsonEncodedText.Encode(FirebaseKey.Legal(TextOf(ref reader)), RunJson.WriterOptions.Encoder);
        body.Write("\""u8);
        body.Write(legal.EncodedUtf8Bytes);
        body.Write("\":"u8);
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // half of a surrogate pair: JSON by its grammar, no text
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static readonly SearchValues<byte> PlainBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);
}
