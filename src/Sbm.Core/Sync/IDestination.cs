using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>Where runs are sent. Knows how to reach it; knows nothing of leases, batches and the store.</summary>
internal interface IDestination
{
    /// <summary>Tells this destination from others; shown to people and kept in files, so without secrets.</summary>
    string Name { get; }

    /// <summary>Requests made so far, repeated ones included.</summary>
    int Requests { get; }

    /// <summary>What the last attempt of a request came to, if it is one that is repeated, one line; null since anything else was answered.</summary>
    string? Trouble { get; }

    /// <summary>The key under which the run is kept; always the same for the same run.</summary>
    string KeyOf(StoredRun run);

    /// <summary>Sends the uploads as one request: all are accepted or none. Retries what is worth retrying before it answers.</summary>
    /// <exception cref="OperationCanceledException">It was called off; whether anything arrived is not known.</exception>
    Task<Answer> SendAsync(IReadOnlyList<Upload> uploads, CancellationToken ct);
}
