using System.Text.Json;

namespace Sbm.Core.Firebase;

/// <summary>
/// Finds out whether bytes that come piece by piece are one JSON object, keeping no more of them than the token that a piece
/// ends in. (A server may answer with its whole database.)
/// </summary>
internal sealed class JsonObjectCheck
{
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 512 });
    private byte[] _rest = [];
    private bool _isObject;
    private bool _isBroken;
    private bool _started;

    internal void Add(ReadOnlySpan<byte> piece) => Read(piece, isLast: false);

    /// <summary>Whether everything added was one JSON object, whole.</summary>
    internal bool Finish()
    {
        Read([], isLast: true);
        return _isObject && !_isBroken;
    }

    private void Read(ReadOnlySpan<byte> piece, bool isLast)
    {
        if (_isBroken)
        {
            return;
        }

        byte[] bytes = [.. _rest, .. piece];
        try
        {
            var reader = new Utf8JsonReader(bytes, isLast, _state);
            while (reader.Read())
            {
                _isObject |= !_started && reader.TokenType == JsonTokenType.StartObject;
                _started = true;
            }

            _state = reader.CurrentState;
            _rest = bytes[(int)reader.BytesConsumed..];
        }
        catch (JsonException)
        {
            _isBroken = true;
        }
    }
}
