using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Firebase.Http;

/// <summary>
/// Reads the answer of a database on this machine that does not answer 204: an object that has every path that was just sent, as a
/// name or as a way down, and no <c>error</c> at its top. (The npm package firebase-server answers with its whole database.)
/// </summary>
/// <param name="paths">The paths that were sent.</param>
internal sealed class EchoReader(IEnumerable<string> paths) : JsonPieces(MaxBytes)
{
    private const long MaxBytes = 64 * 1024 * 1024;
    private const int Levels = 4; // users/{user}/runs/{key}
    private readonly HashSet<string> _missing = new(paths, StringComparer.Ordinal);
    private readonly string[] _path = new string[Levels + 1];

    protected override bool IsComplete => _missing.Count == 0;

    protected override bool Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= Levels)
        {
            var level = reader.CurrentDepth;
            var name = RawJson.NameAt(ref reader);
            _path[level] = level == 1 ? name : $"{_path[level - 1]}/{name}";
            _missing.Remove(_path[level]);
            if (level == 1 && name == "error")
            {
                Break();
            }
        }

        return true;
    }
}
