using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm;

/// <summary>Turns the core's totals into what users see.</summary>
internal static class StatisticFactory
{
    private const int TopContributors = 10;

    /// <summary>One for each group.</summary>
    internal static List<Statistic> Of(IEnumerable<RunRecord> runs, RunGrouping grouping, string scope, Statistic[]? top = null) =>
        RunStatistics.Of(runs, grouping, TimeZoneInfo.Local).Select(group => new Statistic
        {
            Group = VisibleText.Of(group.Key),
            Scope = scope,
            Runs = group.Value.Runs,
            Successes = group.Value.Successes,
            Slugs = group.Value.Slugs,
            Lines = group.Value.Lines,
            AutomationTime = Span(group.Value.AutomationSeconds),
            TimeSaved = Span(group.Value.SavedSeconds),
            TopContributor = top ?? [],
        }).ToList();

    /// <summary>The team as a whole, from the figures of its members.</summary>
    internal static Statistic SumOf(IReadOnlyList<Statistic> users) => new()
    {
        Scope = "team",
        Runs = users.Sum(static user => user.Runs),
        Successes = users.Sum(static user => user.Successes),
        Lines = users.Sum(static user => user.Lines),
        AutomationTime = Sum(users, static user => user.AutomationTime),
        TimeSaved = Sum(users, static user => user.TimeSaved),
        TopContributor = Top(users),
    };

    internal static Statistic[] Top(IEnumerable<Statistic> users) => users.Take(TopContributors).ToArray();

    /// <summary>Seconds as a span; more than one holds is the longest there is.</summary>
    internal static TimeSpan Span(decimal seconds) => new((long)Math.Clamp(seconds * TimeSpan.TicksPerSecond, long.MinValue, long.MaxValue));

    private static TimeSpan Sum(IEnumerable<Statistic> users, Func<Statistic, TimeSpan> span) =>
        new((long)Math.Clamp(users.Sum(user => (decimal)span(user).Ticks), long.MinValue, long.MaxValue));
}
