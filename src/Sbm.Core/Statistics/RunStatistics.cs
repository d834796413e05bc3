using System.Globalization;
using Sbm.Core.Runs;

namespace Sbm.Core.Statistics;

/// <summary>Sums runs by a grouping.</summary>
public static class RunStatistics
{
    /// <summary>The group of runs that do not tell what is asked: no time, no user, no status.</summary>
    public const string Unknown = "(unknown)";

    /// <summary>
    /// The totals of each group: periods in order of time, everything else by number of runs, most first. Without grouping one
    /// total, of all runs, under an empty name; there, too, if there is no run.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="grouping">By what.</param>
    /// <param name="zone">Whose days are meant.</param>
    public static IReadOnlyList<KeyValuePair<string, RunTotals>> Of(IEnumerable<RunRecord> runs, RunGrouping grouping, TimeZoneInfo zone)
    {
        var groups = new Dictionary<string, RunTotals>(StringComparer.Ordinal);
        if (grouping == RunGrouping.None)
        {
            groups.Add(string.Empty, new RunTotals());
        }

        foreach (var run in runs.Where(static run => run.UndoneAt is null))
        {
            var name = NameOf(run, grouping, zone);
            if (!groups.TryGetValue(name, out var totals))
            {
                groups.Add(name, totals = new RunTotals());
            }

            totals.Add(run);
        }

        return grouping is RunGrouping.Day or RunGrouping.Week or RunGrouping.Month
            ? groups.OrderBy(static group => group.Key == Unknown ? string.Empty : group.Key, StringComparer.Ordinal).ToList()
            : groups.OrderByDescending(static group => group.Value.Runs).ThenBy(static group => group.Key, StringComparer.Ordinal).ToList();
    }

    private static string NameOf(RunRecord run, RunGrouping grouping, TimeZoneInfo zone) => grouping switch
    {
        RunGrouping.None => string.Empty,
        RunGrouping.User => OrUnknown(run.UserId),
        RunGrouping.Slug => run.Slug,
        RunGrouping.Status => OrUnknown(run.Status),
        _ => run.Timestamp is { } time ? PeriodOf(TimeZoneInfo.ConvertTime(time, zone).DateTime, grouping) : Unknown,
    };

    private static string PeriodOf(DateTime time, RunGrouping grouping) => grouping switch
    {
        RunGrouping.Day => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        RunGrouping.Month => time.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}"),
    };

    private static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? Unknown : text;
}
