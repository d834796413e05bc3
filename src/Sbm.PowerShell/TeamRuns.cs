using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Statistics;
using Sbm.Core.Team;

namespace Sbm;

/// <summary>
/// Reads the team's figures for a command. Where they cannot be had because there is no network or no database, a warning says that
/// local figures follow, and the answer is null; what somebody must mend is an error.
/// </summary>
internal sealed class TeamRuns(SbmCommand command, SettingParameters parameters, CancellationToken interruption)
{
    private readonly TeamDatabase _database = new();

    /// <summary>Everybody's runs; those that stand under a name without saying whose they are get it.</summary>
    internal List<RunRecord>? ReadAll()
    {
        var runs = new List<RunRecord>();
        return Try(() => _database.ReadRunsAsync(parameters, ofEverybody: true, runs.Clear, Add, interruption)) is { } read
            ? Told(runs, read.Skipped, "runs")
            : null;

        void Add(TeamRun run) => runs.Add(string.IsNullOrEmpty(run.Run.Record.UserId) ? run.Run.Record with { UserId = run.User } : run.Run.Record);
    }

    /// <summary>Everybody's figures from one small request, those with most runs first; a user's stores are summed.</summary>
    internal List<Statistic>? ReadSummaries()
    {
        if (Try(() => _database.ReadSummariesAsync(parameters, interruption)) is not { } read)
        {
            return null;
        }

        var users = read.Summaries
            .GroupBy(static summary => summary.Name, StringComparer.Ordinal)
            .Select(static of => new Statistic
            {
                Group = of.Key.Length > 0 ? VisibleText.Of(of.Key) : RunStatistics.Unknown,
                Scope = "team",
                Runs = of.Sum(static store => store.Totals.Runs),
                Successes = of.Sum(static store => store.Totals.Successes),
                Slugs = of.Count() == 1 ? of.First().Totals.Slugs : null,
                Lines = of.Sum(static store => store.Totals.Lines),
                AutomationTime = StatisticFactory.Span(of.Sum(static store => store.Totals.AutomationSeconds)),
                TimeSaved = StatisticFactory.Span(of.Sum(static store => store.Totals.SavedSeconds)),
            })
            .OrderByDescending(static user => user.Runs)
            .ThenBy(static user => user.Group, StringComparer.Ordinal)
            .ToList();
        return Told(users, read.Skipped, "summaries");
    }

    private T? Try<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return Task.Run(read, interruption).GetAwaiter().GetResult(); // not on the pipeline's thread, which others may be waiting for
        }
        catch (SbmException error) when (error.ErrorId is "DatabaseUnreachable" or "NotConfigured")
        {
            command.WriteWarning($"{error.Message} These figures are local: they are of this store alone.");
            return null;
        }
    }

    /// <summary>The warning about records in the database that are none.</summary>
    /// <param name="skipped">How many.</param>
    /// <param name="what">What they should have been.</param>
    internal static string SkippedText(int skipped, string what) =>
        $"{CountText.Of(skipped, "record")} among the {what} in the database cannot be read as such, and {(skipped == 1 ? "is" : "are")} left out.";

    private T Told<T>(T result, int skipped, string what)
    {
        if (skipped > 0)
        {
            command.WriteWarning(SkippedText(skipped, what));
        }

        return result;
    }
}
