using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// What syncs of a store tell each other, in <c>&lt;store&gt;.sync.info</c>: who has the lease, and which destinations could not be
/// reached. The lease file itself stays empty, since Windows lets nobody read an exclusive file. Immutable.
/// </summary>
internal sealed record SyncInfo
{
    internal static readonly SyncInfo Nothing = new();

    /// <summary>Who has the lease, or died with it; null if nobody has.</summary>
    internal SyncHolder? Holder { get; init; }

    /// <summary>At most one for each destination.</summary>
    internal IReadOnlyList<OfflineStamp> Offline { get; init; } = [];

    /// <summary>The totals that the last sync told the team; null if none has.</summary>
    internal SentSummary? Summary { get; init; }

    /// <summary>Since when runs may have been confirmed of which the team was not told: a sync was cut off between; null if it was told of all.</summary>
    internal DateTimeOffset? OwedSince { get; init; }

    /// <summary>The same with another stamp for a destination; null takes it away. Those of the past are left out.</summary>
    internal SyncInfo With(string destination, OfflineStamp? stamp, DateTimeOffset now) => this with
    {
        Offline = Offline
            .Where(other => other.Destination != destination && other.Until > now)
            .Concat(stamp is null ? [] : [stamp])
            .ToList(),
    };

    internal OfflineStamp? StampOf(string destination) => Offline.FirstOrDefault(stamp => stamp.Destination == destination);

    internal byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Holder is { } holder)
            {
                json.WriteStartObject("holder");
                json.WriteNumber("process", holder.ProcessId);
                json.WriteString("machine", holder.Machine);
                json.WriteString("since", RunTimestamp.Format(holder.Since));
                json.WriteEndObject();
            }

            json.WriteStartArray("offline");
            foreach (var stamp in Offline)
            {
                json.WriteStartObject();
                json.WriteString("destination", stamp.Destination);
                json.WriteString("until", RunTimestamp.Format(stamp.Until));
                json.WriteString("reason", stamp.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (OwedSince is { } since)
            {
                json.WriteString("owed_since", RunTimestamp.Format(since));
            }

            Summary?.Write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads it; anything that is not understood is not there.</summary>
    internal static SyncInfo Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8);
            var root = json.RootElement;
            return root.ValueKind != JsonValueKind.Object ? Nothing : new SyncInfo
            {
                Holder = root.TryGetProperty("holder", out var holder) ? HolderOf(holder) : null,
                Offline = root.TryGetProperty("offline", out var stamps) && stamps.ValueKind == JsonValueKind.Array
                    ? stamps.EnumerateArray().Select(StampOf).OfType<OfflineStamp>().ToList()
                    : [],
                OwedSince = RunTimestamp.Parse(Text(root, "owed_since")),
                Summary = root.TryGetProperty("summary", out var summary) ? SentSummary.Parse(summary) : null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Nothing; // cut short by a power cut, or half of a surrogate pair: nothing but a pause is lost
        }
    }

    private static SyncHolder? HolderOf(JsonElement holder) =>
        Text(holder, "since") is { } since
        && RunTimestamp.Parse(since) is { } time
        && holder.TryGetProperty("process", out var process)
        && process.ValueKind == JsonValueKind.Number
        && process.TryGetInt32(out var id)
            ? new SyncHolder(id, Text(holder, "machine") ?? string.Empty, time)
            : null;

    private static OfflineStamp? StampOf(JsonElement stamp) =>
        Text(stamp, "destination") is { } destination && Text(stamp, "until") is { } until && RunTimestamp.Parse(until) is { } time
            ? new OfflineStamp(destination, time, Text(stamp, "reason") ?? string.Empty)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>Who has a store's drain lease.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Machine">Where it runs.</param>
/// <param name="Since">Since when.</param>
public sealed record SyncHolder(int ProcessId, string Machine, DateTimeOffset Since)
{
    /// <summary>In words.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"process {ProcessId}{(Machine == Environment.MachineName ? string.Empty : $" on {Machine}")}, since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
