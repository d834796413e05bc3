using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Team;

/// <summary>That a theme was migrated, as the team's database has it.</summary>
/// <param name="Slug">The theme.</param>
/// <param name="By">Who migrated it.</param>
/// <param name="At">When.</param>
/// <param name="StoreId">The store that has the run.</param>
public sealed record SlugMigration(string Slug, string By, DateTimeOffset At, string StoreId)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("slug", Slug);
        json.WriteString("by", By);
        json.WriteString("at", RunTimestamp.Format(At));
        json.WriteString("store", StoreId);
        json.WriteEndObject();
    }

    /// <summary>Null if it is none.</summary>
    internal static SlugMigration? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var value = JsonDocument.ParseValue(ref reader);
            string? Text(string name) =>
                value.RootElement.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            return value.RootElement.ValueKind == JsonValueKind.Object
                && Text("slug") is { Length: > 0 } slug
                && Text("at") is { } at
                && RunTimestamp.Parse(at) is { } time
                    ? new SlugMigration(slug, Text("by") ?? string.Empty, time, Text("store") ?? string.Empty)
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
