using System.Globalization;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Core.Reporting;

/// <summary>How numbers, times and other people's text stand in a report.</summary>
internal static class ReportText
{
    private const int LongestText = 240;

    internal static string Number(decimal number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    internal static string Decimal(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>For axes: <c>500</c>, <c>2.5k</c>, <c>40k</c>, <c>3M</c>.</summary>
    internal static string Short(decimal number) => number switch
    {
        >= 1_000_000 => (number / 1_000_000).ToString("#,0.#'M'", CultureInfo.InvariantCulture),
        >= 1_000 => (number / 1_000).ToString("0.#'k'", CultureInfo.InvariantCulture),
        _ => number.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>Of a span: <c>1,234 h</c>, <c>12.5 h</c>, <c>9 min</c>.</summary>
    internal static string Hours(decimal seconds) => Math.Abs(seconds) switch
    {
        >= 360_000 => (seconds / 3600).ToString("#,0'\u00A0h'", CultureInfo.InvariantCulture),
        >= 3600 => (seconds / 3600).ToString("0.0'\u00A0h'", CultureInfo.InvariantCulture),
        >= 60 => (seconds / 60).ToString("0'\u00A0min'", CultureInfo.InvariantCulture),
        _ => seconds.ToString("0.##'\u00A0s'", CultureInfo.InvariantCulture),
    };

    internal static string Duration(RunRecord run) => Hours(RunFigures.DurationSeconds(run));

    internal static string Percent(decimal part, decimal whole) => whole == 0 ? "–" : (part / whole).ToString("0\u00A0%", CultureInfo.InvariantCulture);

    /// <summary>The change from one number to another: <c>+20 %</c>.</summary>
    internal static string Change(decimal before, decimal now) => before <= 0 ? (now > 0 ? "new" : "no change")
        : now == before ? "no change"
        : ((now - before) / before).ToString("+#,0\u00A0%;−#,0\u00A0%", CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset? time, TimeZoneInfo zone) =>
        time is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    internal static string Day(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Text of a store or a database: nothing in it is hidden, and it is not too long.</summary>
    internal static string Foreign(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "–";
        }

        var visible = VisibleText.Of(text.Length > LongestText ? text[..LongestText] + "…" : text);
        return visible.Length > LongestText * 2 ? visible[..(LongestText * 2)] + "…" : visible;
    }

    /// <summary>What the report is about, in a sentence.</summary>
    internal static string About(ReportData data)
    {
        var zone = data.Options.Zone;
        var span = (data.Options.Since, data.Options.Until) switch
        {
            ({ } since, { } until) => $", {Time(since, zone)} to {Time(until, zone)}",
            ({ } since, null) => $", since {Time(since, zone)}",
            (null, { } until) => $", until {Time(until, zone)}",
            _ when data.First is { } first && data.Last is { } last => $", {Day(first, zone)} to {Day(last, zone)}",
            _ => string.Empty,
        };
        return $"{Runs(data.Totals.Runs)} {data.Options.Scope}{span}.";
    }

    /// <summary>For example <c>1 run</c>, <c>1,234 runs</c>.</summary>
    internal static string Runs(long count) => $"{Number(count)} {(count == 1 ? "run" : "runs")}";

    /// <summary>The span that is compared with the one before.</summary>
    internal static string Span(ReportData data) => data.RecentLength.TotalDays >= 2
        ? $"last {Number((decimal)Math.Round(data.RecentLength.TotalDays))} days"
        : $"last {Number((decimal)Math.Round(data.RecentLength.TotalHours))} hours";
}
