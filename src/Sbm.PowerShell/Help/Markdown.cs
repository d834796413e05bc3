using System.Text.RegularExpressions;

namespace Sbm.Help;

internal enum BlockKind
{
    Heading,
    Paragraph,
    Item,
    Code,
}

/// <summary>A piece of a page.</summary>
/// <param name="Level">Of a heading, 1 to 6.</param>
/// <param name="Text">Without markup; of code, as it stands, with line feeds.</param>
/// <param name="Links">Where it links to: the texts and the targets.</param>
internal sealed record Block(BlockKind Kind, int Level, string Text, IReadOnlyList<(string Text, string Target)> Links);

/// <summary>Reads as much of Markdown as the help pages use: headings, paragraphs, items of lists, fenced code.</summary>
internal static partial class Markdown
{
    internal static IReadOnlyList<Block> Read(string path)
    {
        var blocks = new List<Block>();
        var lines = new Queue<string>(File.ReadAllLines(path));
        while (lines.TryDequeue(out var line))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                blocks.Add(new Block(BlockKind.Code, 0, string.Join('\n', TakeUntil(lines, "```")), []));
                lines.Dequeue();
            }
            else if (line.StartsWith('#'))
            {
                blocks.Add(Plain(BlockKind.Heading, line.TrimStart('#').Trim(), line.Length - line.TrimStart('#').Length));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                blocks.Add(Plain(BlockKind.Item, string.Join(' ', TakeRest(lines).Prepend(line[2..]))));
            }
            else if (line.Length > 0)
            {
                blocks.Add(Plain(BlockKind.Paragraph, string.Join(' ', TakeRest(lines).Prepend(line))));
            }
        }

        return blocks;
    }

    private static IEnumerable<string> TakeUntil(Queue<string> lines, string end)
    {
        while (lines.Peek() != end)
        {
            yield return lines.Dequeue();
        }
    }

    private static IEnumerable<string> TakeRest(Queue<string> lines)
    {
        while (lines.TryPeek(out var next) && next.Length > 0 && next[0] != '#' && !next.StartsWith("```", StringComparison.Ordinal)
            && !next.StartsWith("- ", StringComparison.Ordinal))
        {
            yield return lines.Dequeue().Trim();
        }
    }

    private static Block Plain(BlockKind kind, string text, int level = 0)
    {
        var links = Link().Matches(text).Select(link => (WithoutMarks(link.Groups[1].Value), link.Groups[2].Value)).ToList();
        return new Block(kind, level, WithoutMarks(Link().Replace(text, "$1")), links);
    }

    private static string WithoutMarks(string text) => Marks().Replace(text, string.Empty);

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`|\*\*")]
    private static partial Regex Marks();
}
