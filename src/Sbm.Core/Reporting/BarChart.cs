using System.Globalization;

namespace Sbm.Core.Reporting;

/// <summary>The values of one kind in a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Kind">The class that gives the colour.</param>
/// <param name="Fill">The colour where there is no style.</param>
internal sealed record ChartSeries(string Name, string Kind, string Fill, IReadOnlyList<decimal> Values);

/// <summary>
/// A chart of columns, one on the other, as SVG. It is complete without a style; values below 0 have no column, and stand in the table.
/// </summary>
/// <param name="id">The prefix of ids, unique in the page.</param>
/// <param name="title">What a screen reader says for the picture.</param>
/// <param name="labels">Of the columns.</param>
/// <param name="series">From the bottom up.</param>
/// <param name="format">How a value is written.</param>
internal sealed class BarChart(string id, string title, IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series, Func<decimal, string> format)
{
    private const decimal Width = 620;
    private const decimal Height = 240;
    private const decimal Left = 58;
    private const decimal Right = 12;
    private const decimal Top = 14;
    private const decimal Bottom = 36;
    private const int MostLabels = 7;

    internal void WriteTo(HtmlWriter html)
    {
        var most = NiceMost(Enumerable.Range(0, labels.Count).Select(column => series.Sum(of => Math.Max(0, of.Values[column]))).DefaultIfEmpty(0).Max());
        html.Line($"<figure><svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{HtmlWriter.Encode(title)}</title>");
        foreach (var tick in new[] { 0, most / 2, most })
        {
            var y = Y(tick, most);
            html.Line($"<path class=\"axis\" stroke=\"#999\" d=\"M{Left} {y}H{Width - Right}\"/><text x=\"{Left - 8}\" y=\"{Text(Height - Bottom - (tick / most * (Height - Top - Bottom)) + 5)}\" text-anchor=\"end\" font-size=\"14\">{HtmlWriter.Encode(ReportText.Short(tick))}</text>");
        }

        var step = (Width - Left - Right) / Math.Max(1, labels.Count);
        var bar = Math.Min(step * 0.72m, 56);
        for (var column = 0; column < labels.Count; column++)
        {
            WriteColumn(html, column, Left + (step * column) + ((step - bar) / 2), bar, most);
        }

        WriteLabels(html, step);
        html.Line("</svg>");
        WriteLegend(html);
        html.Line("</figure>");
    }

    private void WriteColumn(HtmlWriter html, int column, decimal x, decimal bar, decimal most)
    {
        var sum = 0m;
        foreach (var of in series)
        {
            var value = Math.Max(0, of.Values[column]);
            if (value > 0)
            {
                var y = Height - Bottom - ((sum + value) / most * (Height - Top - Bottom));
                var height = Math.Max(value / most * (Height - Top - Bottom), 0.8m);
                html.Line($"<rect class=\"{of.Kind}\" fill=\"{of.Fill}\" x=\"{Text(x)}\" y=\"{Text(y)}\" width=\"{Text(bar)}\" height=\"{Text(height)}\"><title>{HtmlWriter.Encode($"{labels[column]}: {format(value)} {of.Name}")}</title></rect>");
                sum += value;
            }
        }
    }

    // As many as fit; of those every second goes where the picture is small.
    private void WriteLabels(HtmlWriter html, decimal step)
    {
        var every = (labels.Count + MostLabels - 1) / MostLabels;
        for (var (column, shown) = (0, 0); column < labels.Count; column += every, shown++)
        {
            var isOdd = shown % 2 == 1 ? " class=\"odd\"" : string.Empty;
            html.Line($"<text{isOdd} x=\"{Text(Left + (step * (column + 0.5m)))}\" y=\"{Height - 8}\" text-anchor=\"middle\" font-size=\"14\">{HtmlWriter.Encode(labels[column])}</text>");
        }
    }

    private void WriteLegend(HtmlWriter html)
    {
        if (series.Count > 1)
        {
            html.Raw("<figcaption>");
            foreach (var of in series)
            {
                html.Raw($"<span><svg viewBox=\"0 0 10 10\" width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"{of.Kind}\" fill=\"{of.Fill}\" width=\"10\" height=\"10\" rx=\"2\"/></svg>{HtmlWriter.Encode(of.Name)}</span> ");
            }

            html.Line("</figcaption>");
        }
    }

    private static string Y(decimal value, decimal most) => Text(Height - Bottom - (value / most * (Height - Top - Bottom)));

    // 1, 2 or 5 and zeros, so that half of it is a round number, too.
    private static decimal NiceMost(decimal most)
    {
        var nice = 1m;
        while (nice < most)
        {
            nice = nice * 2 >= most ? nice * 2 : nice * 4 >= most ? nice * 4 : nice * 6 >= most ? nice * 6 : nice * 10;
        }

        return Math.Max(nice, 2);
    }

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
