using System.Buffers;
using System.Text.Json;

namespace Sbm.Core.Store;

/// <summary>
/// The room for results of uploads in a run's line: its sync fields stand last, with white space behind them. They lie within one
/// sector of the file, which a device writes as a whole or not at all, so that a result can be written in place.
/// </summary>
internal static class RunRoom
{
    /// <summary>What a device writes as a whole or not at all.</summary>
    internal const int SectorSize = 512;

    /// <summary>From the name of the first sync field to the closing brace: for every result, with an error of some ninety bytes.</summary>
    internal const int Size = 224;

    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', SectorSize)];

    private static ReadOnlySpan<byte> FirstName => "\"sync_status\":"u8;

    /// <summary>Finds the sync fields at the end of a run, in the order in which Sbm writes them.</summary>
    /// <param name="run">The run's JSON object on one line.</param>
    /// <param name="start">Where the first of them starts.</param>
    internal static bool TryFind(ReadOnlySpan<byte> run, out int start)
    {
        start = run.LastIndexOf(FirstName);
        if (start < 1 || run[..start].TrimEnd((byte)' ')[^1] != ',')
        {
            return false;
        }

        try
        {
            var fields = new Utf8JsonReader((byte[])[(byte)'{', .. run[start..]]);
            return fields.Read()
                && IsNext(ref fields, "sync_status"u8)
                && IsNext(ref fields, "sync_attempts"u8)
                && IsNext(ref fields, "sync_error"u8)
                && IsNext(ref fields, "sync_attempted_at"u8)
                && IsNext(ref fields, "synced_at"u8)
                && fields.Read() && fields.TokenType == JsonTokenType.EndObject && !fields.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a run has its room where it stands.</summary>
    internal static bool HasRoom(ReadOnlySpan<byte> run, long offset) =>
        TryFind(run, out var start) && run.Length - start >= Size && IsInOneSector(offset + start, run.Length - start);

    /// <summary>Writes a run so that it has its room, if its sync fields stand last.</summary>
    /// <param name="run">The run's JSON object on one line.</param>
    /// <param name="offset">Where in the file it will stand.</param>
    /// <param name="line">Takes it.</param>
    internal static void Place(ReadOnlySpan<byte> run, long offset, IBufferWriter<byte> line)
    {
        if (!TryFind(run, out var start))
        {
            line.Write(run);
            return;
        }

        var others = run[..start].TrimEnd((byte)' ');
        var fields = run[start..^1].TrimEnd((byte)' ');
        var room = Math.Max(Size, fields.Length + 1);
        var from = offset + others.Length;
        var before = room > SectorSize || IsInOneSector(from, room) ? 0 : SectorSize - (int)(from % SectorSize);
        line.Write(others);
        line.Write(Spaces.AsSpan(0, before));
        line.Write(fields);
        line.Write(Spaces.AsSpan(0, room - fields.Length - 1));
        line.Write("}"u8);
    }

    /// <summary>
    /// A run with other sync fields, with the white space before them that it has where it stands: its other bytes then stay.
    /// </summary>
    /// <param name="changed">The run with its new sync fields.</param>
    /// <param name="run">The run where it stands.</param>
    internal static byte[] Compact(ReadOnlySpan<byte> changed, ReadOnlySpan<byte> run)
    {
        _ = TryFind(run, out var start);
        _ = TryFind(changed, out var newStart);
        return [.. run[..start], .. changed[newStart..]];
    }

    /// <summary>What of a run's line changes by a result, if all of that lies within one sector.</summary>
    /// <param name="run">The line as it is.</param>
    /// <param name="offset">Where it stands.</param>
    /// <param name="changed">The line as it is to be, at most as long; less than that is filled up with white space.</param>
    /// <param name="at">Where the changed bytes stand in the file.</param>
    /// <returns>The changed bytes; null if they do not fit.</returns>
    internal static byte[]? Patch(ReadOnlySpan<byte> run, long offset, ReadOnlySpan<byte> changed, out long at)
    {
        at = 0;
        if (changed.Length > run.Length)
        {
            return null;
        }

        byte[] filled = [.. changed[..^1], .. Spaces.AsSpan(0, Math.Min(SectorSize, run.Length - changed.Length)), (byte)'}'];
        if (filled.Length != run.Length)
        {
            return null;
        }

        var first = run.CommonPrefixLength(filled);
        var last = run.Length;
        while (last > first && run[last - 1] == filled[last - 1])
        {
            last--;
        }

        at = offset + first;
        return last == first || IsInOneSector(at, last - first) ? filled[first..last] : null;
    }

    private static bool IsInOneSector(long start, int length) => start / SectorSize == (start + length - 1) / SectorSize;

    private static bool IsNext(ref Utf8JsonReader fields, ReadOnlySpan<byte> name)
    {
        if (!fields.Read() || fields.TokenType != JsonTokenType.PropertyName || !fields.ValueTextEquals(name) || !fields.Read())
        {
            return false;
        }

        return fields.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
    }
}
