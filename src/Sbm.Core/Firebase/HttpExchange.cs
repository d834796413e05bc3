using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Sbm.Core.Firebase;

/// <summary>
/// One attempt at one request: sends it, reads the answer, and tells in words what went wrong. It never throws for what a
/// network or a server does. Thread-safe.
/// </summary>
/// <param name="client">The client to send with; it must not follow redirects.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class HttpExchange(HttpClient client, FirebaseOptions options, TimeProvider time)
{
    /// <summary>Of a body so much is kept; an answer that is longer is the database's content, and nobody's business.</summary>
    internal const int MaxKeptBody = 64 * 1024;

    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    internal async Task<HttpAnswer> SendAsync(
        HttpMethod method, Uri url, AuthenticationHeaderValue? authorization, ReadOnlyMemory<byte> body, string mediaType, CancellationToken ct)
    {
        using var watch = new ProgressWatch(options.ProgressTimeout, time, ct);
        using var request = new HttpRequestMessage(method, url) { Content = new WatchedContent(body, mediaType, watch) };
        request.Headers.Authorization = authorization;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            watch.Touch();
            var answer = await ReadAsync(response, watch).ConfigureAwait(false);
            return answer.IsSuccess ? answer : answer with { Body = SecretEcho.Remove(answer.Body, url, authorization, body, mediaType) };
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            return watch.HasStalled
                ? new HttpAnswer { Failure = $"no answer from {url.Host} for {options.ProgressTimeout.TotalSeconds:0.#} s", StalledSending = !watch.IsSent && body.Length > 0 }
                : new HttpAnswer { Failure = FailureOf(e, url) };
        }
    }

    private async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, ProgressWatch watch)
    {
        var check = new JsonObjectCheck();
        using var kept = new MemoryStream();
        using var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var piece = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int length;
            while ((length = await stream.ReadAsync(piece, watch.Token).ConfigureAwait(false)) > 0)
            {
                watch.Touch();
                check.Add(piece.AsSpan(0, length));
                kept.Write(piece, 0, (int)Math.Min(length, MaxKeptBody - kept.Length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return new HttpAnswer
        {
            Status = response.StatusCode,
            Body = kept.ToArray(),
            IsJsonObject = check.Finish(),
            RetryAfter = RetryAfterOf(response),
            RedirectHost = (int)response.StatusCode is >= 300 and < 400 ? HostOf(response.Headers.Location) : null,
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static string HostOf(Uri? location) => location is { IsAbsoluteUri: true } ? location.Host : "another page";

    // In our own words: the runtime's may hold the whole URL.
    private string FailureOf(Exception e, Uri url)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return $"the host {url.Host} is not known: there is no network, or its name is misspelt";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return $"{url.Host}:{url.Port} refuses the connection";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset } or IOException { InnerException: null }:
                    return $"{url.Host} broke off the connection";
                case AuthenticationException:
                    return $"{url.Host} shows no certificate that this machine trusts";
                case TimeoutException:
                    return $"no connection to {url.Host} within {options.ConnectTimeout.TotalSeconds:0.#} s";
                case SocketException socket:
                    return $"no connection to {url.Host} ({socket.SocketErrorCode})";
            }
        }

        return $"the exchange with {url.Host} failed ({e.GetType().Name})";
    }
}
