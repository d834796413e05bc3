using System.Buffers;
using System.Text;

namespace Sbm.Core.Scss;

/// <summary>
/// Writes a tree in Site Builder's layout: two spaces, one declaration a line, <c>selector {</c>, one blank line between
/// top-level rules, LF, a line feed at the end. What is laid out once comes out the same again.
/// </summary>
internal sealed class ScssLayout
{
    private static readonly SearchValues<char> NoPlainName = SearchValues.Create("#{(\"'/");

    private readonly StringBuilder _text = new();

    /// <summary>The text of a whole sheet; empty if there is nothing in it.</summary>
    internal static string Write(List<ScssNode> nodes)
    {
        var layout = new ScssLayout();
        layout.WriteAll(nodes, 0);
        return layout._text.ToString();
    }

    private void WriteAll(List<ScssNode> nodes, int indent)
    {
        ScssNode? previous = null;
        foreach (var node in nodes)
        {
            if (IsOnSameLine(node, previous))
            {
                _text.Length--; // goes on behind the line before
                _text.Append(' ').Append(((ScssComment)node).Text).Append('\n');
            }
            else
            {
                if (previous is not null && NeedsBlankLine(node, previous, indent))
                {
                    _text.Append('\n');
                }

                Write(node, indent);
            }

            previous = node;
        }
    }

    // A comment behind a statement is about that statement.
    private static bool IsOnSameLine(ScssNode node, ScssNode? previous) =>
        node is ScssComment && previous is ScssStatement or ScssComment { IsLine: false } && node.Leading.AsSpan().IndexOfAny("\r\n") < 0;

    private static bool NeedsBlankLine(ScssNode node, ScssNode previous, int indent)
    {
        var isInSource = node.Leading.AsSpan().Count('\n') > 1;
        return isInSource || (indent == 0 && !IsElse(node) && (previous is ScssBlock || (node is ScssBlock && previous is ScssStatement)));
    }

    private static bool IsElse(ScssNode node) => node is ScssBlock block && block.Prelude.StartsWith("@else", StringComparison.Ordinal);

    private void Write(ScssNode node, int indent)
    {
        switch (node)
        {
            case ScssComment comment:
                WriteLines(comment.Text, indent, continuation: 1);
                _text.Append('\n');
                break;
            case ScssStatement statement:
                WriteLines(Tidy(statement), indent, continuation: 2);
                if (!statement.IsRawBlock)
                {
                    _text.Append(';');
                }

                WriteCommentsOf(statement);
                _text.Append('\n');
                break;
            case ScssBlock block:
                WriteBlock(block, indent);
                break;
        }
    }

    private void WriteBlock(ScssBlock block, int indent)
    {
        WriteLines(block.Prelude, indent, continuation: 0);
        var endsInLineComment = block.BeforeBrace.Contains('\n', StringComparison.Ordinal) && LastLine(block.Prelude).Contains("//", StringComparison.Ordinal);
        if (endsInLineComment)
        {
            _text.Append('\n').Append(' ', indent);
        }
        else if (block.Prelude.Length > 0)
        {
            _text.Append(' ');
        }

        _text.Append('{').Append('\n');
        WriteAll(block.Children, indent + 2);
        _text.Append(' ', indent).Append('}').Append('\n');
    }

    // Comments between a declaration and its semicolon come behind it.
    private void WriteCommentsOf(ScssStatement statement)
    {
        var text = statement.BeforeEnd;
        for (var at = ScssText.SkipSpace(text, 0); at < text.Length;)
        {
            var end = ScssText.StartsComment(text, at) ? ScssText.EndOfComment(text, at) : ScssText.EndOfLine(text, at);
            foreach (var line in Lines(text[at..end]).Select(static line => line.Trim()).Where(static line => line.Length > 0))
            {
                _text.Append(' ').Append(line);
            }

            at = ScssText.SkipSpace(text, end);
        }
    }

    // "color:red" and "color : red" are "color: red"; raw values stay raw.
    private static string Tidy(ScssStatement statement)
    {
        var text = statement.Text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (statement.IsAtRule || colon <= 0 || text.AsSpan(0, colon).ContainsAny(NoPlainName))
        {
            return text;
        }

        return statement.IsCustomProperty
            ? (text.EndsWith(':') ? text + ' ' : text) // Sass wants the blank of an empty value
            : $"{text[..colon].TrimEnd()}: {text[(colon + 1)..].TrimStart()}";
    }

    // Writes a text of one or several lines. The lines after the first keep their places among each other.
    private void WriteLines(string text, int indent, int continuation)
    {
        _text.Append(' ', indent);
        if (text.AsSpan().IndexOfAny("\r\n\f") < 0)
        {
            _text.Append(text);
            return;
        }

        var lines = Lines(text);
        if (text.Contains("\\\n", StringComparison.Ordinal) || text.StartsWith("--", StringComparison.Ordinal))
        {
            _text.AppendJoin('\n', lines); // white space may be content
            return;
        }

        var rest = lines.Skip(1).Where(static line => line.Trim().Length > 0).ToList();
        var margin = rest.Count == 0 ? 0 : rest.Min(WidthOfMargin);
        _text.Append(lines[0].TrimEnd());
        foreach (var line in rest)
        {
            _text.Append('\n').Append(' ', indent + continuation + WidthOfMargin(line) - margin).Append(line.Trim());
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string LastLine(string text) => text[(text.LastIndexOf('\n') + 1)..];

    private static int WidthOfMargin(string line)
    {
        var width = 0;
        foreach (var c in line)
        {
            switch (c)
            {
                case ' ':
                    width++;
                    break;
                case '\t':
                    width += 4;
                    break;
                default:
                    return width;
            }
        }

        return width;
    }
}
