using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Sbm.Core.Firebase.Http;

/// <summary>Builds the pipeline that repeats what is worth repeating.</summary>
internal static class RetryPipeline
{
    internal static ResiliencePipeline<HttpAnswer> Build(FirebaseOptions options, TimeProvider time, ILogger log) => options.Retries == 0
        ? ResiliencePipeline<HttpAnswer>.Empty
        : new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsTransient: true }),
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(Shorter(arguments.Outcome.Result?.RetryAfter, options.MaxRetryAfter)),
                OnRetry = arguments =>
                {
                    log.LogInformation(
                        "Trying again in {Delay:0.0} s: {Reason}.", arguments.RetryDelay.TotalSeconds, FirebaseError.ReasonOf(arguments.Outcome.Result!));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private static TimeSpan? Shorter(TimeSpan? asked, TimeSpan longest) => asked < longest ? asked : asked is null ? null : longest;
}
