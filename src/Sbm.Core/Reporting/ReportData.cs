using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Core.Reporting;

/// <summary>What a report tells of the runs, whatever its format. The same runs and options give the same data.</summary>
internal sealed class ReportData
{
    private const int Listed = 10;
    private const int ListedFailures = 20;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(28);

    internal ReportData(IEnumerable<RunRecord> runs, ReportOptions options)
    {
        Options = options;
        var standing = runs.Where(static run => run.UndoneAt is null).ToList();
        var within = standing.Where(run => IsWithin(run, options.Since, options.Until)).ToList();
        Totals = Sum(within);
        Periods = ReportPeriod.Of(within, options.Zone);
        Undated = within.Count(static run => run.Timestamp is null);
        Outcomes = Counts(within, static run => run.Status);
        SyncStates = Counts(within, static run => run.SyncStatus);
        Users = RunStatistics.Of(within, RunGrouping.User, options.Zone).Take(Listed).ToList();
        UserCount = within.Select(static run => run.UserId).Distinct().Count();
        Slowest = within.Where(static run => run.DurationSeconds > 0).OrderByDescending(RunFigures.DurationSeconds)
            .ThenByDescending(static run => run.Timestamp).ThenBy(static run => run.Id, StringComparer.Ordinal).Take(Listed).ToList();
        Failures = within.Where(static run => run.Status == RunStatus.Failed).OrderByDescending(static run => run.Timestamp)
            .ThenBy(static run => run.Id, StringComparer.Ordinal).Take(ListedFailures).ToList();
        FailureCount = within.Count(static run => run.Status == RunStatus.Failed);
        First = within.Min(static run => run.Timestamp);
        Last = within.Max(static run => run.Timestamp);

        // Against the span before: as long as the one that was asked for, else four weeks up to the last run.
        var end = options.Until ?? Last;
        var length = options.Since is { } since && end > since ? end.Value - since : Recent;
        if (end is { } at && at - DateTimeOffset.MinValue > length * 2)
        {
            RecentLength = length;
            RecentTotals = Sum(standing.Where(run => run.Timestamp > at - length && run.Timestamp <= at));
            BeforeTotals = Sum(standing.Where(run => run.Timestamp > at - (length * 2) && run.Timestamp <= at - length));
        }
    }

    internal ReportOptions Options { get; }

    internal RunTotals Totals { get; }

    /// <summary>How long the spans are that are compared.</summary>
    internal TimeSpan RecentLength { get; } = Recent;

    internal RunTotals RecentTotals { get; } = new();

    internal RunTotals BeforeTotals { get; } = new();

    internal IReadOnlyList<ReportPeriod> Periods { get; }

    /// <summary>How many runs have no time, and so are in no period.</summary>
    internal int Undated { get; }

    internal IReadOnlyList<KeyValuePair<string, long>> Outcomes { get; }

    internal IReadOnlyList<KeyValuePair<string, long>> SyncStates { get; }

    internal IReadOnlyList<KeyValuePair<string, RunTotals>> Users { get; }

    internal int UserCount { get; }

    internal IReadOnlyList<RunRecord> Slowest { get; }

    /// <summary>The newest of them.</summary>
    internal IReadOnlyList<RunRecord> Failures { get; }

    internal int FailureCount { get; }

    internal DateTimeOffset? First { get; }

    internal DateTimeOffset? Last { get; }

    private static bool IsWithin(RunRecord run, DateTimeOffset? since, DateTimeOffset? until) =>
        (since is null || run.Timestamp >= since) && (until is null || run.Timestamp <= until);

    private static RunTotals Sum(IEnumerable<RunRecord> runs)
    {
        var totals = new RunTotals();
        foreach (var run in runs)
        {
            totals.Add(run);
        }

        return totals;
    }

    // What stores of other tools hold may be anything: a few kinds are shown, the rest is one.
    private static List<KeyValuePair<string, long>> Counts(List<RunRecord> runs, Func<RunRecord, string?> kind)
    {
        const int Kinds = 5;
        var counts = runs.GroupBy(run => kind(run) is { Length: > 0 } text ? text : RunStatistics.Unknown, StringComparer.Ordinal)
            .Select(static of => KeyValuePair.Create(of.Key, of.LongCount()))
            .OrderByDescending(static of => of.Value).ThenBy(static of => of.Key, StringComparer.Ordinal).ToList();
        return counts.Count <= Kinds ? counts : [.. counts.Take(Kinds), KeyValuePair.Create("other", counts.Skip(Kinds).Sum(static of => of.Value))];
    }
}
