using Sbm.Core.Runs;
using Sbm.Core.Settings;

namespace Sbm.Core.Sync;

/// <summary>What an explicit sync is asked for.</summary>
public sealed record SyncRequest
{
    /// <summary>The settings given as parameters.</summary>
    public SettingParameters Parameters { get; init; } = new();

    /// <summary>Which runs; null means all that are not synced.</summary>
    public Func<StoredRun, bool>? Only { get; init; }

    /// <summary>Send also runs that are already synced.</summary>
    public bool Force { get; init; }

    /// <summary>Afterwards read back what was sent and compare.</summary>
    public bool Verify { get; init; }

    /// <summary>The time for the whole; null means two minutes.</summary>
    public TimeSpan? Timeout { get; init; }
}
