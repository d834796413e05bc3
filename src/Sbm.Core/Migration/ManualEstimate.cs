namespace Sbm.Core.Migration;

/// <summary>What a migration would take by hand, where nobody says; the figures are those of docs/migration.md.</summary>
public static class ManualEstimate
{
    private static readonly TimeSpan PerTheme = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan PerLine = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PerPlaceLeft = TimeSpan.FromMinutes(5);

    /// <summary>The time for what was converted: what was left is still to be done by hand, and does not count.</summary>
    /// <param name="scssLines">Lines of legacy source.</param>
    /// <param name="unconverted">Places left unconverted.</param>
    public static TimeSpan Of(long scssLines, long unconverted)
    {
        var seconds = PerTheme.TotalSeconds + (PerLine.TotalSeconds * scssLines) - (PerPlaceLeft.TotalSeconds * unconverted);
        return TimeSpan.FromSeconds(Math.Max(0, seconds));
    }
}
