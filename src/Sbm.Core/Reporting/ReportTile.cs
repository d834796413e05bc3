namespace Sbm.Core.Reporting;

/// <summary>A total, and how its latest part compares with the time before.</summary>
internal sealed record ReportTile(string Name, string Value, string Comparison)
{
    /// <summary>Whether the value is too long for the letters of the others: from 1,000,000 on.</summary>
    internal bool IsLong => Value.Length > 8;

    internal static IEnumerable<ReportTile> Of(ReportData data)
    {
        var (all, now, before) = (data.Totals, data.RecentTotals, data.BeforeTotals);
        yield return Sum("Runs", all.Runs, now.Runs, before.Runs, ReportText.Number);
        yield return new ReportTile(
            "Succeeded",
            ReportText.Percent(all.Successes, all.Runs),
            $"{ReportText.Span(data)}: {ReportText.Percent(now.Successes, now.Runs)}, before {ReportText.Percent(before.Successes, before.Runs)}");
        yield return Sum("Themes", all.Slugs, now.Slugs, before.Slugs, ReportText.Number);
        yield return Sum("Lines", all.Lines, now.Lines, before.Lines, ReportText.Number);
        yield return Sum("Automation time", all.AutomationSeconds, now.AutomationSeconds, before.AutomationSeconds, ReportText.Hours);
        yield return Sum("Time saved", all.SavedSeconds, now.SavedSeconds, before.SavedSeconds, ReportText.Hours);

        ReportTile Sum(string name, decimal total, decimal recent, decimal earlier, Func<decimal, string> format) =>
            new(name, format(total), $"{ReportText.Span(data)}: {format(recent)}, before {format(earlier)} ({ReportText.Change(earlier, recent)})");
    }
}
