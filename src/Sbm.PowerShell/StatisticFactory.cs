using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm;

/// <summary>Turns the core's totals into what users see.</summary>
internal static class StatisticFactory
{
    /// <summary>One for each group.</summary>
    internal static List<Statistic> Of(IEnumerable<RunRecord> runs, RunGrouping grouping, string scope) =>
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
        }).ToList();

    /// <summary>Seconds as a span; more than one holds is the longest there is.</summary>
    internal static TimeSpan Span(decimal seconds) => new((long)Math.Clamp(seconds * TimeSpan.TicksPerSecond, long.MinValue, long.MaxValue));
}
