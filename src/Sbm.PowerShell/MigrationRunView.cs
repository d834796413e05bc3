using System.Globalization;
using System.Management.Automation;

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
            { Status: "success", Unconverted: > 0 } => Coloured($"success, {run.Unconverted} left", "Yellow", style),
            { Status: "success" } => Coloured(run.Status, "Green", style),
            { Status: "failed" } => Coloured(run.Status, "Red", style),
            { Status: "interrupted" } => Coloured(run.Status, "Yellow", style),
            _ => run.Status ?? string.Empty,
        };
    }

    /// <summary>Whether the run is in the database.</summary>
    public static string Sync(MigrationRun run, object? style)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.SyncStatus switch
        {
            "synced" => Coloured("synced", "Green", style),
            "failed" => Coloured("failed", "Red", style),
            "pending_sync" => Coloured("pending", "Yellow", style),
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

    // Plain text where nobody sees colours; PowerShell itself does not look at where its output goes.
    private static string Coloured(string text, string colour, object? style)
    {
        if (style is null || Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            return text;
        }

        var properties = PSObject.AsPSObject(style).Properties;
        return properties["OutputRendering"]?.Value?.ToString() != "PlainText"
            && properties["Foreground"]?.Value is { } foreground
            && PSObject.AsPSObject(foreground).Properties[colour]?.Value is string code
                ? code + text + properties["Reset"]?.Value
                : text;
    }
}
