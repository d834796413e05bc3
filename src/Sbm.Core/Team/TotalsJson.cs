using System.Text.Json;

namespace Sbm.Core.Team;

/// <summary>Totals as the database and <c>&lt;store&gt;.sync.info</c> hold them.</summary>
internal static class TotalsJson
{
    private const decimal Most = 1_000_000_000_000_000; // what is beyond is no count of anybody's runs

    /// <summary>Writes the fields of an object that is already begun.</summary>
    internal static void Write(Utf8JsonWriter json, TeamTotals totals)
    {
        json.WriteNumber("runs", totals.Runs);
        json.WriteNumber("successes", totals.Successes);
        json.WriteNumber("slugs", totals.Slugs);
        json.WriteNumber("lines", totals.Lines);
        json.WriteNumber("automation_seconds", totals.AutomationSeconds);
        json.WriteNumber("saved_seconds", totals.SavedSeconds);
    }

    /// <summary>As below, of text; null if that is no JSON either.</summary>
    internal static TeamTotals? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null if it is no totals: a number is missing, no number, or none that such a thing can be.</summary>
    internal static TeamTotals? Read(JsonElement summary)
    {
        if (summary.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        decimal? Number(string name) =>
            summary.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
                && Math.Abs(number) <= Most && (number >= 0 || name == "saved_seconds")
                ? number
                : null;
        return (Number("runs"), Number("successes"), Number("slugs"), Number("lines"), Number("automation_seconds"), Number("saved_seconds")) switch
        {
            ({ } runs, { } successes, { } slugs, { } lines, { } automation, { } saved) => new TeamTotals
            {
                Runs = (long)runs,
                Successes = (long)successes,
                Slugs = (long)slugs,
                Lines = (long)lines,
                AutomationSeconds = automation,
                SavedSeconds = saved,
            },
            _ => null,
        };
    }
}
