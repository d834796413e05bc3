using System.Net;

namespace Sbm.Core.Firebase.Http;

/// <summary>How long requests to Firebase may take, how often they are repeated, and how much of an answer is read.</summary>
internal sealed record FirebaseOptions
{
    /// <summary>To find a host's addresses. Measured by the system's clock, like the next two: the runtime has no other for them.</summary>
    internal TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>To connect to one address of a host.</summary>
    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an address is tried alone before the next one is tried beside it (RFC 8305).</summary>
    internal TimeSpan ConnectHeadStart { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Finds a host's addresses.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The proxy on the way to other machines; the system's if null.</summary>
    internal IWebProxy? Proxy { get; init; }

    /// <summary>Without a byte sent or received. A slow link that still moves is not cut off.</summary>
    internal TimeSpan ProgressTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a request is repeated.</summary>
    internal int Retries { get; init; } = 4;

    /// <summary>Before the first repetition, on average; it doubles from there.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Between two attempts at most.</summary>
    internal TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a server may ask for with <c>Retry-After</c>.</summary>
    internal TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What the system may take of a request before it counts as sent, in bytes; null means 16 KB on a network, and on this
    /// machine the system's own choice. Small, so that a link too slow for a request is noticed while sending, when a smaller
    /// one helps, and not while waiting for the answer. On this machine, where no link is slow and one packet may fill so small
    /// a buffer, the next would wait for an acknowledgement that Linux puts off for 40 ms.
    /// </summary>
    internal int? SendBufferBytes { get; init; }
}
