using System.Buffers;
using System.Text;
using System.Text.Json;
using Sbm.Core.Firebase;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// The body of a multi-path update, <c>{ "users/{user}/runs/{key}": {…}, … }</c>, which writes all of its paths or none
/// (https://firebase.google.com/docs/reference/rest/database#section-patch). Reused from batch to batch; not thread-safe.
/// </summary>
internal sealed class PatchBody
{
    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Builds the body anew. What it returned before is overwritten.</summary>
    internal ReadOnlyMemory<byte> Of(string user, IReadOnlyList<Upload> uploads)
    {
        var folder = JsonEncodedText.Encode($"users/{user}/runs/", RunJson.WriterOptions.Encoder);
        _body.ResetWrittenCount();
        for (var i = 0; i < uploads.Count; i++)
        {
            _body.Write(i == 0 ? "{\""u8 : ",\""u8);
            _body.Write(folder.EncodedUtf8Bytes);
            WriteKey(uploads[i].Key);
            _body.Write("\":"u8);
            RunValue.Write(uploads[i].Sent.Json.Span, _body);
        }

        _body.Write("}"u8);
        return _body.WrittenMemory;
    }

    private void WriteKey(string key)
    {
        if (FirebaseKey.IsPlain(key))
        {
            Encoding.UTF8.GetBytes(key, _body); // nothing in it needs an escape
        }
        else
        {
            _body.Write(JsonEncodedText.Encode(key, RunJson.WriterOptions.Encoder).EncodedUtf8Bytes);
        }
    }
}
