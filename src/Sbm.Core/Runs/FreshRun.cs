using System.Text;

namespace Sbm.Core.Runs;

/// <summary>
/// Knows, without parsing it, a run in the very layout that <see cref="RunJson.Write"/> gives one that nobody has tried to
/// sync: nearly every run that is ever sent.
/// </summary>
internal static class FreshRun
{
    // These names, and the fields below, are those of RunJson.Write; a test sees that they stay so.
    private static readonly byte[][] Names = Beginnings(
    [
        "id", "timestamp", "slug", "command", "status", "error", "duration_seconds", "automation_seconds", "lines_migrated",
        "files_created_count", "scss_line_count", "manual_estimate_seconds", "unconverted_count", "note", "undone_at", "store_id",
        "user_id", "pr_url", "pr_author", "pr_state", "created_at", "merged_at", "closed_at", .. LocalFields.Names,
    ]);

    private static readonly byte[] Outputs = Encoding.UTF8.GetBytes(",\"outputs\":");

    /// <summary>The sync fields of a run that nobody has tried to sync.</summary>
    internal static ReadOnlySpan<byte> SyncFields =>
        "\"sync_status\":\"pending_sync\",\"sync_attempts\":0,\"sync_error\":null,\"sync_attempted_at\":null,\"synced_at\":null"u8;

    /// <summary>Parts the fields that describe the run from its sync fields.</summary>
    /// <param name="run">The run's JSON object; it must be JSON.</param>
    /// <param name="others">The object without its sync fields and its closing brace.</param>
    /// <param name="shared">The same without the fields that stay on this machine.</param>
    /// <returns>False if it is another kind of run, or another layout.</returns>
    internal static bool TryPart(ReadOnlySpan<byte> run, out ReadOnlySpan<byte> others, out ReadOnlySpan<byte> shared)
    {
        shared = [];
        if (!TryCutSyncFields(run, out others))
        {
            return false;
        }

        var rest = others;
        for (var i = 0; i < Names.Length; i++)
        {
            if (i == Names.Length - LocalFields.Names.Length)
            {
                shared = others[..^rest.Length];
            }

            if (!rest.StartsWith(Names[i]))
            {
                return false;
            }

            rest = rest[Names[i].Length..];
            rest = rest[(Names[i].AsSpan().SequenceEqual(Outputs) ? LengthOfFlatObject(rest) : LengthOfValue(rest))..];
        }

        return rest.IsEmpty;
    }

    // There may be spaces before and behind them, see RunRoom.
    private static bool TryCutSyncFields(ReadOnlySpan<byte> run, out ReadOnlySpan<byte> others)
    {
        others = run.EndsWith("}"u8) ? run[..^1].TrimEnd((byte)' ') : [];
        others = others.EndsWith(SyncFields) ? others[..^SyncFields.Length].TrimEnd((byte)' ') : [];
        others = others.EndsWith(","u8) ? others[..^1] : [];
        return !others.IsEmpty;
    }

    // Of an object of such values, or of null.
    private static int LengthOfFlatObject(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith("{\""u8))
        {
            return json.StartsWith("{}"u8) ? 2 : LengthOfValue(json);
        }

        var end = 0;
        do
        {
            end++; // the brace or comma
            end += LengthOfValue(json[end..]) + 1; // the name and its colon
            end += json[end] == '"' ? LengthOfValue(json[end..]) : 0;
        }
        while (json[end] == ',' && json[end + 1] == '"');
        return json[end] == '}' ? end + 1 : 0;
    }

    // Of a string, a number, true, false or null. Anything else, white space before it too, counts as 0: no name follows then.
    private static int LengthOfValue(ReadOnlySpan<byte> json)
    {
        if (json[0] is (byte)'{' or (byte)'[' or <= (byte)' ')
        {
            return 0;
        }

        if (json[0] != '"')
        {
            var comma = json.IndexOf((byte)',');
            return comma < 0 ? json.Length : comma;
        }

        var end = 1;
        while (json[end += json[end..].IndexOfAny((byte)'"', (byte)'\\')] == '\\')
        {
            end += 2;
        }

        return end + 1;
    }

    private static byte[][] Beginnings(string[] names) =>
        Array.ConvertAll(names, name => Encoding.UTF8.GetBytes($"{(name == names[0] ? '{' : ',')}\"{name}\":"));
}
