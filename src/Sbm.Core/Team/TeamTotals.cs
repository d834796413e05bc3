using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Core.Team;

/// <summary>What the runs of a store come to, as the team is told. Immutable.</summary>
public sealed record TeamTotals
{
    /// <summary>Runs of every outcome but those that were undone.</summary>
    public long Runs { get; init; }

    /// <summary>Those that succeeded.</summary>
    public long Successes { get; init; }

    /// <summary>Distinct slugs. Of sums it is an upper bound: a theme migrated in two stores counts in each.</summary>
    public long Slugs { get; init; }

    /// <summary>Lines written to Site Builder files.</summary>
    public long Lines { get; init; }

    /// <summary>Wall clock of the automated parts, in seconds.</summary>
    public decimal AutomationSeconds { get; init; }

    /// <summary>Manual estimates less durations, in seconds; below zero if the tool was slower.</summary>
    public decimal SavedSeconds { get; init; }

    /// <summary>The totals of these runs.</summary>
    public static TeamTotals Of(IEnumerable<RunRecord> runs)
    {
        var totals = new RunTotals();
        foreach (var run in runs)
        {
            totals.Add(run);
        }

        return new TeamTotals
        {
            Runs = totals.Runs,
            Successes = totals.Successes,
            Slugs = totals.Slugs,
            Lines = totals.Lines,
            AutomationSeconds = totals.AutomationSeconds,
            SavedSeconds = totals.SavedSeconds,
        };
    }

    /// <summary>Both together.</summary>
    public TeamTotals Plus(TeamTotals other) => new()
    {
        Runs = Runs + other.Runs,
        Successes = Successes + other.Successes,
        Slugs = Slugs + other.Slugs,
        Lines = Lines + other.Lines,
        AutomationSeconds = AutomationSeconds + other.AutomationSeconds,
        SavedSeconds = SavedSeconds + other.SavedSeconds,
    };
}
