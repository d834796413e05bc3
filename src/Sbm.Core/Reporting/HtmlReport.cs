using System.Security.Cryptography;
using System.Text;
using Sbm.Core.Runs;

namespace Sbm.Core.Reporting;

/// <summary>
/// The report as one HTML page that needs nothing else: no script, no request, and a policy of its own that allows its style alone.
/// Where a host's policy forbids that as well, the page is plain, complete and readable.
/// </summary>
internal static class HtmlReport
{
    private static readonly string Style = ReadStyle();

    internal static string Write(ReportData data)
    {
        var html = new HtmlWriter();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        html.Line("<!DOCTYPE html>").Line("<html lang=\"en\">").Line("<head>").Line("<meta charset=\"utf-8\">")
            .Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">")
            .Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line("<meta name=\"referrer\" content=\"no-referrer\">")
            .Line("<title>Site Builder migrations</title>")
            .Line($"<style>{Style}</style>").Line("</head>").Line("<body>")
            .Line("<a class=\"skip\" href=\"#main\">To the figures</a>")
            .Line("<header><h1>Site Builder migrations</h1>").Raw("<p>").Text(ReportText.About(data)).Line("</p></header>")
            .Line("<main id=\"main\">");
        if (data.Totals.Runs == 0)
        {
            html.Line("<section><h2>No runs</h2><p class=\"note\">Nothing was recorded in this time. Runs appear here after Invoke-SbmMigration.</p></section>");
        }
        else
        {
            WriteTiles(html, data);
            html.Line("<div class=\"grid\">");
            WriteOverTime(html, data);
            WriteShares(html, data);
            WriteUsers(html, data);
            WriteSlowest(html, data);
            WriteFailures(html, data);
            html.Line("</div>");
        }

