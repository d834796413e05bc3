using System.Buffers;
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
        var start = (int)reader.TokenStartIndex;
        var nameEnd = start + reader.ValueSpan.Length + 2; // with its quotes
        reader.Read();
        var valueStart = (int)reader.TokenStartIndex;
        var hasParts = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        if (!hasParts && valueStart == nameEnd + 1)
        {
            destination.Write(json[start..end]); // there is no white space in it
            return;
        }

        destination.Write(json[start..nameEnd]);
        destination.Write(":"u8);
        destination.Write(OnOneLine(json[valueStart..end]));
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
