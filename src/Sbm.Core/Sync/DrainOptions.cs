namespace Sbm.Core.Sync;

/// <summary>The bounds of a drain.</summary>
internal sealed record DrainOptions
{
    /// <summary>Runs in one request at most.</summary>
    internal int MaxBatchRuns { get; init; } = 500;

    /// <summary>Bytes in one request at most, unless a single run has more.</summary>
    internal int MaxBatchBytes { get; init; } = 4_000_000;

    /// <summary>After so many runs refused alone, and none accepted, the database itself is what refuses.</summary>
    internal int MaxLoneRefusals { get; init; } = 8;

    /// <summary>The time for the whole drain, waiting for another one included.</summary>
    internal TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a drain that waits for another one looks whether it is over, on average.</summary>
    internal TimeSpan LeasePause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a drain that is called off may take to write down what was confirmed.</summary>
    internal TimeSpan LastWriteTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>When the network last changed, which makes void what was known of it before; null if it has not.</summary>
    internal DateTimeOffset? NetworkChangedAt { get; init; }

    /// <summary>Asked for when the process ends, to which a drain must not be in the way.</summary>
    internal CancellationToken Leaving { get; init; }
}
