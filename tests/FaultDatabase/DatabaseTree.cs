using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sbm.FaultDatabase;

/// <summary>What was written to single paths, read as the one tree that a Realtime Database is.</summary>
internal static class DatabaseTree
{
    /// <summary>The JSON at a path, "null" where nothing is; with <paramref name="shallow"/> children are told by their names alone.</summary>
    internal static string Read(IReadOnlyDictionary<string, JsonElement> content, string path, bool shallow)
    {
        JsonNode? root = new JsonObject();
        foreach (var (at, value) in content.OrderBy(static entry => entry.Key.Length))
        {
            root = Set(root, Split(at), JsonNode.Parse(value.GetRawText()));
        }

        var node = Split(path).Aggregate(root, static (parent, name) => (parent as JsonObject)?[name]);
        if (node is JsonObject { Count: 0 })
        {
            return "null";
        }

        return shallow && node is JsonObject children
            ? new JsonObject(children.Select(static child => KeyValuePair.Create<string, JsonNode?>(child.Key, true))).ToJsonString()
            : node?.ToJsonString() ?? "null";
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode? Set(JsonNode? parent, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        var folder = parent as JsonObject ?? [];
        var old = folder[path[0]];
        folder.Remove(path[0]);
        if (Set(old, path[1..], value) is { } child)
        {
            folder[path[0]] = child;
        }

        return folder;
    }
}
