using System.Buffers.Text;
using System.Globalization;

namespace Sbm.Core.Runs;

/// <summary>The store's way of writing a time: UTC, <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c>, 28 characters.</summary>
public static class RunTimestamp
{
    internal const int Length = 28;

    /// <summary>The time in the store's format. Two of them compare as the times do, character by character.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads the store's format, ISO 8601 with an offset or without one (then UTC), and the Python tool's <c>+00:00Z</c>.
    /// </summary>
    /// <returns>Null for text that is no time.</returns>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var tidy = text.EndsWith("+00:00Z", StringComparison.Ordinal) ? text[..^1] : text;
        return DateTimeOffset.TryParse(
            tidy,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time) ? time : null;
    }

    /// <summary>The same for UTF-8 text, quick for the store's own format.</summary>
    internal static DateTimeOffset? Parse(ReadOnlySpan<byte> utf8) =>
        utf8.Length == Length && utf8[^1] == (byte)'Z' && Utf8Parser.TryParse(utf8, out DateTimeOffset time, out var read, 'O') && read == Length
            ? time
            : Parse(System.Text.Encoding.UTF8.GetString(utf8));
}
