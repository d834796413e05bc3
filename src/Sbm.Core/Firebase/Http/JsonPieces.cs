using System.Text.Json;

namespace Sbm.Core.Firebase.Http;

/// <summary>
/// Reads JSON that comes piece by piece, token by token. What is kept is the token that a piece ends in, and nothing is looked at
/// more than a few times, however the pieces fall: an answer without end costs neither memory nor much of the processor.
/// </summary>
/// <param name="maxBytes">Of the whole answer; what is longer is none that was hoped for.</param>
internal abstract class JsonPieces(long maxBytes) : IAnswerReader
{
    private const int MaxTokenBytes = 12 * 1024 * 1024; // a string of the database has at most 10 MB
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 512 });
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;
    private int _enough = 1; // bytes that make another look worthwhile
    private long _total;
    private bool _isStarted;
    private bool _isBroken;

    /// <summary>Takes a token; the reader may be moved to the end of its value.</summary>
    /// <returns>False if the value that starts here is not there as a whole yet: the same token comes again.</returns>
    protected abstract bool Take(ref Utf8JsonReader reader);

    /// <summary>Whether what was taken is what was hoped for.</summary>
    protected virtual bool IsComplete => true;

    /// <summary>Whether the answer may be something else than an object.</summary>
    protected virtual bool MayBeNull => false;

    /// <summary>A part of what is at hand, by the reader's positions; good until the reader goes on.</summary>
    protected ReadOnlyMemory<byte> Slice(int start, int end) => _bytes.AsMemory(start, end - start);

    /// <summary>What was taken shows that this is not the answer that was hoped for.</summary>
    protected void Break() => _isBroken = true;

    public bool Add(ReadOnlySpan<byte> piece)
    {
        _total += piece.Length;
        if (_isBroken || _total > maxBytes || _length + piece.Length > MaxTokenBytes)
        {
            _isBroken = true;
            return false;
        }

        if (_length + piece.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + piece.Length, 2 * _bytes.Length));
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        if (_length >= _enough)
        {
            Read(isLast: false);
        }

        return !_isBroken;
    }

    public bool Finish()
    {
        Read(isLast: true);
        return _isStarted && !_isBroken && _length == 0 && IsComplete;
    }

    private void Read(bool isLast)
    {
        try
        {
            var reader = new Utf8JsonReader(_bytes.AsSpan(0, _length), isLast, _state);
            while (!_isBroken)
            {
                var before = reader;
                if (!reader.Read())
                {
                    break;
                }

                if (!_isStarted)
                {
                    _isStarted = true;
                    _isBroken = reader.TokenType != JsonTokenType.StartObject && !(MayBeNull && reader.TokenType == JsonTokenType.Null);
                }

                if (!_isBroken && !Take(ref reader))
                {
                    reader = before;
                    break;
                }
            }

            _state = reader.CurrentState;
            var taken = (int)reader.BytesConsumed;
            _bytes.AsSpan(taken, _length - taken).CopyTo(_bytes);
            _length -= taken;
            _enough = 2 * _length;
        }
        catch (JsonException)
        {
            _isBroken = true;
        }
    }
}
