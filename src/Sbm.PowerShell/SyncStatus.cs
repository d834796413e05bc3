using Sbm.Core;

namespace Sbm;

/// <summary>Whether the runs of a store are in the database, and if not, why; from local facts alone.</summary>
public sealed class SyncStatus
{
    /// <summary>Full path of the store.</summary>
    public string StorePath { get; init; } = string.Empty;

    /// <summary>Runs that are not in the database yet.</summary>
    public int Pending { get; init; }

    /// <summary>Runs that the database has confirmed.</summary>
    public int Synced { get; init; }

    /// <summary>Runs that the database refused.</summary>
    public int Failed { get; init; }

    /// <summary>Runs in states of other tools, which are not sent.</summary>
    public int Other { get; init; }

    /// <summary>How long ago the oldest pending run was recorded.</summary>
    public TimeSpan? OldestPending { get; init; }

    /// <summary>When a run was last tried to be sent, in local time.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>When the database last confirmed a run, in local time.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Whether a sync of the store is under way.</summary>
    public bool IsSyncing { get; init; }

    /// <summary>The process that syncs, and since when.</summary>
    public string? SyncingProcess { get; init; }

    /// <summary>Until when automatic syncs leave the database alone, since it could not be reached; in local time.</summary>
    public DateTimeOffset? OfflineUntil { get; init; }

    /// <summary>Where runs are sent.</summary>
    public string? Destination { get; init; }

    /// <summary>The kind of credential; no secret.</summary>
    public string? Credential { get; init; }

    /// <summary>Whether runs are sent by themselves.</summary>
    public bool AutoSync { get; init; }

    /// <summary>Why runs are not synced, most frequent first.</summary>
    public SyncReason[] Reason { get; init; } = [];

    /// <summary>What is wrong with the store, the settings and the log.</summary>
    public string[] Warning { get; init; } = [];

    /// <summary>The last lines of the log, with -LogLines.</summary>
    public string[] Log { get; init; } = [];

    /// <summary><see cref="OldestPending"/> in seconds.</summary>
    public double? OldestPendingSeconds => OldestPending?.TotalSeconds;

    /// <summary>In a word or two, for tables: <c>all synced</c>, <c>syncing</c>, <c>offline</c>, <c>waiting</c>, <c>needs you</c>.</summary>
    public string StateText { get; init; } = string.Empty;

    /// <summary><see cref="OldestPending"/> as tables show it.</summary>
    public string OldestText => OldestPending is { } age ? TimeText.Age(age) : string.Empty;

    /// <summary><see cref="LastSuccess"/> as tables show it.</summary>
    public string LastSuccessText => LastSuccess is { } time ? TimeText.Local(time) : string.Empty;

    /// <summary><see cref="LastAttempt"/> as lists show it.</summary>
    public string LastAttemptText => LastAttempt is { } time ? TimeText.Local(time) : string.Empty;

    /// <summary><see cref="OfflineUntil"/> as lists show it.</summary>
    public string OfflineUntilText => OfflineUntil is { } time ? TimeText.Local(time) : string.Empty;

    /// <summary><see cref="Reason"/> as lists show it, a line for each.</summary>
    public string ReasonText => string.Join(Environment.NewLine, Reason.Select(static reason => $"{reason.Count}: {reason.Text.TrimEnd('.')}. {reason.Remedy}"));

    /// <summary><see cref="Warning"/> as lists show it.</summary>
    public string WarningText => string.Join(Environment.NewLine, Warning);

    /// <summary><see cref="Log"/> as lists show it.</summary>
    public string LogText => string.Join(Environment.NewLine, Log);

    /// <summary>The state and the numbers.</summary>
    public override string ToString() => $"{StateText}: {Synced} synced, {Pending} pending, {Failed} failed";
}
