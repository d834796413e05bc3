using Microsoft.AspNetCore.Http;

namespace Sbm.FaultDatabase;

/// <summary>What a request is answered with instead of what a database would say.</summary>
internal sealed record FaultRule
{
    /// <summary>A part of the target; null for every request.</summary>
    public string? Target { get; init; }

    /// <summary>GET, PATCH, …; null for every request.</summary>
    public string? Method { get; init; }

    /// <summary>The answer's status; 0 answers as a database does.</summary>
    public int Status { get; init; }

    public string Body { get; init; } = string.Empty;

    /// <summary>Seconds.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whether to be silent until other rules are given, which are then asked.</summary>
    public bool Hang { get; init; }

    /// <summary>Whether to reset the connection.</summary>
    public bool Reset { get; init; }

    /// <summary>For how many requests it holds; all if 0.</summary>
    public int Times { get; init; }

    internal bool Matches(HttpRequest request) =>
        (Target is null || (request.Path + request.QueryString.Value).Contains(Target, StringComparison.Ordinal))
        && (Method is null || request.Method.Equals(Method, StringComparison.OrdinalIgnoreCase));
}
