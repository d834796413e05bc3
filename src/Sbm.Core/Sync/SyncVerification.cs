using System.Buffers;
using System.Text.Json;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>Reads back what was sent and compares: what the database really holds.</summary>
internal static class SyncVerification
{
    private const int FewRuns = 8; // read one by one; more of them with everything that the user has

    internal static async Task<VerifiedRuns> VerifyAsync(FirebaseDatabase database, IReadOnlyList<Upload> sent, CancellationToken ct)
    {
        var expected = sent.GroupBy(static upload => upload.Key, StringComparer.Ordinal).ToDictionary(static same => same.Key, static same => same.Last(), StringComparer.Ordinal);
        var missing = new HashSet<string>(expected.Keys, StringComparer.Ordinal);
        var different = new HashSet<string>(StringComparer.Ordinal);
        bool Take(string key, ReadOnlyMemory<byte> value)
        {
            if (expected.TryGetValue(key, out var upload))
            {
                missing.Remove(key);
                _ = IsSame(upload, value) ? different.Remove(key) : different.Add(key);
            }

            return true;
        }

        try
        {
            foreach (var path in expected.Count <= FewRuns ? expected.Keys.ToList() : [string.Empty])
            {
                var answer = await database.GetAsync(
                    "Reading back what was sent",
                    user => $"users/{Uri.EscapeDataString(user)}/runs{(path.Length > 0 ? "/" : string.Empty)}{Uri.EscapeDataString(path)}",
                    () => path.Length > 0 ? new WholeReader(json => Take(path, json)) : new ChildReader(1, long.MaxValue, (names, json) => Take(names[0], json)),
                    ct).ConfigureAwait(false);
                if (!answer.IsSuccess)
                {
                    return new VerifiedRuns { Fault = FirebaseError.ReasonOf(answer) };
                }
            }
        }
        catch (Exception e) when (e is SbmException or CredentialUnreachableException)
        {
            return new VerifiedRuns { Fault = e.Message };
        }

        return new VerifiedRuns
        {
            Checked = expected.Count,
            Missing = Runs(expected, missing),
            Different = Runs(expected, different),
        };
    }

    private static List<RunRecord> Runs(Dictionary<string, Upload> expected, HashSet<string> keys) =>
        expected.Where(pair => keys.Contains(pair.Key)).Select(static pair => pair.Value.Sent.Record).ToList();

    private static bool IsSame(Upload upload, ReadOnlyMemory<byte> value)
    {
        var sent = new ArrayBufferWriter<byte>();
        RunValue.Write(upload.Sent.Json.Span, sent);
        try
        {
            using var one = JsonDocument.Parse(sent.WrittenMemory, Depth);
            using var other = JsonDocument.Parse(value, Depth);
            return IsSame(one.RootElement, other.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 512 };

    // A Realtime Database keeps no null and nothing empty, keeps numbers as doubles, and gives names no order.
    private static bool IsSame(JsonElement one, JsonElement other)
    {
        if (IsNothing(one) || IsNothing(other))
        {
            return IsNothing(one) && IsNothing(other);
        }

        return (one.ValueKind, other.ValueKind) switch
        {
            (JsonValueKind.Object or JsonValueKind.Array, JsonValueKind.Object or JsonValueKind.Array) => AreSame(Children(one), Children(other)),
            (JsonValueKind.Number, JsonValueKind.Number) => one.GetDouble().Equals(other.GetDouble()),
            (JsonValueKind.String, JsonValueKind.String) => one.GetString() == other.GetString(),
            var (kind, otherKind) => kind == otherKind,
        };
    }

    private static bool AreSame(Dictionary<string, JsonElement> ones, Dictionary<string, JsonElement> others) =>
        ones.Count == others.Count && ones.All(one => others.TryGetValue(one.Key, out var other) && IsSame(one.Value, other));

    private static Dictionary<string, JsonElement> Children(JsonElement parent) => (parent.ValueKind == JsonValueKind.Object
            ? parent.EnumerateObject().Select(static child => KeyValuePair.Create(child.Name, child.Value))
            : parent.EnumerateArray().Select(static (child, i) => KeyValuePair.Create(i.ToString(System.Globalization.CultureInfo.InvariantCulture), child)))
        .Where(static child => !IsNothing(child.Value))
        .GroupBy(static child => child.Key, StringComparer.Ordinal)
        .ToDictionary(static same => same.Key, static same => same.Last().Value, StringComparer.Ordinal);

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Object or JsonValueKind.Array => Children(value).Count == 0,
        _ => false,
    };

    /// <summary>Reads one value as a whole.</summary>
    private sealed class WholeReader(Func<ReadOnlyMemory<byte>, bool> take) : IAnswerReader
    {
        private const int MaxBytes = 16 * 1024 * 1024; // a run has at most 10
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public bool Add(ReadOnlySpan<byte> piece)
        {
            _bytes.Write(piece);
            return _bytes.WrittenCount <= MaxBytes;
        }

        public bool Finish() => _bytes.WrittenSpan.SequenceEqual("null"u8) || take(_bytes.WrittenMemory);
    }
}

/// <summary>What the database holds of the runs that a sync has sent.</summary>
public sealed record VerifiedRuns
{
    /// <summary>Runs that were looked for.</summary>
    public int Checked { get; init; }

    /// <summary>Runs that are not there.</summary>
    public IReadOnlyList<RunRecord> Missing { get; init; } = [];

    /// <summary>Runs that are there with other content.</summary>
    public IReadOnlyList<RunRecord> Different { get; init; } = [];

    /// <summary>Why it could not be found out, one line; null if it could.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether all that was sent is there as it was sent.</summary>
    public bool IsGood => Fault is null && Missing.Count == 0 && Different.Count == 0;
}
