using System.Globalization;

namespace Sbm.Core.Reporting;

/// <summary>One line, divided as a whole is: SVG, with a legend that has the numbers.</summary>
internal static class ShareChart
{
    private const decimal Width = 620;

    internal static void Write(HtmlWriter html, string id, string title, IReadOnlyList<KeyValuePair<string, long>> shares)
    {
        var whole = Math.Max(1, shares.Sum(static share => share.Value));
        html.Line($"<figure><svg viewBox=\"0 0 {Width} 34\" width=\"{Width}\" height=\"34\" role=\"img\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{HtmlWriter.Encode(title)}</title>");
        var x = 0m;
        foreach (var (name, count) in shares)
        {
            var width = Width * count / whole;
            html.Line($"<rect {Colour(name)} x=\"{Text(x)}\" width=\"{Text(Math.Max(width - 2, 1))}\" height=\"34\" rx=\"3\"><title>{HtmlWriter.Encode($"{ReportText.Foreign(name)}: {ReportText.Number(count)}")}</title></rect>");
            x += width;
        }

        html.Raw("</svg><figcaption>");
        foreach (var (name, count) in shares)
        {
            html.Raw($"<span><svg viewBox=\"0 0 10 10\" width=\"10\" height=\"10\" aria-hidden=\"true\"><rect {Colour(name)} width=\"10\" height=\"10\" rx=\"2\"/></svg><bdi>{HtmlWriter.Encode(ReportText.Foreign(name))}</bdi> {ReportText.Number(count)} ({ReportText.Percent(count, whole)})</span> ");
        }

        html.Line("</figcaption></figure>");
    }

    private static string Colour(string name) => name switch
    {
        "success" or "synced" => "class=\"success\" fill=\"#1b7f52\"",
        "failed" => "class=\"failed\" fill=\"#c0392f\"",
        "interrupted" or "pending_sync" => "class=\"interrupted\" fill=\"#a86a00\"",
        _ => "class=\"other\" fill=\"#6a7686\"",
    };

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
