using Microsoft.Extensions.Logging;
using Polly;

namespace Sbm.Core.Firebase.Http;

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
        var (handler, failures) = FirebaseHttp.Create(options, isPlain);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _exchange = new HttpExchange(_client, failures, options, time);
        _pipeline = RetryPipeline.Build(options, time, log);
        _log = log;
    }

    /// <summary>Requests sent so far, repeated ones included.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>What the last attempt came to, if it is one that is repeated; null since anything else was answered.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Sends a request until there is an answer that repeating it would not change, or no more repetitions.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    internal async Task<HttpAnswer> SendAsync(FirebaseRequest request, CancellationToken ct) =>
        await _pipeline.ExecuteAsync(
            async token =>
            {
                Interlocked.Increment(ref _requests);
                var answer = await _exchange.SendAsync(request, token).ConfigureAwait(false);
                Trouble = answer.IsTransient ? FirebaseError.ReasonOf(answer) : null;
                _log.LogDebug("{What}, {Bytes} bytes: {Answer}", request.What, request.Body.Length, answer.IsSuccess ? "done" : FirebaseError.ReasonOf(answer));
                return answer;
            },
            ct).ConfigureAwait(false);

    public void Dispose() => _client.Dispose();
}
