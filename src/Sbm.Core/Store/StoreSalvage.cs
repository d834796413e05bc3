using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Finds what can still be read in a document that is torn or damaged.</summary>
internal static class StoreSalvage
{
    /// <summary>
    /// Recognizes an append that was cut short: a canonical head and whole runs, and after them nothing whole.
    /// </summary>
    /// <param name="file">The document.</param>
    /// <param name="cutAt">Where the whole part ends and the torn part begins.</param>
    /// <returns>The whole part, or null if the damage is of another kind.</returns>
    internal static StoreContent? WholePartOfTorn(ReadOnlyMemory<byte> file, out int cutAt)
    {
        cutAt = 0;
        var span = file.Span;
        var headLength = span.IndexOf((byte)'\n');
        if (headLength < 0 || !Utf8.IsValid(span[..headLength]) || !StoreParser.IsHead(span[..headLength]))
        {
            return null;
        }

        var runs = new List<ReadOnlyMemory<byte>>();
        cutAt = headLength;
        for (var position = headLength + 1; position < span.Length;)
        {
            var length = span[position..].IndexOf((byte)'\n');
            var line = length < 0 ? file[position..] : file.Slice(position, length);
            var run = line.Span.EndsWith(","u8) ? line[..^1] : line;
            if (!IsWhole(run.Span))
            {
                break;
            }

            runs.Add(run);
            cutAt = position + run.Length;
            position += line.Length + 1;
        }

        return FindRuns(file[cutAt..]).Count == 0 ? new StoreContent(file[..headLength], runs, NewestTime(runs)) : null;
    }

    /// <summary>Everything that still reads as a run, and the other fields of the document as far as they can be read.</summary>
    internal static StoreContent WhatParses(ReadOnlyMemory<byte> file)
    {
        var runs = FindRuns(file);
        return new StoreContent(HeadOf(file.Span), runs, NewestTime(runs));
    }

    private static bool IsWhole(ReadOnlySpan<byte> run) => run.Length > 0 && Utf8.IsValid(run) && StoreParser.IsOneValue(run);

    // Each object that has a slug and is no document itself. What does not parse is passed over up to its next brace.
    private static List<ReadOnlyMemory<byte>> FindRuns(ReadOnlyMemory<byte> file)
    {
        var runs = new List<ReadOnlyMemory<byte>>();
        var strings = new StringPool();
        for (var position = 0; position < file.Length;)
        {
            var brace = file.Span[position..].IndexOf((byte)'{');
            if (brace < 0)
            {
                break;
            }

            position += brace;
            var length = LengthOfRunAt(file.Span[position..], strings);
            if (length > 0)
            {
                runs.Add(RawJson.OnOneLine(file.Span.Slice(position, length)));
            }

            position += Math.Max(length, 1);
        }

        return runs;
    }

    private static int LengthOfRunAt(ReadOnlySpan<byte> bytes, StringPool strings)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, RunJson.ReaderOptions);
            reader.Read();
            reader.Skip();
            var run = bytes[..(int)reader.BytesConsumed];
            return Utf8.IsValid(run) && RunJson.Read(run, strings) is not null ? run.Length : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static byte[] HeadOf(ReadOnlySpan<byte> json)
    {
        var head = new ArrayBufferWriter<byte>();
        try
        {
            var reader = new Utf8JsonReader(json, RunJson.ReaderOptions);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (RawJson.IsName(ref reader, "runs"u8) || RawJson.IsName(ref reader, "last_updated"u8))
                {
                    reader.Skip();
                    continue;
                }

                var property = new ArrayBufferWriter<byte>();
                RawJson.CopyProperty(ref reader, json, property);
                if (Utf8.IsValid(property.WrittenSpan))
                {
                    head.Write(head.WrittenCount == 0 ? "{"u8 : ","u8);
                    head.Write(property.WrittenSpan);
                }
            }
        }
        catch (JsonException)
        {
            // Read as far as it goes.
        }

        if (head.WrittenCount == 0)
        {
            return StoreContent.Empty.Head.ToArray();
        }

        head.Write(",\"runs\":["u8);
        return head.WrittenSpan.ToArray();
    }

    private static ReadOnlyMemory<byte> NewestTime(List<ReadOnlyMemory<byte>> runs)
    {
        var strings = new StringPool();
        var newest = runs.Max(run => RunJson.Read(run.Span, strings)?.Timestamp);
        return newest is { } time ? System.Text.Encoding.ASCII.GetBytes($"\"{RunTimestamp.Format(time)}\"") : default(ReadOnlyMemory<byte>);
    }
}
