using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>Tells runs apart; see <see cref="StoredRun.Identity"/>.</summary>
internal static class RunIdentity
{
    internal static string Of(string? id, ReadOnlySpan<byte> json) => id ?? "tokens:" + TokenDigest(json);

    /// <summary>The same from the bytes alone; null for what is not a run.</summary>
    internal static string? TryOfLine(ReadOnlySpan<byte> json)
    {
        // Runs that Sbm wrote begin with their id, so that one run among very many is found without parsing them all. Of a field
        // that stands twice the last counts, so there may be no other.
        const int IdStart = 7;
        const int IdEnd = IdStart + RunId.Length;
        if (json.StartsWith("{\"id\":\""u8)
            && json.Length > IdEnd
            && json[IdEnd] == '"'
            && json[IdStart..IdEnd].IndexOfAnyExcept(HexDigits) < 0
            && json[IdEnd..].IndexOf("\"id\""u8) < 0)
        {
            return Encoding.UTF8.GetString(json[IdStart..IdEnd]);
        }

        return RunJson.Read(json) is { } record ? Of(record.Id, json) : null;
    }

    /// <summary>Whether a run has the very tokens, other than its sync fields, that it had when it was read.</summary>
    internal static bool IsUnchanged(ReadOnlySpan<byte> json, StoredRun read) =>
        read.Record.Id is null // then the tokens are its identity
        || json.SequenceEqual(read.Json.Span)
        || TokenDigest(json) == TokenDigest(read.Json.Span);

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Whether a field describes syncing rather than the run.</summary>
    internal static bool IsSyncField(ref Utf8JsonReader name)
    {
        if (name.ValueIsEscaped)
        {
            var text = RawJson.NameAt(ref name);
            return text.StartsWith("sync_", StringComparison.Ordinal) || text == "synced_at";
        }

        return name.ValueSpan.StartsWith("sync_"u8) || name.ValueSpan.SequenceEqual("synced_at"u8);
    }

    /// <summary>A digest of the tokens other than the sync fields: what is sent, and with it what a result is about.</summary>
    internal static string TokenDigest(ReadOnlySpan<byte> json)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new Utf8JsonReader(json, RunJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsSyncField(ref reader))
            {
                reader.Skip();
                continue;
            }

            Append(digest, ref reader);
            var depth = reader.CurrentDepth;
            do
            {
                reader.Read();
                Append(digest, ref reader);
            }
            while (reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
        }

        return Convert.ToHexString(digest.GetHashAndReset())[..32].ToLowerInvariant();
    }

    // The kind of each token is its separator (no JSON text holds such a byte), so that ["a","b"] and ["ab"] differ.
    private static void Append(IncrementalHash digest, ref Utf8JsonReader reader)
    {
        digest.AppendData([(byte)reader.TokenType]);
        digest.AppendData(reader.ValueSpan);
    }
}
