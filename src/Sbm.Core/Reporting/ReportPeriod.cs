using System.Globalization;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Core.Reporting;

/// <summary>How long the columns of a chart are: as short as lets all of them stand side by side.</summary>
internal enum PeriodUnit
{
    Week,
    Month,
    Year,
}

/// <summary>The runs of one week, month or year.</summary>
/// <param name="Start">Its first day; null for everything before those that are shown.</param>
internal sealed record ReportPeriod(DateTime? Start, PeriodUnit Unit)
{
    internal const int Most = 53;

    internal RunTotals Totals { get; } = new();

    internal long Failed { get; private set; }

    internal long Interrupted { get; private set; }

    /// <summary>Runs of other outcomes, as other tools write them.</summary>
    internal long Others => Totals.Runs - Totals.Successes - Failed - Interrupted;

    /// <summary>For tables: <c>2026-W02</c>, <c>2026-01</c>, <c>2026</c>.</summary>
    internal string Name => Start is not { } start ? "earlier" : Unit switch
    {
        PeriodUnit.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(start)}-W{ISOWeek.GetWeekOfYear(start):00}"),
        PeriodUnit.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>For axes: <c>5 Jan</c>, <c>Jan 2026</c>, <c>2026</c>.</summary>
    internal string Label => Start is not { } start ? "earlier" : Unit switch
    {
        PeriodUnit.Week => start.ToString("d MMM", CultureInfo.InvariantCulture),
        PeriodUnit.Month => start.ToString("MMM yy", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>The periods from the first run to the last, those without runs as well; runs without a time are in none.</summary>
    internal static IReadOnlyList<ReportPeriod> Of(IEnumerable<RunRecord> runs, TimeZoneInfo zone)
    {
        var dated = runs.Where(static run => run.Timestamp is not null)
            .Select(run => (Run: run, Day: TimeZoneInfo.ConvertTime(run.Timestamp!.Value, zone).Date))
            .ToList();
        if (dated.Count == 0)
        {
            return [];
        }

        var (first, last) = (dated.Min(static run => run.Day), dated.Max(static run => run.Day));
        var unit = Enum.GetValues<PeriodUnit>().Cast<PeriodUnit?>().FirstOrDefault(unit => Between(first, last, unit!.Value) < Most) ?? PeriodUnit.Year;
        var count = Math.Min(Between(first, last, unit) + 1, Most);
        var periods = Enumerable.Range(0, count).Select(i => new ReportPeriod(Add(StartOf(last, unit), i - count + 1, unit), unit)).ToList();
        var earlier = new ReportPeriod(null, unit);
        foreach (var (run, day) in dated)
        {
            var index = Between(periods[0].Start!.Value, day, unit);
            (day < periods[0].Start ? earlier : periods[index]).Count(run);
        }

        return earlier.Totals.Runs > 0 ? [earlier, .. periods] : periods;
    }

    private void Count(RunRecord run)
    {
        Totals.Add(run);
        Failed += run.Status == RunStatus.Failed ? 1 : 0;
        Interrupted += run.Status == RunStatus.Interrupted ? 1 : 0;
    }

    private static DateTime StartOf(DateTime day, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Week => day.AddDays(-Math.Min(((int)day.DayOfWeek + 6) % 7, (day - DateTime.MinValue).Days)),
        PeriodUnit.Month => new DateTime(day.Year, day.Month, 1),
        _ => new DateTime(day.Year, 1, 1),
    };

    private static DateTime Add(DateTime start, int count, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Week => start.AddDays(7 * count),
        PeriodUnit.Month => start.AddMonths(count),
        _ => start.AddYears(count),
    };

    private static int Between(DateTime first, DateTime last, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Week => (StartOf(last, unit) - StartOf(first, unit)).Days / 7,
        PeriodUnit.Month => ((last.Year - first.Year) * 12) + last.Month - first.Month,
        _ => last.Year - first.Year,
    };
}
