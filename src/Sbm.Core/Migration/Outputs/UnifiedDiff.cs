using System.Globalization;
using System.Text;

namespace Sbm.Core.Migration.Outputs;

/// <summary>Writes the differences of two texts as <c>diff -u</c> and git do.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const int MostEdits = 2000; // above it the middle is shown as replaced: still right, and found in linear time

    /// <summary>The diff with its two header lines; empty if the texts are equal.</summary>
    internal static string Of(string oldName, string newName, string oldText, string newText)
    {
        if (oldText == newText)
        {
            return string.Empty;
        }

        var (left, right) = (Lines(oldText), Lines(newText));
        var diff = new StringBuilder($"--- {oldName}\n+++ {newName}\n");
        var edits = Edits(left, right);
        for (var i = 0; i < edits.Count;)
        {
            var end = i;
            while (end + 1 < edits.Count && edits[end + 1].OldStart - edits[end].OldEnd <= 2 * Context)
            {
                end++;
            }

            WriteHunk(diff, left, right, edits.GetRange(i, end - i + 1));
            i = end + 1;
        }

        return diff.ToString();
    }

    private static void WriteHunk(StringBuilder diff, string[] left, string[] right, List<Edit> edits)
    {
        var before = Math.Min(Context, edits[0].OldStart);
        var after = Math.Min(Context, left.Length - edits[^1].OldEnd);
        var (oldStart, newStart) = (edits[0].OldStart - before, edits[0].NewStart - before);
        var (oldCount, newCount) = (edits[^1].OldEnd + after - oldStart, edits[^1].NewEnd + after - newStart);
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldStart, oldCount)} +{Range(newStart, newCount)} @@\n");
        var position = oldStart;
        foreach (var edit in edits)
        {
            Write(diff, ' ', left, position, edit.OldStart);
            Write(diff, '-', left, edit.OldStart, edit.OldEnd);
            Write(diff, '+', right, edit.NewStart, edit.NewEnd);
            position = edit.OldEnd;
        }

        Write(diff, ' ', left, position, position + after);
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void Write(StringBuilder diff, char mark, string[] lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            diff.Append(mark).Append(lines[i]);
            if (!lines[i].EndsWith('\n'))
            {
                diff.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    // With their line feeds, so that the lack of the last one is a difference.
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    /// <summary>Old lines that become new ones; either may be none.</summary>
    private readonly record struct Edit(int OldStart, int OldEnd, int NewStart, int NewEnd);

    private static List<Edit> Edits(string[] left, string[] right)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
        {
            start++;
        }

        var (leftEnd, rightEnd) = (left.Length, right.Length);
        while (leftEnd > start && rightEnd > start && left[leftEnd - 1] == right[rightEnd - 1])
        {
            leftEnd--;
            rightEnd--;
        }

        return Shortest(left, right, start, leftEnd, rightEnd) ?? [new Edit(start, leftEnd, start, rightEnd)];
    }

    // Myers, An O(ND) Difference Algorithm and Its Variations, 1986; null if there are too many edits.
    private static List<Edit>? Shortest(string[] left, string[] right, int start, int leftEnd, int rightEnd)
    {
        var (n, m) = (leftEnd - start, rightEnd - start);
        var most = Math.Min(n + m, MostEdits);
        var furthest = new int[(2 * most) + 2];
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            trace.Add(furthest[(most - d)..(most + d + 1)]);
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && furthest[most + k - 1] < furthest[most + k + 1]) ? furthest[most + k + 1] : furthest[most + k - 1] + 1;
                while (x < n && x - k < m && left[start + x] == right[start + x - k])
                {
                    x++;
                }

                furthest[most + k] = x;
                if (x >= n && x - k >= m)
                {
                    return Backtrack(trace, d, n, m, start);
                }
            }
        }

        return null;
    }

    private static List<Edit> Backtrack(List<int[]> trace, int d, int x, int y, int start)
    {
        var edits = new List<Edit>();
        for (; d > 0; d--)
        {
            var furthest = trace[d]; // of the step before, diagonals -d to d
            int At(int diagonal) => Math.Abs(diagonal) <= d ? furthest[diagonal + d] : -1;
            var k = x - y;
            var isInsertion = k == -d || (k != d && At(k - 1) < At(k + 1));
            var fromX = isInsertion ? At(k + 1) : At(k - 1);
            var fromY = fromX - (isInsertion ? k + 1 : k - 1);
            edits.Add(isInsertion
                ? new Edit(start + fromX, start + fromX, start + fromY, start + fromY + 1)
                : new Edit(start + fromX, start + fromX + 1, start + fromY, start + fromY));
            (x, y) = (fromX, fromY);
        }

        edits.Reverse();
        return Merge(edits);
    }

    private static List<Edit> Merge(List<Edit> edits)
    {
        var merged = new List<Edit>();
        foreach (var edit in edits)
        {
            if (merged.Count > 0 && merged[^1].OldEnd == edit.OldStart && merged[^1].NewEnd == edit.NewStart)
            {
                merged[^1] = merged[^1] with { OldEnd = edit.OldEnd, NewEnd = edit.NewEnd };
            }
            else
            {
                merged.Add(edit);
            }
        }

        return merged;
    }
}