        html.Line("</main>").Raw("<footer>")
            .Text($"Times are those of {ReportText.Foreign(data.Options.Zone.Id)}; weeks begin on Monday. Time saved is the manual estimate less the duration of each successful run that has an estimate. Runs that were undone do not count.")
            .Line("</footer>").Line("</body>").Line("</html>");
        return html.ToString();
    }

    private static void WriteTiles(HtmlWriter html, ReportData data)
    {
        html.Line("<h2 class=\"skip\">Totals</h2>").Line("<dl class=\"tiles\">");
        foreach (var tile in ReportTile.Of(data))
        {
            html.Raw("<div><dt>").Text(tile.Name).Raw(tile.IsLong ? "</dt><dd class=\"long\">" : "</dt><dd>").Text(tile.Value).Raw("</dd><dd class=\"was\">").Text(tile.Comparison).Line("</dd></div>");
        }

        html.Line("</dl>");
    }

    private static void WriteOverTime(HtmlWriter html, ReportData data)
    {
        if (data.Periods.Count == 0)
        {
            return;
        }

        var unit = data.Periods[^1].Unit.ToString().ToLowerInvariant();
        var labels = data.Periods.Select(static period => period.Label).ToList();
        ChartSeries Series(string name, string kind, string fill, Func<ReportPeriod, decimal> value) => new(name, kind, fill, data.Periods.Select(value).ToList());
        var outcomes = new List<ChartSeries>
        {
            Series("success", "success", "#1b7f52", static period => period.Totals.Successes),
            Series("failed", "failed", "#c0392f", static period => period.Failed),
            Series("interrupted", "interrupted", "#a86a00", static period => period.Interrupted),
            Series("other", "other", "#6a7686", static period => period.Others),
        };
        outcomes.RemoveAll(static of => of.Name == "other" && of.Values.All(static value => value == 0));

        Section(html, "runs", $"Runs per {unit}", isWide: false, () =>
        {
            new BarChart("runs", $"Runs per {unit}, by outcome. The table below has the numbers.", labels, outcomes, ReportText.Number).WriteTo(html);
            Behind(html, $"Runs per {unit}", [unit, .. outcomes.Select(static of => "#" + of.Name), "#all"], data.Periods.Select((period, i) =>
                (IReadOnlyList<string>)[period.Name, .. outcomes.Select(of => ReportText.Number(of.Values[i])), ReportText.Number(period.Totals.Runs)]));
            if (data.Undated > 0)
            {
                html.Line($"<p class=\"note\">{ReportText.Runs(data.Undated)} without a time, in none of the charts.</p>");
            }
        });
        Figure("lines", $"Lines per {unit}", "lines written", Series("lines", "info", "#2a63b5", static period => period.Totals.Lines), ReportText.Number);
        Figure("saved", $"Hours saved per {unit}", "hours saved", Series("saved", "success", "#1b7f52", static period => period.Totals.SavedSeconds / 3600), ReportText.Decimal);

        void Figure(string id, string title, string heading, ChartSeries series, Func<decimal, string> format) => Section(html, id, title, isWide: false, () =>
        {
            new BarChart(id, $"{title}. The table below has the numbers.", labels, [series], format).WriteTo(html);
            Behind(html, title, [unit, "#" + heading], data.Periods.Select((period, i) => (IReadOnlyList<string>)[period.Name, format(series.Values[i])]));
        });
    }

    private static void WriteShares(HtmlWriter html, ReportData data)
    {
        html.Line("<div class=\"stack\">");
        Share("outcome", "Outcome", data.Outcomes);
        Share("sync", "Sync state", data.SyncStates);
        html.Line("</div>");

        void Share(string id, string title, IReadOnlyList<KeyValuePair<string, long>> shares) => Section(html, id, title, isWide: false, () =>
        {
            ShareChart.Write(html, id, $"{title} of {ReportText.Runs(data.Totals.Runs)}. The table below has the numbers.", shares);
            Behind(html, title, [title, "#runs", "#share"], shares.Select(share =>
                (IReadOnlyList<string>)[ReportText.Foreign(share.Key), ReportText.Number(share.Value), ReportText.Percent(share.Value, data.Totals.Runs)]));
        });
    }

    private static void WriteUsers(HtmlWriter html, ReportData data)
    {
        if (data.UserCount > 1)
        {
            var title = data.UserCount > data.Users.Count ? $"Top {data.Users.Count} of {ReportText.Number(data.UserCount)} contributors" : "Contributors";
            Section(html, "users", title, isWide: true, () => html.Table(title, ["Who", "#runs", "#success", "#themes", "#lines", "#time saved"], data.Users.Select(user =>
                (IReadOnlyList<string>)[
                    ReportText.Foreign(user.Key), ReportText.Number(user.Value.Runs), ReportText.Percent(user.Value.Successes, user.Value.Runs),
                    ReportText.Number(user.Value.Slugs), ReportText.Number(user.Value.Lines), ReportText.Hours(user.Value.SavedSeconds)])));
        }
    }

    private static void WriteSlowest(HtmlWriter html, ReportData data)
    {
        if (data.Slowest.Count > 0)
        {
            Section(html, "slow", "Slowest runs", isWide: true, () => html.Table("Slowest runs", ["@When", "Theme", "#took", "#lines", "Outcome"], data.Slowest.Select(run =>
                (IReadOnlyList<string>)[
                    When(run, data), ReportText.Foreign(run.Slug), ReportText.Duration(run), ReportText.Number(Statistics.RunFigures.Lines(run)), ReportText.Foreign(run.Status)])));
        }
    }

    private static void WriteFailures(HtmlWriter html, ReportData data)
    {
        var title = data.FailureCount > data.Failures.Count ? $"Failed runs: the newest {data.Failures.Count} of {ReportText.Number(data.FailureCount)}" : "Failed runs";
        Section(html, "failed", title, isWide: true, () =>
        {
            if (data.Failures.Count == 0)
            {
                html.Line("<p class=\"note\">None.</p>");
                return;
            }

            html.Table(title, ["@When", "Theme", "Who", "Reason"], data.Failures.Select(run =>
                (IReadOnlyList<string>)[When(run, data), ReportText.Foreign(run.Slug), ReportText.Foreign(run.UserId), ReportText.Foreign(run.Error)]));
        });
    }

    private static string When(RunRecord run, ReportData data) => ReportText.Time(run.Timestamp, data.Options.Zone);

    private static void Section(HtmlWriter html, string id, string title, bool isWide, Action body)
    {
        html.Raw($"<section{(isWide ? " class=\"wide\"" : string.Empty)} aria-labelledby=\"{id}\"><h2 id=\"{id}\">").Text(title).Line("</h2>");
        body();
        html.Line("</section>");
    }

    private static void Behind(HtmlWriter html, string title, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Raw("<details><summary>").Text($"{title} as a table").Line("</summary>");
        html.Table(title, headings, rows).Line("</details>");
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
