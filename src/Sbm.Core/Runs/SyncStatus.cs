namespace Sbm.Core.Runs;

/// <summary>
/// Whether a run is in the team's database: the values of <c>sync_status</c> that Sbm writes. Other tools' values are
/// shown as they are and such runs are not sent.
/// </summary>
public static class SyncStatus
{
    /// <summary>Not in the database yet: never tried, or tried and not reached. An absent value means this.</summary>
    public const string Pending = "pending_sync";

    /// <summary>The database has confirmed the run.</summary>
    public const string Synced = "synced";

    /// <summary>The database was reached and refused this very run.</summary>
    public const string Failed = "failed";
}
