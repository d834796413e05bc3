using Sbm.Core.Runs;

namespace Sbm.Core.Statistics;

/// <summary>
/// The numbers of a run that can be summed. Stores are written by other tools and by hand, too: a number that makes no sense, one
/// that is negative or that no time span holds, counts as none.
/// </summary>
internal static class RunFigures
{
    // Sums of a million such numbers stay far within a decimal and a long.
    private const decimal MostSeconds = 100_000m * 365 * 86_400;
    private const long MostLines = 1_000_000_000_000;

    internal static long Lines(RunRecord run) => run.LinesMigrated is > 0 and <= MostLines ? run.LinesMigrated.Value : 0;

    internal static decimal DurationSeconds(RunRecord run) => Seconds(run.DurationSeconds);

    internal static decimal AutomationSeconds(RunRecord run) => Seconds(run.AutomationSeconds);

    /// <summary>The manual estimate less the duration of a run that succeeded and still stands; 0 where nobody made an estimate.</summary>
    internal static decimal SavedSeconds(RunRecord run) =>
        IsSuccess(run) && run.ManualEstimateSeconds is >= 0 and <= (long)MostSeconds
            ? run.ManualEstimateSeconds.Value - DurationSeconds(run)
            : 0;

    internal static bool IsSuccess(RunRecord run) => run.Status == RunStatus.Success && run.UndoneAt is null;

    private static decimal Seconds(double? seconds) =>
        seconds is > 0 and <= (double)MostSeconds ? Math.Round((decimal)seconds.Value, 2) : 0;
}
