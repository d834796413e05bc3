using System.Buffers;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Team;

/// <summary>What a store, or several of a user's, come to: the values below <c>/summaries/{user}</c>.</summary>
internal static class SummaryValue
{
    private const string NoStore = "none"; // runs of the earlier Python tool; no store sums them

    /// <summary>The value for one store.</summary>
    internal static byte[] Of(TeamTotals totals, string name, DateTimeOffset at) => Json(json => Write(json, totals, name, at));

    /// <summary>
    /// The value for all stores of a user, counted from all of the user's runs. Each run counts for the store that recorded it, as in
    /// that store's own syncs: those of other living stores then overwrite a part with the same, and what is lost stays counted once.
    /// </summary>
    internal static byte[] OfAll(IEnumerable<RunRecord> runs, string name, DateTimeOffset at) => Json(json =>
    {
        json.WriteStartObject();
        foreach (var ofStore in runs.GroupBy(static run => string.IsNullOrEmpty(run.StoreId) ? NoStore : FirebaseKey.Legal(run.StoreId), StringComparer.Ordinal))
        {
            json.WritePropertyName(ofStore.Key);
            Write(json, TeamTotals.Of(ofStore), name, at);
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, TeamTotals totals, string name, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("at", RunTimestamp.Format(at));
        TotalsJson.Write(json, totals);
        json.WriteEndObject();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content))
        {
            write(json);
        }

        return content.WrittenSpan.ToArray();
    }
}
