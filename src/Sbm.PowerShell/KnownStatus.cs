using Sbm.Core.Runs;

namespace Sbm;

/// <summary>The statuses that Sbm writes; stores of the Python tool hold others.</summary>
internal static class KnownStatus
{
    internal static readonly string[] OfRun = [RunStatus.Success, RunStatus.Failed, RunStatus.Interrupted];

    internal static readonly string[] OfSync = [SyncStatus.Pending, SyncStatus.Synced, SyncStatus.Failed];
}
