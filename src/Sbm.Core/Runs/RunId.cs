using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sbm.Core.Runs;

/// <summary>
/// Makes the ids of runs: UUIDv7 as 32 lower-case hex digits, unique and sortable by time (RFC 9562, section 5.7).
/// </summary>
/// <remarks>.NET 8 has no maker of version 7 ids; <c>Guid.CreateVersion7</c> came with .NET 9.</remarks>
public static class RunId
{
    internal const int Length = 32;

    /// <summary>Whether the text is such an id, whoever made it.</summary>
    public static bool IsOne(string text) => text.Length == Length && text.All(char.IsAsciiHexDigit);

    /// <summary>A new id for a run that ends at <paramref name="time"/>. Thread-safe.</summary>
    public static string New(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[6..]);

        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);

        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F)); // version 7
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F)); // RFC variant
        return Convert.ToHexString(bytes).ToLowerInvariant();
    }
}
