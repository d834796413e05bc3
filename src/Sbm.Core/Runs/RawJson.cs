using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>Copies JSON token for token, so that numbers keep their digits and strings their escapes.</summary>
internal static class RawJson
{
    /// <summary>
    /// Copies <c>"name":value</c> of the property that <paramref name="reader"/> stands on, and leaves the reader on its value's end.
    /// </summary>
    internal static void CopyProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, IBufferWriter<byte> destination)
    {
        destination.Write(json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2)); // with its quotes
        destination.Write(":"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        destination.Write(OnOneLine(json[start..(int)reader.BytesConsumed]));
    }

    /// <summary>Whether <paramref name="reader"/> stands on a name with this text.</summary>
    internal static bool IsName(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueSpan.SequenceEqual(text) || (reader.ValueIsEscaped && Encoding.UTF8.GetBytes(NameAt(ref reader)).AsSpan().SequenceEqual(text));

    /// <summary>The text of the name that <paramref name="reader"/> stands on.</summary>
    internal static string NameAt(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // half of a surrogate pair: JSON by its grammar, no text
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>The same tokens without the white space between them. Line breaks inside JSON strings are always escaped.</summary>
    internal static byte[] OnOneLine(ReadOnlySpan<byte> json)
    {
        var line = new byte[json.Length];
        var length = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (inString)
            {
                line[length++] = c;
                if (c == '\\')
                {
                    line[length++] = json[++i];
                }
                else if (c == '"')
                {
                    inString = false;
                }
            }
            else if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                inString = c == '"';
                line[length++] = c;
            }
        }

        return line.AsSpan(0, length).ToArray();
    }
}
