using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;

namespace Sbm.Core.Firebase;

/// <summary>A way to one host, with time-outs and repetition. Thread-safe.</summary>
internal sealed class FirebaseConnection : IDisposable
{
    private readonly HttpClient _client;
    private readonly HttpExchange _exchange;
    private readonly ResiliencePipeline<HttpAnswer> _pipeline;
    private readonly ILogger _log;
    private int _requests;

    internal FirebaseConnection(FirebaseOptions options, TimeProvider time, ILogger log, bool isPlain)
    {
        // The exchange has time-outs of its own; the client's would cut off a slow link that still moves.
        _client = new HttpClient(FirebaseHttp.Handler(options, isPlain)) { Timeout = Timeout.InfiniteTimeSpan };
        _exchange = new HttpExchange(_client, options, time);
        _pipeline = RetryPipeline.Build(options, time, log);
        _log = log;
    }

    /// <summary>Requests sent so far, repeated ones included.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>Sends a request until there is an answer that repeating it would not change, or no more repetitions.</summary>
    /// <param name="what">The request in words, for the log, which must not see the URL's query.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    internal async Task<HttpAnswer> SendAsync(
        string what,
        HttpMethod method,
        Uri url,
        AuthenticationHeaderValue? authorization,
        ReadOnlyMemory<byte> body,
        string mediaType,
        CancellationToken ct) =>
        await _pipeline.ExecuteAsync(
            async token =>
            {
                Interlocked.Increment(ref _requests);
                var answer = await _exchange.SendAsync(method, url, authorization, body, mediaType, token).ConfigureAwait(false);
                _log.LogDebug("{What}, {Bytes} bytes: {Answer}", what, body.Length, answer.IsSuccess ? "done" : FirebaseError.ReasonOf(answer));
                return answer;
            },
            ct).ConfigureAwait(false);

    public void Dispose() => _client.Dispose();
}
