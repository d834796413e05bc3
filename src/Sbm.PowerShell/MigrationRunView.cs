using System.Globalization;

namespace Sbm;

/// <summary>The coloured columns of the table of runs; the module's format file calls it.</summary>
public static class MigrationRunView
{
    /// <summary>How the run ended, and how much it left unconverted.</summary>
    public static string Status(MigrationRun run, object? style)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run switch
        {
            { Status: "success", Unconverted: > 0 } => ViewStyle.Coloured($"success, {run.Unconverted} left", "Yellow", style),
            { Status: "success" } => ViewStyle.Coloured(run.Status, "Green", style),
            { Status: "failed" } => ViewStyle.Coloured(run.Status, "Red", style),
            { Status: "interrupted" } => ViewStyle.Coloured(run.Status, "Yellow", style),
            _ => run.Status ?? string.Empty,
        };
    }

    /// <summary>Whether the run is in the database.</summary>
    public static string Sync(MigrationRun run, object? style)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.SyncStatus switch
        {
            "synced" => ViewStyle.Coloured("synced", "Green", style),
            "failed" => ViewStyle.Coloured("failed", "Red", style),
            "pending_sync" => ViewStyle.Coloured("pending", "Yellow", style),
            var other => other,
        };
    }

    /// <summary>A duration as people say it: <c>0.42s</c>, <c>3m 20s</c>, <c>2h 05m</c>.</summary>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => string.Empty,
        { TotalMinutes: < 1 } short_ => string.Create(CultureInfo.InvariantCulture, $"{short_.TotalSeconds:0.00}s"),
        { TotalHours: < 1 } medium => string.Create(CultureInfo.InvariantCulture, $"{(int)medium.TotalMinutes}m {medium.Seconds:00}s"),
        { } long_ => string.Create(CultureInfo.InvariantCulture, $"{(int)long_.TotalHours}h {long_.Minutes:00}m"),
    };
}
