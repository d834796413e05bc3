using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Takes a store's document apart, in canonical layout or any other JSON.</summary>
internal static class StoreParser
{
    /// <summary>
    /// Takes a document apart. An empty file is an empty document; a UTF-8 byte order mark is passed over.
    /// </summary>
    /// <returns>Null if it is not a document: not UTF-8, not one JSON object, or <c>runs</c> is not an array.</returns>
    internal static StoreContent? Parse(ReadOnlyMemory<byte> file)
    {
        var bytes = WithoutMark(file);
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return StoreContent.Empty;
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return null;
        }

        return SplitLines(bytes) is { } content && AreValues(content.Runs) ? content : ParseAny(bytes);
    }

    /// <summary>The same for a document that other tools can read though it is no JSON, see <see cref="LenientJson"/>.</summary>
    internal static StoreContent? ParseLenient(ReadOnlyMemory<byte> file) =>
        LenientJson.ToJson(LenientJson.Decode(file).Span) is { } json ? ParseAny(json) : null;

    /// <summary>
    /// Splits a document in canonical layout at its line feeds, without a look into the runs: each of them may still turn out
    /// not to be JSON.
    /// </summary>
    /// <returns>Null if the layout is not canonical.</returns>
    internal static StoreContent? SplitLines(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var headLength = span.IndexOf((byte)'\n');
        if (headLength < 0 || !IsHead(span[..headLength]))
        {
            return null;
        }

        var end = span[^1] == '\n' ? span.Length - 1 : span.Length;
        var tailStart = span[..end].LastIndexOf((byte)'\n');
        if (tailStart < headLength || !TryReadLastUpdated(bytes[(tailStart + 1)..end], out var lastUpdated))
        {
            return null;
        }

        var content = new StoreContent(bytes[..headLength], [], lastUpdated);
        var position = headLength + 1;
        while (position <= tailStart)
        {
            var length = span[position..(tailStart + 1)].IndexOf((byte)'\n');
            var isLast = position + length == tailStart;
            if (length < 2 || (!isLast && span[position + length - 1] != ','))
            {
                return null;
            }

            content.Runs.Add(bytes.Slice(position, isLast ? length : length - 1));
            position += length + 1;
        }

        return content;
    }

    /// <summary>Whether the bytes are a head: one line that <c>]}</c> makes a JSON object with an array <c>runs</c> at its end.</summary>
    internal static bool IsHead(ReadOnlySpan<byte> line) => line.EndsWith("\"runs\":["u8) && IsOneValue([.. line, .. "]}"u8]);

    internal static bool IsOneValue(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, RunJson.ReaderOptions);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> file) =>
        file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file;

    private static bool AreValues(List<ReadOnlyMemory<byte>> runs) => RunParts.All(runs.Count, (from, to) =>
    {
        for (var i = from; i < to; i++)
        {
            if (!IsOneValue(runs[i].Span))
            {
                return false;
            }
        }

        return true;
    });

    private static bool TryReadLastUpdated(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> token)
    {
        var opening = "],\"last_updated\":"u8;
        token = default;
        if (line.Span.SequenceEqual("]}"u8))
        {
            return true;
        }

        if (!line.Span.StartsWith(opening) || line.Span[^1] != '}')
        {
            return false;
        }

        token = line[opening.Length..^1];
        return IsOneValue(token.Span);
    }

    private static StoreContent? ParseAny(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var json = bytes.Span;
            var reader = new Utf8JsonReader(json, RunJson.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            var head = new ArrayBufferWriter<byte>();
            List<ReadOnlyMemory<byte>>? runs = null;
            ReadOnlyMemory<byte> lastUpdated = default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (RawJson.IsName(ref reader, "runs"u8))
                {
                    if (runs is not null || !TryReadRuns(ref reader, json, runs = []))
                    {
                        return null;
                    }
                }
                else if (RawJson.IsName(ref reader, "last_updated"u8))
                {
                    lastUpdated = NextValue(ref reader, json);
                }
                else
                {
                    head.Write(head.WrittenCount == 0 ? "{"u8 : ","u8);
                    RawJson.CopyProperty(ref reader, json, head);
                }
            }

            reader.Read(); // throws if something follows the object
            head.Write(head.WrittenCount == 0 ? "{\"runs\":["u8 : ",\"runs\":["u8);
            return new StoreContent(head.WrittenMemory, runs ?? [], lastUpdated);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryReadRuns(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<ReadOnlyMemory<byte>> runs)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            runs.Add(RawJson.OnOneLine(json[start..(int)reader.BytesConsumed]));
        }

        return true;
    }

    private static byte[] NextValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return RawJson.OnOneLine(json[start..(int)reader.BytesConsumed]);
    }
}
