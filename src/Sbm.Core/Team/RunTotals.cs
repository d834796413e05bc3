using Sbm.Core.Runs;

namespace Sbm.Core.Team;

/// <summary>
/// What a number of runs come to. Undone runs count nowhere. Time is saved by successful runs alone, and only by those of which
/// somebody knows what they would have taken by hand. Immutable.
/// </summary>
public sealed record RunTotals
{
    /// <summary>Runs of every outcome.</summary>
    public long Runs { get; init; }

    /// <summary>Those that succeeded.</summary>
    public long Successes { get; init; }

    /// <summary>Distinct slugs. Of sums it is an upper bound: a theme migrated in two stores counts in each.</summary>
    public long Slugs { get; init; }

    /// <summary>Lines written to Site Builder files.</summary>
    public long Lines { get; init; }

    /// <summary>Wall clock of the automated parts, in seconds.</summary>
    public double AutomationSeconds { get; init; }

    /// <summary>Manual estimates less durations, in seconds; below zero if the tool was slower.</summary>
    public double SavedSeconds { get; init; }

    /// <summary>The totals of these runs.</summary>
    public static RunTotals Of(IEnumerable<RunRecord> runs)
    {
        var slugs = new HashSet<string>(StringComparer.Ordinal);
        var (count, successes, lines) = (0L, 0L, 0L);
        var (automation, saved) = (0d, 0d);
        foreach (var run in runs.Where(static run => run.UndoneAt is null))
        {
            count++;
            slugs.Add(run.Slug);
            lines += run.LinesMigrated ?? 0;
            automation += run.AutomationSeconds ?? 0;
            if (run.Status == RunStatus.Success)
            {
                successes++;
                saved += run.ManualEstimateSeconds is { } estimate ? estimate - (run.DurationSeconds ?? 0) : 0;
            }
        }

        return new RunTotals
        {
            Runs = count,
            Successes = successes,
            Slugs = slugs.Count,
            Lines = lines,
            AutomationSeconds = Math.Round(automation, 2),
            SavedSeconds = Math.Round(saved, 2),
        };
    }

    /// <summary>Both together.</summary>
    public RunTotals Plus(RunTotals other) => new()
    {
        Runs = Runs + other.Runs,
        Successes = Successes + other.Successes,
        Slugs = Slugs + other.Slugs,
        Lines = Lines + other.Lines,
        AutomationSeconds = Math.Round(AutomationSeconds + other.AutomationSeconds, 2),
        SavedSeconds = Math.Round(SavedSeconds + other.SavedSeconds, 2),
    };
}
