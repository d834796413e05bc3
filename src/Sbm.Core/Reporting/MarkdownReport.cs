using System.Text;

namespace Sbm.Core.Reporting;

/// <summary>The report in GitHub's Markdown, for the summary page of a CI job.</summary>
internal static class MarkdownReport
{
    private const int Periods = 12;

    internal static string Write(ReportData data)
    {
        var text = new StringBuilder();
        text.Append("## Site Builder migrations\n\n").Append(Escape(ReportText.About(data))).Append('\n');
        if (data.Totals.Runs == 0)
        {
            return text.ToString();
        }

        Table(text, null, ["Total", "", "Lately"], ReportTile.Of(data).Select(static tile => new[] { tile.Name, tile.Value, tile.Comparison }));
        if (data.Periods.Count > 0)
        {
            var shown = data.Periods.Reverse().Take(Periods).ToList();
            var unit = data.Periods[^1].Unit.ToString().ToLowerInvariant();
            Table(text, shown.Count < data.Periods.Count ? $"Runs per {unit}, the last {Periods}" : $"Runs per {unit}", [unit, "success", "failed", "interrupted", "all", "lines", "time saved"], shown.Select(static period => new[]
            {
                period.Name, ReportText.Number(period.Totals.Successes), ReportText.Number(period.Failed), ReportText.Number(period.Interrupted),
                ReportText.Number(period.Totals.Runs), ReportText.Number(period.Totals.Lines), ReportText.Hours(period.Totals.SavedSeconds),
            }));
        }

        Table(text, "Sync state", ["State", "runs"], data.SyncStates.Select(static state => new[] { ReportText.Foreign(state.Key), ReportText.Number(state.Value) }));
        Table(text, "Slowest runs", ["When", "Theme", "took", "Outcome"], data.Slowest.Take(5).Select(run => new[]
        {
            ReportText.Time(run.Timestamp, data.Options.Zone), ReportText.Foreign(run.Slug), ReportText.Duration(run), ReportText.Foreign(run.Status),
        }));
        if (data.Failures.Count > 0)
        {
            Table(text, $"Failed runs ({ReportText.Number(data.FailureCount)})", ["When", "Theme", "Who", "Reason"], data.Failures.Select(run => new[]
            {
                ReportText.Time(run.Timestamp, data.Options.Zone), ReportText.Foreign(run.Slug), ReportText.Foreign(run.UserId), ReportText.Foreign(run.Error),
            }));
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, string? title, string[] headings, IEnumerable<string[]> rows)
    {
        text.Append('\n');
        if (title is not null)
        {
            text.Append("### ").Append(Escape(title)).Append("\n\n");
        }

        text.Append("| ").AppendJoin(" | ", headings.Select(Escape)).Append(" |\n|").Insert(text.Length, " --- |", headings.Length).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Escape)).Append(" |\n");
        }
    }

    // Whatever could begin markup, a link, a mention or a cell becomes a character reference, which begins nothing.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '&' or '<' or '>' or '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '~' or '#' or '@' or '!' or '$' or '"' || (c == ':' && i + 1 < text.Length && text[i + 1] == '/'))
            {
                escaped.Append("&#").Append((int)c).Append(';');
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString().Replace("www.", "www&#46;", StringComparison.OrdinalIgnoreCase);
    }
}
