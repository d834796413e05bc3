using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 7. Banners go: a line of one repeated ornament, or a block of such lines with its title. Other comments stay.</summary>
internal static class BannerPass
{
    private const int ShortestOrnament = 4;

    internal static void Apply(List<ScssNode> nodes)
    {
        var kept = new List<ScssNode>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is ScssComment comment && LengthOfBannerAt(nodes, i, comment) is > 0 and var length)
            {
                i += length - 1;
                continue;
            }

            if (nodes[i] is ScssBlock block)
            {
                Apply(block.Children);
            }

            kept.Add(nodes[i]);
        }

        nodes.Clear();
        nodes.AddRange(kept);
    }

    private static int LengthOfBannerAt(List<ScssNode> nodes, int start, ScssComment comment)
    {
        if (!comment.IsLine)
        {
            return IsBannerBlock(comment.Text) ? 1 : 0;
        }

        if (!IsOrnament(comment.Text))
        {
            return 0;
        }

        // Ornament, a title of one line, ornament.
        var isTitled = start + 2 < nodes.Count
            && nodes[start + 1] is ScssComment { IsLine: true } title && IsNextLine(title)
            && nodes[start + 2] is ScssComment { IsLine: true } closing && IsNextLine(closing) && IsOrnament(closing.Text)
            && !IsOrnament(title.Text);
        return isTitled ? 3 : 1;
    }

    private static bool IsNextLine(ScssNode node) => node.Leading.AsSpan().Count('\n') == 1;

    // Every line but one is an ornament, or the comment is one: /* ---- search ---- */
    private static bool IsBannerBlock(string text)
    {
        var lines = text[2..^2].Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0).ToList();
        return lines.Count switch
        {
            0 => text.Length > 4 + ShortestOrnament && IsOrnament(text),
            1 => IsOrnament(lines[0]) || IsFramed(lines[0]),
            _ => lines.Count(static line => IsOrnament(line)) >= lines.Count - 1,
        };
    }

    private static bool IsFramed(string line)
    {
        var first = line.TakeWhile(c => c == line[0]).Count();
        var last = line.Reverse().TakeWhile(c => c == line[0]).Count();
        return IsOrnamentCharacter(line[0]) && first >= ShortestOrnament && last >= ShortestOrnament;
    }

    private static bool IsOrnament(string text)
    {
        var line = text.AsSpan().Trim("/ \t\r");
        return line.Length >= ShortestOrnament && IsOrnamentCharacter(line[0]) && line.IndexOfAnyExcept(line[0]) < 0;
    }

    private static bool IsOrnamentCharacter(char c) => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c) && c is not ('{' or '}' or '(' or ')' or ';');
}
