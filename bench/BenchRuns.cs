using System.Globalization;
using Sbm.Core.Runs;

namespace Sbm.Bench;

/// <summary>The runs that are measured with, and stores of them.</summary>
internal static class BenchRuns
{
    /// <summary>A run that has just ended.</summary>
    internal static RunRecord New()
    {
        var time = TimeProvider.System.GetUtcNow();
        return new RunRecord
        {
            Id = RunId.New(time),
            Timestamp = time,
            Slug = string.Create(CultureInfo.InvariantCulture, $"theme-{time.Ticks % 400}"),
            Command = "migrate",
            Status = RunStatus.Success,
            DurationSeconds = 1.25,
            AutomationSeconds = 1.2,
            LinesMigrated = 1200,
            FilesCreatedCount = 3,
            ScssLineCount = 1300,
            ReportPath = "/home/someone/.sbm/reports/theme_2026-01-01_00-00-00.md",
            UserId = "someone@somewhere",
            StoreId = "bench",
        };
    }

    internal static RunRecord Synced() =>
        New() with { SyncStatus = SyncStatus.Synced, SyncAttempts = 1, SyncAttemptedAt = DateTimeOffset.UnixEpoch, SyncedAt = DateTimeOffset.UnixEpoch };

    /// <summary>Writes a store of synced runs, in canonical layout.</summary>
    internal static void WriteStore(string path, int runs)
    {
        using var file = File.Create(path);
        file.Write("{\"migrations\":[],\"store_id\":\"bench\",\"runs\":["u8);
        for (var i = 0; i < runs; i++)
        {
            file.Write(i == 0 ? "\n"u8 : ",\n"u8);
            file.Write(RunJson.Write(Synced()));
        }

        file.Write("\n],\"last_updated\":\"2026-01-01T00:00:00.0000000Z\"}\n"u8);
    }
}
