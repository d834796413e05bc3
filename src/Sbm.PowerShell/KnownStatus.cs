using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>The statuses that Sbm writes; stores of the Python tool hold others.</summary>
internal static class KnownStatus
{
    internal static readonly string[] OfRun = [RunStatus.Success, RunStatus.Failed, RunStatus.Interrupted];

    internal static readonly string[] OfSync = [Core.Runs.SyncStatus.Pending, Core.Runs.SyncStatus.Synced, Core.Runs.SyncStatus.Failed];

    /// <summary>Ends the command if a status was given that no run can have: a slip of the pen would find nothing, and look like good news.</summary>
    internal static void Check(SbmCommand command, RunIndex runs, string[]? status, string[]? syncStatus)
    {
        Check(command, status, "Status", OfRun, runs, static run => run.Status);
        Check(command, syncStatus, "SyncStatus", OfSync, runs, static run => run.SyncStatus);
    }

    private static void Check(SbmCommand command, string[]? given, string parameter, string[] known, RunIndex runs, Func<RunRecord, string?> field)
    {
        foreach (var status in given ?? [])
        {
            var pattern = NamePattern.Of(status);
            if (!known.Any(pattern.IsMatch) && !runs.All.Any(run => field(run.Record) is { } text && pattern.IsMatch(VisibleText.Of(text))))
            {
                command.Fail(new SbmException(
                    "UnknownStatus",
                    $"No run can have the -{parameter} '{status}'.",
                    $"Give one of {string.Join(", ", known)}, or a pattern.",
                    status));
            }
        }
    }
}
