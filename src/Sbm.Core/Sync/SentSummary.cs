using System.Text.Json;
using Sbm.Core.Runs;
using Sbm.Core.Team;

namespace Sbm.Core.Sync;

/// <summary>
/// The totals that a store's last sync told the team, so that the next one need not count all runs again. A hint: a drain takes it
/// away before it marks runs, and it is put back when they are counted, so that one that ends between leaves none.
/// </summary>
/// <param name="Destination">Which database was told.</param>
/// <param name="StoreId">The store's id.</param>
/// <param name="File">What the store's file was: whoever changes runs that are counted makes a new one.</param>
/// <param name="Totals">The totals.</param>
/// <param name="CountedAt">When all runs were last counted.</param>
internal sealed record SentSummary(string Destination, string StoreId, string File, TeamTotals Totals, DateTimeOffset CountedAt)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("summary");
        json.WriteString("destination", Destination);
        json.WriteString("store_id", StoreId);
        json.WriteString("file", File);
        json.WriteString("counted_at", RunTimestamp.Format(CountedAt));
        TotalsJson.Write(json, Totals);
        json.WriteEndObject();
    }

    internal static SentSummary? Parse(JsonElement summary) =>
        TotalsJson.Read(summary) is { } totals
        && summary.TryGetProperty("destination", out var destination)
        && destination.ValueKind == JsonValueKind.String
        && summary.TryGetProperty("store_id", out var store)
        && store.ValueKind == JsonValueKind.String
        && summary.TryGetProperty("file", out var file)
        && file.ValueKind == JsonValueKind.String
        && summary.TryGetProperty("counted_at", out var counted)
        && counted.ValueKind == JsonValueKind.String
        && RunTimestamp.Parse(counted.GetString()) is { } at
            ? new SentSummary(destination.GetString()!, store.GetString()!, file.GetString()!, totals, at)
            : null;
}
