using System.Buffers;
using System.Text;
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
    /// <param name="cancel">Ends the search.</param>
    /// <returns>The whole part, or null if the damage is of another kind.</returns>
    internal static StoreContent? WholePartOfTorn(ReadOnlyMemory<byte> file, out int cutAt, CancellationToken cancel = default)
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

        return FindRuns(file.Span[cutAt..], cancel).Count == 0 ? new StoreContent(file[..headLength], runs, NewestTime(runs)) : null;
    }

    /// <summary>Everything that still reads as a run, and the other fields of the document as far as they can be read.</summary>
    internal static StoreContent WhatParses(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        var text = LenientJson.Decode(file);
        var runs = FindRuns(text.Span, cancel);
        return new StoreContent(HeadOf(text.Span), runs, NewestTime(runs));
    }

    /// <summary>
    /// Whether a file that is no store in any reading was one, so that it may be replaced: it names the store's fields, or holds a
    /// run, or nothing at all any more.
    /// </summary>
    internal static bool WasStore(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        if (file.Span.IndexOfAnyExcept("\0 \t\r\n"u8) < 0)
        {
            return true;
        }

        var text = LenientJson.Decode(file).Span;
        return HasName(text, "\"runs\""u8) || HasName(text, "\"migrations\""u8) || FindRuns(text, cancel).Count > 0;
    }

    private static bool HasName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var at = text.IndexOf(name); at >= 0; at = text.IndexOf(name))
        {
            text = text[(at + name.Length)..];
            if (text.TrimStart(" \t\r\n"u8).StartsWith(":"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(ReadOnlySpan<byte> run) =>
        run.Length > 0 && Utf8.IsValid(run) && StoreParser.IsOneValue(run) && !IsHalf(run);

    // Of an append that a power cut tore, one sector may be new and the next still old: the beginning of a run, and the end of the
    // tail that was there before, "}. Together they may be JSON. Whole runs of Sbm have all their sync fields.
    private static bool IsHalf(ReadOnlySpan<byte> run) => run.StartsWith("{\"id\":\""u8) && run.IndexOf("\"synced_at\":"u8) < 0;

    // A torn run may have become a field of the document itself, which then has a slug, too.
    private static bool IsDocument(ReadOnlySpan<byte> json)
    {
        if (!HasName(json, "\"runs\""u8))
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, RunJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (RawJson.IsName(ref reader, "runs"u8) && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    // Each object that has a slug and is no document itself. After one that does not read, the search goes on at its next brace, or,
    // when so much has been read again that the text is hostile, where it stopped making sense: so the time stays linear.
    private static List<ReadOnlyMemory<byte>> FindRuns(ReadOnlySpan<byte> text, CancellationToken cancel)
    {
        var runs = new List<ReadOnlyMemory<byte>>();
        var strings = new StringPool();
        var json = new ArrayBufferWriter<byte>(1024);
        var patience = 4 * (text.Length + 100_000L);
        for (var position = 0; position < text.Length;)
        {
            cancel.ThrowIfCancellationRequested();
            var brace = text[position..].IndexOf((byte)'{');
            if (brace < 0)
            {
                break;
            }

            position += brace;
            json.ResetWrittenCount();
            var end = LenientJson.Copy(text, position, json);
            if (end >= 0 && RunJson.Read(json.WrittenSpan, strings) is not null && !IsHalf(json.WrittenSpan) && !IsDocument(json.WrittenSpan))
            {
                runs.Add(json.WrittenSpan.ToArray());
                position = end;
                continue;
            }

            var length = (end < 0 ? ~end : end) - position;
            patience -= length;
            position += patience > 0 ? 1 : Math.Max(length, 1);
        }

        return runs;
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
                head.Write(head.WrittenCount == 0 ? "{"u8 : ","u8);
                head.Write(property.WrittenSpan);
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
        return newest is { } time ? Encoding.ASCII.GetBytes($"\"{RunTimestamp.Format(time)}\"") : default(ReadOnlyMemory<byte>);
    }
}
