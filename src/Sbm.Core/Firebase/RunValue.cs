using System.Buffers;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Firebase;

/// <summary>
/// The value that the database holds for a run: the run's own JSON without its sync fields and without what stays on this
/// machine, byte for byte, so that numbers keep their digits; names that the database would refuse are made legal.
/// </summary>
internal static class RunValue
{
    /// <summary>Appends the value to <paramref name="body"/>.</summary>
    internal static void Write(ReadOnlySpan<byte> run, IBufferWriter<byte> body)
    {
        if (FreshRun.TryPart(run, out _, out var shared))
        {
            body.Write(shared); // all of its names are our own, and legal
            body.Write("}"u8);
            return;
        }

        var reader = new Utf8JsonReader(run, RunJson.ReaderOptions);
        reader.Read();
        body.Write("{"u8);
        var fields = new JsonSplice(run, (int)reader.BytesConsumed, body);
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            if (reader.CurrentDepth == 1 && (RunIdentity.IsSyncField(ref reader) || LocalFields.IsOne(ref reader)))
            {
                reader.Skip();
                fields.LeaveOut(start, (int)reader.BytesConsumed);
            }
            else if (!IsPlain(reader.ValueSpan))
            {
                fields.Rename(start, start + reader.ValueSpan.Length + 2, LegalName(ref reader));
            }
        }

        fields.Finish((int)reader.TokenStartIndex);
        body.Write("}"u8);
    }

    // Nearly every name is one of our own: as it stands, and known to be legal by its bytes.
    private static bool IsPlain(ReadOnlySpan<byte> name) => name is { Length: > 0 and <= 64 } && name.IndexOfAnyExcept(PlainBytes) < 0;

    private static byte[] LegalName(ref Utf8JsonReader reader)
    {
        var legal = JsonEncodedText.Encode(FirebaseKey.Legal(RawJson.NameAt(ref reader)), RunJson.WriterOptions.Encoder);
        return [(byte)'"', .. legal.EncodedUtf8Bytes, (byte)'"'];
    }

    private static readonly SearchValues<byte> PlainBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);
}
