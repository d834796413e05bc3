using System.Net;
using System.Net.Http.Headers;

namespace Sbm.Core.Firebase.Http;

/// <summary>A request body that is sent in pieces, so that its progress can be seen.</summary>
internal sealed class WatchedContent : HttpContent
{
    private const int PieceBytes = 16 * 1024; // one TLS record; on a link of 2 KB/s it takes 8 s, which is still progress
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ProgressWatch _watch;

    internal WatchedContent(ReadOnlyMemory<byte> body, string mediaType, ProgressWatch watch)
    {
        (_body, _watch) = (body, watch);
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _watch.Touch();
        for (var sent = 0; sent < _body.Length; sent += PieceBytes)
        {
            await stream.WriteAsync(_body.Slice(sent, Math.Min(PieceBytes, _body.Length - sent)), cancellationToken).ConfigureAwait(false);
            _watch.Touch();
        }

        _watch.IsSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
