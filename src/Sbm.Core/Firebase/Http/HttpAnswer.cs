using System.Net;

namespace Sbm.Core.Firebase.Http;

/// <summary>What one attempt at a request came to: an answer, or no answer and why.</summary>
internal sealed record HttpAnswer
{
    /// <summary>The status; null if there was no whole answer.</summary>
    internal HttpStatusCode? Status { get; init; }

    /// <summary>Whether the server did what was asked. A success page of a hotel's network is none.</summary>
    internal bool IsSuccess { get; init; }

    /// <summary>What read the body of a success; null if it had none.</summary>
    internal IAnswerReader? Content { get; init; }

    /// <summary>What the server says in its error, without secrets; null if it says nothing.</summary>
    internal string? Error { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the server redirects to: the host alone.</summary>
    internal string? RedirectHost { get; init; }

    /// <summary>Why there is no answer, one line; null if there is one.</summary>
    internal string? Failure { get; init; }

    /// <summary>Whether sending came to a halt.</summary>
    internal bool StalledSending { get; init; }

    /// <summary>Whether the very same request may well succeed a little later.</summary>
    internal bool IsTransient => Status is null
        ? !StalledSending
        : Status is HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout
            || ((int)Status is >= 200 and < 300 && !IsSuccess);
}
