using System.Text;

namespace Sbm.Help;

/// <summary>
/// An about topic as plain text of at most 80 columns. Get-Help takes the line below SHORT DESCRIPTION for its synopsis.
/// </summary>
internal static class AboutTopic
{
    private const int Width = 76;

    internal static string ToText(IReadOnlyList<Block> page)
    {
        var text = new StringBuilder();
        text.Append("TOPIC\n    ").Append(page[0].Text).Append("\n\nSHORT DESCRIPTION\n");
        Append(text, page[1].Text, "    ", "    ");
        text.Append("\nLONG DESCRIPTION\n");
        for (var i = 2; i < page.Count; i++)
        {
            var block = page[i];
            switch (block.Kind)
            {
                case BlockKind.Heading:
                    text.Append(block.Level == 2 ? string.Empty : "    ").Append(block.Level == 2 ? block.Text.ToUpperInvariant() : block.Text).Append('\n');
                    continue;
                case BlockKind.Code:
                    text.AppendJoin('\n', block.Text.Split('\n').Select(static line => $"        {line}".TrimEnd())).Append('\n');
                    break;
                case BlockKind.Item:
                    Append(text, block.Text, "    - ", "      ");
                    if (i + 1 < page.Count && page[i + 1].Kind == BlockKind.Item)
                    {
                        continue;
                    }

                    break;
                default:
                    Append(text, block.Text, "    ", "    ");
                    break;
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, string words, string first, string next)
    {
        var line = new StringBuilder(first);
        var start = first.Length;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > start && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(next);
                start = next.Length;
            }

            line.Append(line.Length > start ? " " : string.Empty).Append(word);
        }

        text.Append(line).Append('\n');
    }
}
