namespace Sbm.Core.Scss;

/// <summary>One SCSS text and the name that messages call it by. Immutable, thread-safe.</summary>
/// <param name="name">For example <c>css/style.scss</c>.</param>
/// <param name="text">The text, without a byte order mark.</param>
public sealed class ScssSource(string name, string text)
{
    private int[]? _lineStarts;

    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>Line and column of an offset, both counted from 1.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var starts = _lineStarts ??= FindLineStarts(Text);
        var line = Array.BinarySearch(starts, offset);
        line = line < 0 ? ~line - 1 : line;
        return (line + 1, offset - starts[line] + 1);
    }

    /// <summary>How many lines there are; a line feed at the very end begins none.</summary>
    public static int CountLines(string text)
    {
        var lines = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                lines++;
            }
        }

        return text.Length > 0 && text[^1] != '\n' ? lines + 1 : lines;
    }

    /// <summary>An error at an offset of this text.</summary>
    internal SbmException Error(int offset, string message)
    {
        var (line, column) = PositionOf(offset);
        return new SbmException(
            "ScssInvalid",
            $"{Name}:{line}:{column}: {message}",
            "Mend the source at that place and run the migration again; nothing was written.",
            Name);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
