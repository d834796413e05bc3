using System.Buffers;
using System.Text.Json;

namespace Sbm.Core.Firebase.Http;

/// <summary>Reads an answer that is one small JSON object, and keeps it: that of a service that issues credentials.</summary>
internal sealed class SmallObjectReader : IAnswerReader
{
    internal const int MaxBytes = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The answer as it came.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public bool Add(ReadOnlySpan<byte> piece)
    {
        if (_bytes.WrittenCount + piece.Length > MaxBytes)
        {
            return false;
        }

        _bytes.Write(piece);
        return true;
    }

    public bool Finish()
    {
        try
        {
            using var json = JsonDocument.Parse(Bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A text in it; null if it is not there, empty, or no text. A number is text, too.</summary>
    internal string? Text(string name)
    {
        try
        {
            using var json = JsonDocument.Parse(Bytes);
            return json.RootElement.TryGetProperty(name, out var value) ? value.ValueKind switch
            {
                JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            } : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // half of a surrogate pair is no text
        }
    }
}
