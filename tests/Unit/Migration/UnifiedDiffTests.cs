using System.Text;
using Sbm.Core.Migration.Outputs;

namespace Sbm.Unit.Migration;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Diff_IsAsDiffDoes()
    {
        var diff = UnifiedDiff.Of("a/x", "b/x", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\nfour\n5\n6\n7\n8\n9\nten");

        Assert.Equal("--- a/x\n+++ b/x\n@@ -1,9 +1,10 @@\n 1\n 2\n 3\n-4\n+four\n 5\n 6\n 7\n 8\n 9\n+ten\n\\ No newline at end of file\n", diff);
    }

    [Fact]
    public void AnyDiff_AppliedToTheOldText_GivesTheNewOne() => Seeds.ForEach(500, random =>
    {
        var before = Text(random);
        var after = random.Next(3) == 0 ? Text(random) : Mutated(random, before);

        Assert.Equal(after, Apply(before, UnifiedDiff.Of("a", "b", before, after)));
    });

    [Fact]
    public void LargeTextsWithNothingInCommon_AreToldAsReplaced()
    {
        var before = string.Concat(Enumerable.Range(0, 20000).Select(static n => $"a{n}\n"));
        var after = string.Concat(Enumerable.Range(0, 20000).Select(static n => $"b{n}\n"));

        Assert.Equal(after, Apply(before, UnifiedDiff.Of("a", "b", before, after)));
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => $"{(char)('a' + random.Next(4))}\n")) + (random.Next(3) == 0 ? "end" : string.Empty);

    private static string Mutated(Random random, string text)
    {
        var lines = text.Split('\n').ToList();
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(lines.Count);
            if (random.Next(2) == 0)
            {
                lines.Insert(at, "new");
            }
            else
            {
                lines[at] = "changed";
            }
        }

        return string.Join('\n', lines);
    }

    // As patch does, and as strictly.
    private static string Apply(string text, string diff)
    {
        var old = Lines(text);
        var result = new StringBuilder();
        var position = 0;
        var lines = Lines(diff);
        for (var i = 2; i < lines.Count; i++)
        {
            var isLast = i + 1 < lines.Count && lines[i + 1].StartsWith('\\');
            var content = isLast ? lines[i][1..].TrimEnd('\n') : lines[i][1..];
            switch (lines[i][0])
            {
                case '@':
                    var range = lines[i].Split(' ')[1].TrimStart('-').Split(',');
                    for (var start = int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture) - (range[1] == "0" ? 0 : 1); position < start; position++)
                    {
                        result.Append(old[position]);
                    }

                    break;
                case ' ':
                    Assert.Equal(old[position++], content);
                    result.Append(content);
                    break;
                case '-':
                    Assert.Equal(old[position++], content);
                    break;
                case '+':
                    result.Append(content);
                    break;
            }
        }

        return result.Append(string.Concat(old.Skip(position))).ToString();
    }

    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(static line => line + "\n").ToList();
        lines[^1] = lines[^1][..^1];
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
