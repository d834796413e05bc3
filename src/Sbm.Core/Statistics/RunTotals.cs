using Sbm.Core.Runs;

namespace Sbm.Core.Statistics;

/// <summary>
/// What a number of runs come to. Sums are exact and do not depend on the order of adding. Runs that were undone do not count.
/// Not thread-safe.
/// </summary>
public sealed class RunTotals
{
    private readonly HashSet<string> _slugs = new(StringComparer.Ordinal);

    /// <summary>All runs, of whatever outcome.</summary>
    public long Runs { get; private set; }

    /// <summary>Those that succeeded.</summary>
    public long Successes { get; private set; }

    /// <summary>How many different themes they are of.</summary>
    public long Slugs => _slugs.Count;

    /// <summary>Lines written to Site Builder files.</summary>
    public long Lines { get; private set; }

    /// <summary>Wall clock of the automated parts, in seconds, to two decimals.</summary>
    public decimal AutomationSeconds { get; private set; }

    /// <summary>
    /// The manual estimates less the durations of the runs that succeeded and have an estimate, in seconds, to two decimals;
    /// negative if it took longer than by hand.
    /// </summary>
    public decimal SavedSeconds { get; private set; }

    /// <summary>Adds a run.</summary>
    public void Add(RunRecord run)
    {
        if (run.UndoneAt is not null)
        {
            return;
        }

        Runs++;
        Successes += RunFigures.IsSuccess(run) ? 1 : 0;
        Lines += RunFigures.Lines(run);
        AutomationSeconds += RunFigures.AutomationSeconds(run);
        SavedSeconds += RunFigures.SavedSeconds(run);
        _slugs.Add(run.Slug);
    }
}
