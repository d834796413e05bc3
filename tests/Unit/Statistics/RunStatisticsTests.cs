using System.Globalization;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;
using Sbm.Unit.Store;

namespace Sbm.Unit.Statistics;

public sealed class RunStatisticsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoRuns_IsOneTotalOfNothing()
    {
        var totals = RunStatistics.Of([], RunGrouping.None, TimeZoneInfo.Utc).Single().Value;
        Assert.Equal((0, 0, 0, 0m), (totals.Runs, totals.Successes, totals.Slugs, totals.SavedSeconds));
        Assert.Empty(RunStatistics.Of([], RunGrouping.User, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Of_CountsTimeSavedOfSuccessesWithAnEstimate_AndNoUndoneRuns()
    {
        var run = Runs.New("a", Noon);
        RunRecord[] runs =
        [
            run,
            run with { Slug = "b", ManualEstimateSeconds = null },
            run with { Status = RunStatus.Failed },
            run with { UndoneAt = Noon },
            run with { ManualEstimateSeconds = 1 }, // half a second longer than by hand
        ];

        var totals = RunStatistics.Of(runs, RunGrouping.None, TimeZoneInfo.Utc).Single().Value;

        Assert.Equal((4, 3, 2, 480, 5m), (totals.Runs, totals.Successes, totals.Slugs, totals.Lines, totals.AutomationSeconds));
        Assert.Equal(14400 - 1.5m - 0.5m, totals.SavedSeconds);
    }

    [Fact]
    public void Of_NumbersThatMakeNoSense_CountAsNone()
    {
        var odd = Runs.New("a") with { LinesMigrated = long.MaxValue, AutomationSeconds = 1e300, DurationSeconds = -5, ManualEstimateSeconds = long.MinValue };
        var totals = RunStatistics.Of([odd, odd], RunGrouping.None, TimeZoneInfo.Utc).Single().Value;
        Assert.Equal((2, 0, 0m, 0m), (totals.Runs, totals.Lines, totals.AutomationSeconds, totals.SavedSeconds));
    }

    [Theory]
    [InlineData(RunGrouping.Week, "2026-W53,2027-W01")] // the first days of 2027 belong to the last week of 2026
    [InlineData(RunGrouping.Day, "2027-01-03,2027-01-04")]
    [InlineData(RunGrouping.Month, "2027-01")]
    public void Of_Periods_AreTheSameInEveryCulture(RunGrouping grouping, string expected)
    {
        var culture = CultureInfo.CurrentCulture;
        foreach (var name in new[] { "th-TH", "fa-IR", "ar-SA", "tr-TR" })
        {
            CultureInfo.CurrentCulture = new CultureInfo(name);
            try
            {
                var sunday = new DateTimeOffset(2027, 1, 3, 12, 0, 0, TimeSpan.Zero);
                RunRecord[] runs = [Runs.New("b", sunday.AddDays(1)), Runs.New("a", sunday)];
                Assert.Equal(expected, string.Join(',', RunStatistics.Of(runs, grouping, TimeZoneInfo.Utc).Select(static group => group.Key)));
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }
        }
    }

    [Fact]
    public void Of_RunsThatDoNotTell_AreAGroupOfTheirOwn()
    {
        RunRecord[] runs = [Runs.New("a") with { Timestamp = null, UserId = null, Status = "" }];
        Assert.All(
            new[] { RunGrouping.Day, RunGrouping.User, RunGrouping.Status },
            grouping => Assert.Equal(RunStatistics.Unknown, RunStatistics.Of(runs, grouping, TimeZoneInfo.Utc).Single().Key));
    }
}
