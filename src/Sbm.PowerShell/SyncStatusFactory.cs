using Sbm.Core;
using Sbm.Core.Logging;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>Turns the core's overview into what users see.</summary>
internal static class SyncStatusFactory
{
    internal static SyncStatus FromCore(SyncOverview overview, int logLines) => new()
    {
        StorePath = VisibleText.Of(overview.StorePath),
        Pending = overview.Pending,
        Synced = overview.Synced,
        Failed = overview.Failed,
        Other = overview.Other,
        OldestPending = overview.OldestPending is { } age ? TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)) : null,
        LastAttempt = overview.LastAttempt?.ToLocalTime(),
        LastSuccess = overview.LastSuccess?.ToLocalTime(),
        IsSyncing = overview.IsSyncing,
        SyncingProcess = VisibleText.OrNull(overview.Holder?.ToString()),
        OfflineUntil = overview.OfflineUntil?.ToLocalTime(),
        Destination = VisibleText.OrNull(overview.Destination),
        Credential = VisibleText.OrNull(overview.Credential),
        AutoSync = overview.AutoSync,
        Reason = overview.Reasons.Select(static reason => new SyncReason
        {
            Text = VisibleText.Of(reason.Text),
            Count = reason.Count,
            Remedy = VisibleText.Of(reason.Remedy),
        }).ToArray(),
        Warning = overview.Warnings.Select(VisibleText.Of).ToArray(),
        Log = logLines > 0 && overview.LogFolder is { } folder ? LastLines(folder, logLines) : [],
        StateText = StateOf(overview),
    };

    private static string StateOf(SyncOverview overview) => overview switch
    {
        { IsSyncing: true } => "syncing",
        { Pending: 0, Failed: 0 } => "all synced",
        { Destination: null } => "not configured",
        { OfflineUntil: not null } => "offline",
        { IsMoving: true } => "waiting",
        _ => "needs you",
    };

    private static string[] LastLines(string folder, int count)
    {
        try
        {
            return LogFiles.Tail(folder, count).Select(VisibleText.Of).ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [$"The log cannot be read: {VisibleText.Of(error.Message)}"];
        }
    }
}
