using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sbm.Unit.Store;

/// <summary>Makes JSON objects that are runs in any layout but Sbm's own: sync fields anywhere, twice, nested, with escaped names.</summary>
internal sealed class OddRun(Random random)
{
    private static readonly string[] Names =
        ["slug", "id", "error", "sync_status", "sync_attempts", "sync_error", "sync_attempted_at", "synced_at", "sync", "sync_note", "a.b", "", "ä\"\\", "$x/"];

    private static readonly string[] Scalars =
        ["null", "true", "1.500", "-0", "12345678901234567890123", "7", "\"\"", "\"x\"", "\"sync_status\"", "\",\\\"synced_at\\\":null}\"", "\"\\u00e4\\\\\""];

    internal string Next() => Object(depth: 0);

    private string Object(int depth)
    {
        var text = new StringBuilder("{");
        for (var left = random.Next(depth == 0 ? 12 : 4); left > 0; left--)
        {
            text.Append(Space()).Append(Name()).Append(Space()).Append(':').Append(Space()).Append(Value(depth + 1)).Append(Space());
            text.Append(left > 1 ? "," : "");
        }

        return text.Append(Space()).Append('}').ToString();
    }

    private string Name()
    {
        var name = JsonSerializer.Serialize(Pick(Names), Relaxed);
        var at = random.Next(6) == 0 ? name.IndexOfAny(['s', 'y', 'a']) : -1;
        return at < 0 ? name : $"{name[..at]}\\u{(int)name[at]:x4}{name[(at + 1)..]}";
    }

    private string Value(int depth) => random.Next(depth > 3 ? 4 : 6) switch
    {
        4 => Object(depth),
        5 => $"[{Space()}{string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => Value(depth + 1)))}{Space()}]",
        _ => Pick(Scalars),
    };

    private string Space() => random.Next(4) == 0 ? " " : "";

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
