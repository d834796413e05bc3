using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>What a drain came to. Immutable.</summary>
public sealed record SyncReport
{
    /// <summary>Why it ended.</summary>
    public required SyncEnd End { get; init; }

    /// <summary>The end in words, one line, without secrets; null where the end says it all.</summary>
    public string? Message { get; init; }

    /// <summary>Runs whose upload was tried and came to an end, good or bad.</summary>
    public int Attempted { get; init; }

    /// <summary>Runs that the database confirmed.</summary>
    public int Synced { get; init; }

    /// <summary>Runs that were refused, each of them alone, with the reason of each.</summary>
    public IReadOnlyList<RefusedRun> Refused { get; init; } = [];

    /// <summary>Runs that were to be sent and neither confirmed nor refused.</summary>
    public IReadOnlyList<RunRecord> StillPending { get; init; } = [];

    /// <summary>Requests to the database, repeated ones included.</summary>
    public int Requests { get; init; }

    /// <summary>How long it took, waiting for another drain included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What must be mended before anything can be sent, if that is why it ended.</summary>
    public SbmException? Fault { get; init; }

    /// <summary>What the database holds of what was sent; null if nobody asked, or nothing was sent.</summary>
    public VerifiedRuns? Verified { get; init; }

    /// <summary>What the database confirmed.</summary>
    internal IReadOnlyList<Upload> Confirmed { get; init; } = [];

    /// <summary>The totals of the runs that were synced before; null if all have to be counted.</summary>
    internal SentSummary? SummaryBefore { get; init; }

    /// <summary>Since when runs were confirmed by syncs before this one of which the team was not told; null if it was told of all.</summary>
    internal DateTimeOffset? OwedSince { get; init; }
}

/// <summary>A run that the database refused.</summary>
/// <param name="Run">The run as it was sent.</param>
/// <param name="Reason">Why, in the database's words, one line.</param>
public sealed record RefusedRun(RunRecord Run, string Reason);
