using System.Buffers;
using System.Net;

namespace Sbm.Core.Firebase.Http;

/// <summary>
/// One attempt at one request: sends it, reads the answer, and tells in words what went wrong. It never throws for what a
/// network or a server does. Thread-safe.
/// </summary>
/// <param name="client">The client to send with; it must not follow redirects.</param>
/// <param name="failures">Tells what an exception of the client means.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class HttpExchange(HttpClient client, NetworkFailure failures, FirebaseOptions options, TimeProvider time)
{
    private const int PieceBytes = 16 * 1024;
    private const int MaxErrorBytes = 64 * 1024; // an error that is longer is no error of Firebase's

    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    internal async Task<HttpAnswer> SendAsync(FirebaseRequest request, CancellationToken ct)
    {
        var silence = options.ProgressTimeout * request.Patience;
        using var watch = new ProgressWatch(silence, time, ct);
        using var message = new HttpRequestMessage(request.Method, request.Url);
        message.Headers.Authorization = request.Authorization;
        message.Content = request.Body.IsEmpty ? null : new WatchedContent(request.Body, request.MediaType, watch);
        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            watch.Touch();
            return await ReadAsync(request, response, watch).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            return watch.HasStalled
                ? new HttpAnswer { Failure = $"no answer from {failures.HostOf(request.Url)} for {TimeText.Seconds(silence)}", StalledSending = !watch.IsSent && request.Body.Length > 0 }
                : new HttpAnswer { Failure = failures.Describe(e, request.Url) };
        }
    }

    private async Task<HttpAnswer> ReadAsync(FirebaseRequest request, HttpResponseMessage response, ProgressWatch watch)
    {
        var isPositive = response.StatusCode == HttpStatusCode.OK; // Firebase knows no other, besides 204
        var content = isPositive ? request.Reader?.Invoke() : null;
        using var error = new MemoryStream();
        var isWhole = response.StatusCode == HttpStatusCode.NoContent || await EachPieceAsync(response, watch, piece =>
        {
            if (isPositive)
            {
                return content?.Add(piece.Span) == true;
            }

            error.Write(piece.Span);
            return error.Length <= MaxErrorBytes;
        }).ConfigureAwait(false);

        return new HttpAnswer
        {
            Status = response.StatusCode,
            IsSuccess = response.StatusCode == HttpStatusCode.NoContent || (isWhole && content?.Finish() == true),
            Content = content,
            Error = isWhole && !isPositive && FirebaseError.TextOf(error.ToArray()) is { } text ? SecretEcho.Remove(text, request) : null,
            RetryAfter = RetryAfterOf(response),
            RedirectHost = (int)response.StatusCode is >= 300 and < 400 ? HostOf(response.Headers.Location) : null,
        };
    }

    // Whether all of it was taken. What is not wanted any more is not read either; the connection is closed with the response.
    private static async Task<bool> EachPieceAsync(HttpResponseMessage response, ProgressWatch watch, Func<ReadOnlyMemory<byte>, bool> take)
    {
        using var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int length;
            while ((length = await stream.ReadAsync(piece, watch.Token).ConfigureAwait(false)) > 0)
            {
                watch.Touch();
                if (!take(piece.AsMemory(0, length)))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static string HostOf(Uri? location) => location is { IsAbsoluteUri: true } ? location.Host : "another page";
}
