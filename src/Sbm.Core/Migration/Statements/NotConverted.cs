using System.Text;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Statements;

/// <summary>A statement that cannot be converted becomes a comment, so that the output compiles and nothing disappears unseen.</summary>
internal static class NotConverted
{
    private const string Mark = "// sbm: not converted (";

    /// <summary>The lines of the statements that an earlier migration has left as comments among the nodes: somebody converts them by hand.</summary>
    internal static IEnumerable<string> LinesIn(IEnumerable<ScssNode> nodes)
    {
        var isLeft = false;
        foreach (var node in nodes)
        {
            var line = node is ScssComment { IsLine: true } comment ? comment.Text : null;
            var isMark = line?.StartsWith(Mark, StringComparison.Ordinal) == true;
            isLeft = isMark || (isLeft && line is not null && node.Leading.AsSpan().Count('\n') == 1);
            if (isLeft && !isMark)
            {
                yield return line!;
            }
        }
    }

    /// <summary>A statement as line comments, under one that says where it comes from.</summary>
    /// <param name="unit">The statement; or an <c>@if</c> and its <c>@else</c>.</param>
    internal static IEnumerable<ScssNode> Comment(List<ScssNode> unit)
    {
        var first = unit[0];
        yield return Line($"{Mark}{Place(first)})", first.Leading.Contains('\n', StringComparison.Ordinal) ? first.Leading : "\n");
        foreach (var line in Lines(TextOf(unit)))
        {
            yield return Line(line.Length == 0 ? "//" : "// " + line, "\n");
        }
    }

    private static ScssComment Line(string text, string leading) => new() { Text = text, Leading = leading };

    private static string Place(ScssNode node)
    {
        if (node.Source is not { } source)
        {
            return "made by a mixin";
        }

        var name = source.Name.StartsWith("css/", StringComparison.Ordinal) ? source.Name["css/".Length..] : source.Name;
        return $"{name}:{source.PositionOf(node.Offset).Line}";
    }

    // Without the margin that all lines after the first share.
    private static IEnumerable<string> Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var margin = lines.Skip(1).Where(static line => line.Trim().Length > 0).Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return lines.Select((line, index) => (index == 0 ? line : line[Math.Min(margin, line.Length)..]).TrimEnd());
    }

    // As it stands in the source; what a mixin has made, as it is.
    private static string TextOf(List<ScssNode> unit)
    {
        if (unit[0].SourceText is not null && unit[^1].SourceText is not null)
        {
            return unit[0].Source!.Text[unit[0].Offset..unit[^1].End];
        }

        var text = new StringBuilder();
        unit.ForEach(node => node.WriteTo(text));
        return text.ToString().TrimStart();
    }
}
