using System.Net.Http.Headers;

namespace Sbm.Core.Firebase.Http;

/// <summary>One request, as it is sent and, if need be, sent again.</summary>
/// <param name="What">The request in words, for the log, which must not see the URL's query.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">Where to; its query may hold a secret.</param>
internal sealed record FirebaseRequest(string What, HttpMethod Method, Uri Url)
{
    internal AuthenticationHeaderValue? Authorization { get; init; }

    internal ReadOnlyMemory<byte> Body { get; init; }

    internal string MediaType { get; init; } = "application/json";

    /// <summary>How many times the usual silence is waited out: more than once for what must not be asked for twice.</summary>
    internal int Patience { get; init; } = 1;

    /// <summary>
    /// Makes what reads the body of a success and tells whether it is one; null where a success has no body (204), and a body is
    /// the answer of somebody else. A new one for each attempt.
    /// </summary>
    internal Func<IAnswerReader>? Reader { get; init; }

    // Not the record's own text, which would show the URL.
    public override string ToString() => What;
}
