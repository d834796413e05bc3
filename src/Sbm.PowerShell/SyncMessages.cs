using System.Management.Automation;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>Words for how far a sync is.</summary>
internal static class SyncMessages
{
    private const int ActivityId = 0x5B3;
    private const string Activity = "Syncing runs";

    internal static ProgressRecord ToRecord(SyncProgress progress) => new(ActivityId, Activity, $"{progress.Activity}: {progress.Done} of {progress.Total}")
    {
        PercentComplete = progress.Total == 0 ? 0 : (int)(100L * progress.Done / progress.Total),
    };

    internal static ProgressRecord Done() => new(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed };
}
