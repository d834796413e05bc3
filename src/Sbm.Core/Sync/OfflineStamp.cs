using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>That a destination could not be reached, and until when automatic drains leave it alone.</summary>
/// <param name="Destination">The destination's name.</param>
/// <param name="Until">Until when.</param>
internal sealed record OfflineStamp(string Destination, DateTimeOffset Until)
{
    /// <summary>
    /// Whether it holds now. A stamp further ahead than any that is written comes from a wrong clock and would last too long.
    /// </summary>
    internal bool Holds(string destination, DateTimeOffset now, TimeSpan longest) =>
        Destination == destination && Until > now && Until - now <= longest;

    internal byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("destination", Destination);
            json.WriteString("offline_until", RunTimestamp.Format(Until));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a stamp; anything else, a stamp cut short included, is none.</summary>
    internal static OfflineStamp? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return JsonElement.TryParseValue(ref reader, out var stamp)
                && stamp is { ValueKind: JsonValueKind.Object } value
                && value.TryGetProperty("destination", out var destination)
                && value.TryGetProperty("offline_until", out var until)
                && destination.ValueKind == JsonValueKind.String
                && until.ValueKind == JsonValueKind.String
                && RunTimestamp.Parse(until.GetString()) is { } time
                ? new OfflineStamp(destination.GetString()!, time)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
