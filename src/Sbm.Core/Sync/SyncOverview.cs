namespace Sbm.Core.Sync;

/// <summary>How it stands with a store's runs and the database, from local facts alone. Immutable; holds no secret.</summary>
public sealed record SyncOverview
{
    /// <summary>Full path of the store.</summary>
    public required string StorePath { get; init; }

    /// <summary>Runs that are not in the database yet.</summary>
    public int Pending { get; init; }

    /// <summary>Runs that the database has confirmed.</summary>
    public int Synced { get; init; }

    /// <summary>Runs that the database refused.</summary>
    public int Failed { get; init; }

    /// <summary>Runs in states of other tools, which are not sent.</summary>
    public int Other { get; init; }

    /// <summary>Of the pending, those that the database has confirmed while the store could not be told.</summary>
    public int Untold { get; init; }

    /// <summary>How long ago the oldest pending run was recorded; null if none is pending or none says when.</summary>
    public TimeSpan? OldestPending { get; init; }

    /// <summary>When a run was last tried to be sent.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>When the database last confirmed a run.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Whether a sync of the store is under way.</summary>
    public bool IsSyncing { get; init; }

    /// <summary>Who syncs; null if nobody does, or that is not known.</summary>
    public SyncHolder? Holder { get; init; }

    /// <summary>Until when automatic syncs leave the database alone, since it could not be reached; null if they do not.</summary>
    public DateTimeOffset? OfflineUntil { get; init; }

    /// <summary>Where runs are sent; null if nowhere.</summary>
    public string? Destination { get; init; }

    /// <summary>The kind of credential, in words; null if nothing is configured or it is wrong.</summary>
    public string? Credential { get; init; }

    /// <summary>Whether runs are sent by themselves.</summary>
    public bool AutoSync { get; init; }

    /// <summary>Why runs are not synced, most frequent first.</summary>
    public IReadOnlyList<SyncReason> Reasons { get; init; } = [];

    /// <summary>What is wrong with the store, the settings and the log, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Where background syncs write what they do; null if there is no such place.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Whether anything more will happen without anybody's doing.</summary>
    public bool IsMoving => IsSyncing || (Pending > Untold && AutoSync && Destination is not null && !Reasons.Any(static reason => reason.IsFinal));
}

/// <summary>Why runs are not synced.</summary>
/// <param name="Text">Why, one line.</param>
/// <param name="Count">How many runs it is about.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsFinal">Whether nothing pending is sent until somebody does that.</param>
public sealed record SyncReason(string Text, int Count, string Remedy, bool IsFinal);
