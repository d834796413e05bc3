using System.Text;

namespace Sbm.Core.Scss;

/// <summary>
/// A piece of a style sheet. Every node keeps its text and the white space before it, so that a sheet that nobody changed is
/// written byte for byte as it was read.
/// </summary>
public abstract class ScssNode
{
    /// <summary>The white space before the node.</summary>
    public string Leading { get; set; } = string.Empty;

    /// <summary>Where the node was read from; null for one that a pass has made.</summary>
    public ScssSource? Source { get; init; }

    /// <summary>The offset of the node's first character in its source.</summary>
    public int Offset { get; init; }

    /// <summary>The node in one line, for messages.</summary>
    public abstract string Summary { get; }

    internal abstract void WriteTo(StringBuilder text);

    private protected static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 120 ? line[..119] + "…" : line;
    }
}

/// <summary>A comment: <c>// to the end of the line</c>, without its line feed, or <c>/* … */</c>.</summary>
public sealed class ScssComment : ScssNode
{
    public required string Text { get; set; }

    public bool IsLine => Text.StartsWith("//", StringComparison.Ordinal);

    public override string Summary => OneLine(Text);

    internal override void WriteTo(StringBuilder text) => text.Append(Leading).Append(Text);
}

/// <summary>A statement without a block: a declaration, a variable, <c>@include x;</c>, or a stray semicolon.</summary>
public sealed class ScssStatement : ScssNode
{
    /// <summary>The text without its semicolon.</summary>
    public required string Text { get; set; }

    /// <summary>White space and comments between the text and the semicolon.</summary>
    public string BeforeEnd { get; init; } = string.Empty;

    /// <summary>False for the last statement of a block that leaves its semicolon out.</summary>
    public bool HasSemicolon { get; init; } = true;

    public bool IsAtRule => Text.StartsWith('@');

    public bool IsVariable => Text.StartsWith('$');

    /// <summary>A property whose value is raw text to Sass.</summary>
    public bool IsCustomProperty => Text.StartsWith("--", StringComparison.Ordinal);

    public override string Summary => OneLine(Text);

    internal override void WriteTo(StringBuilder text)
    {
        text.Append(Leading).Append(Text).Append(BeforeEnd);
        if (HasSemicolon)
        {
            text.Append(';');
        }
    }
}

/// <summary>A rule, an at-rule with a block, or nested properties.</summary>
public sealed class ScssBlock : ScssNode
{
    /// <summary>The text before the brace, without the white space that ends it.</summary>
    public required string Prelude { get; set; }

    /// <summary>The white space between prelude and brace.</summary>
    public string BeforeBrace { get; init; } = " ";

    public List<ScssNode> Children { get; init; } = [];

    /// <summary>The white space before the closing brace.</summary>
    public string BeforeEnd { get; set; } = string.Empty;

    public bool IsAtRule => Prelude.StartsWith('@');

    /// <summary>Nested properties: <c>font: { family: x; }</c>. A space or nothing after the colon tells them from <c>a:hover</c>.</summary>
    public bool IsPropertyNest { get; init; }

    /// <summary>A style rule: what stands before the brace is a list of selectors.</summary>
    public bool IsRule => !IsAtRule && !IsPropertyNest;

    public override string Summary => OneLine(Prelude) + " {…}";

    internal override void WriteTo(StringBuilder text)
    {
        text.Append(Leading).Append(Prelude).Append(BeforeBrace).Append('{');
        foreach (var child in Children)
        {
            child.WriteTo(text);
        }

        text.Append(BeforeEnd).Append('}');
    }
}

/// <summary>A whole style sheet.</summary>
public sealed class ScssSheet(ScssSource source)
{
    public ScssSource Source { get; } = source;

    public List<ScssNode> Children { get; init; } = [];

    /// <summary>The white space after the last node.</summary>
    public string Trailing { get; set; } = string.Empty;

    /// <summary>The sheet's text; that of the source if nothing was changed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Source.Text.Length);
        foreach (var child in Children)
        {
            child.WriteTo(text);
        }

        return text.Append(Trailing).ToString();
    }
}
