using Sbm.Core;

namespace Sbm;

/// <summary>What a sync came to.</summary>
public sealed class SyncReport
{
    /// <summary>
    /// Why it ended: Completed, NothingToDo, Offline, Refused, Cancelled, Deadline or AlreadyRunning.
    /// </summary>
    public string End { get; init; } = string.Empty;

    /// <summary>The end in words; null where nothing is to be said.</summary>
    public string? Message { get; init; }

    /// <summary>Runs whose upload was tried and came to an end.</summary>
    public int Attempted { get; init; }

    /// <summary>Runs that the database confirmed.</summary>
    public int Synced { get; init; }

    /// <summary>Runs that the database refused, each of them alone.</summary>
    public int Failed { get; init; }

    /// <summary>Runs that were to be sent and are not in the database.</summary>
    public int Pending { get; init; }

    /// <summary>Requests to the database, repeated ones included.</summary>
    public int Requests { get; init; }

    /// <summary>How long it took, to the hundredth of a second.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary><see cref="Duration"/> in seconds.</summary>
    public double DurationSeconds => Duration.TotalSeconds;

    /// <summary><see cref="Duration"/> as tables show it: <c>0.42s</c>, <c>3m 20s</c>.</summary>
    public string DurationText => TimeText.Duration(Duration);

    /// <summary>The runs that were refused; their SyncError says why.</summary>
    public IReadOnlyList<MigrationRun> FailedRun { get; init; } = [];

    /// <summary>The runs that are still to be sent.</summary>
    public IReadOnlyList<MigrationRun> PendingRun { get; init; } = [];

    /// <summary>With -Verify: whether the database holds what was sent, as it was sent; null where nothing was looked for.</summary>
    public bool? Verified { get; init; }

    /// <summary>With -Verify: why that could not be found out; null if it could.</summary>
    public string? VerifyError { get; init; }

    /// <summary>With -Verify: runs that the database confirmed and does not hold.</summary>
    public IReadOnlyList<MigrationRun> MissingRun { get; init; } = [];

    /// <summary>With -Verify: runs that the database holds with other content.</summary>
    public IReadOnlyList<MigrationRun> DifferentRun { get; init; } = [];

    /// <summary>Full path of the store whose runs were sent.</summary>
    public string StorePath { get; init; } = string.Empty;

    /// <summary>The end and the counts.</summary>
    public override string ToString() => $"{End}: {Synced} synced, {Failed} failed, {Pending} pending";
}
