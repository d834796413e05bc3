using System.Text;

namespace Sbm.Core.Reporting;

/// <summary>Writes HTML: what is not markup is encoded.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Text for an element or a quoted attribute.</summary>
    internal static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Markup as it stands.</summary>
    internal HtmlWriter Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>Markup on a line of its own.</summary>
    internal HtmlWriter Line(string markup)
    {
        _html.Append(markup).Append('\n');
        return this;
    }

    internal HtmlWriter Text(string text) => Raw(Encode(text));

    /// <summary>
    /// A table in a box that can be scrolled from the keyboard. Cells of a column whose heading begins with <c>#</c> are numbers, with
    /// <c>@</c> times; the first cell of each row is its heading.
    /// </summary>
    internal HtmlWriter Table(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Encode(caption)}, table\"><table>");
        Raw("<thead><tr>");
        foreach (var heading in headings)
        {
            Raw($"<th scope=\"col\"{ClassOf(heading)}>").Text(heading.TrimStart('#', '@')).Raw("</th>");
        }

        Line("</tr></thead>").Raw("<tbody>");
        foreach (var row in rows)
        {
            Raw("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                var cell = ClassOf(headings[i]).Length > 0 ? Encode(row[i]) : $"<bdi>{Encode(row[i])}</bdi>";
                Raw(i == 0 ? $"<th scope=\"row\"{ClassOf(headings[i])}>{cell}</th>" : $"<td{ClassOf(headings[i])}>{cell}</td>");
            }

            Line("</tr>");
        }

        return Line("</tbody></table></div>");
    }

    public override string ToString() => _html.ToString();

    private static string ClassOf(string heading) => heading[0] switch
    {
        '#' => " class=\"n\"",
        '@' => " class=\"t\"",
        _ => string.Empty,
    };
}
