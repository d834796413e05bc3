using System.Text;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// The end of a store in canonical layout, of fixed shape so that an append needs to read nothing else:
/// <c>LF ],"last_updated":"2026-01-11T10:00:00.0000000Z"} LF</c>. The last line feed may be missing.
/// </summary>
internal static class StoreTail
{
    internal const int MaxLength = 50;
    private const int TimeStart = 19;

    private static ReadOnlySpan<byte> Opening => "\n],\"last_updated\":\""u8;

    private static ReadOnlySpan<byte> Closing => "\"}\n"u8;

    /// <summary>Looks for a tail at the end of <paramref name="bytes"/>.</summary>
    /// <returns>Its length, or 0 if there is none.</returns>
    internal static int LengthAtEndOf(ReadOnlySpan<byte> bytes)
    {
        var closing = bytes.EndsWith(Closing) ? Closing : Closing[..^1];
        var length = TimeStart + RunTimestamp.Length + closing.Length;
        if (bytes.Length < length)
        {
            return 0;
        }

        var tail = bytes[^length..];
        return tail.StartsWith(Opening) && tail.EndsWith(closing) && RunTimestamp.Parse(TimeOf(tail)) is not null && tail[^(closing.Length + 1)] == 'Z'
            ? length
            : 0;
    }

    /// <summary>The time in a tail, as text.</summary>
    internal static ReadOnlySpan<byte> TimeOf(ReadOnlySpan<byte> tail) => tail.Slice(TimeStart, RunTimestamp.Length);

    /// <summary>The tail for a document whose newest run ended at <paramref name="time"/>.</summary>
    internal static byte[] For(string time) => [.. Opening, .. Encoding.ASCII.GetBytes(time), .. Closing];
}
