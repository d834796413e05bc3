using Sbm.Core.Runs;

namespace Sbm.Unit.Store;

/// <summary>Makes runs for tests.</summary>
internal static class Runs
{
    internal static RunRecord New(string slug, DateTimeOffset? ended = null)
    {
        var time = ended ?? new DateTimeOffset(2026, 1, 11, 10, 0, 0, TimeSpan.Zero);
        return new RunRecord
        {
            Id = RunId.New(time),
            Timestamp = time,
            Slug = slug,
            Command = "migrate",
            Status = RunStatus.Success,
            DurationSeconds = 1.5,
            AutomationSeconds = 1.25,
            LinesMigrated = 120,
            FilesCreatedCount = 3,
            ScssLineCount = 197,
            ManualEstimateSeconds = 14400,
            UserId = "tester-host",
        };
    }
}
