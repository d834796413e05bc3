using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Firebase.Http;

/// <summary>Reads values at a fixed depth of what a database answers, one by one as they come, and keeps none of them.</summary>
/// <param name="depth">How many names lead to a value.</param>
/// <param name="maxBytes">Of the whole answer.</param>
/// <param name="take">Is given the names and the value's JSON, and says whether it could use it.</param>
internal sealed class ChildReader(int depth, long maxBytes, Func<IReadOnlyList<string>, ReadOnlyMemory<byte>, bool> take) : JsonPieces(maxBytes)
{
    private readonly string[] _names = new string[depth];

    /// <summary>Values that could be used.</summary>
    internal int Taken { get; private set; }

    /// <summary>Values that could not, and what stands where values should be.</summary>
    internal int Skipped { get; private set; }

    /// <summary>Which names lead on; all if null.</summary>
    internal Func<int, string, bool>? Leads { get; init; }

    protected override bool MayBeNull => true; // nothing is there

    protected override bool Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return true;
        }

        // Every value is looked at as a whole, but for those that lead further down: they come piece by piece.
        var level = reader.CurrentDepth;
        _names[level - 1] = RawJson.NameAt(ref reader);
        var leads = Leads?.Invoke(level, _names[level - 1]) != false;
        if (!reader.Read())
        {
            return false;
        }

        if (leads && level < depth && reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        if (leads)
        {
            var isTaken = level == depth && take(_names, Slice(start, (int)reader.BytesConsumed));
            (Taken, Skipped) = isTaken ? (Taken + 1, Skipped) : (Taken, Skipped + 1);
        }

        return true;
    }
}
