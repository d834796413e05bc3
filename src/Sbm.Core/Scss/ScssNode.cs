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
    public ScssSource? Source { get; set; }

    /// <summary>The offset of the node's first character in its source.</summary>
    public int Offset { get; set; }

    /// <summary>The node as it was read, without the white space before it; null for one that a pass has made.</summary>
    internal string? SourceText => End > Offset ? Source?.Text[Offset..End] : null;

    /// <summary>The offset after the node's last character in its source.</summary>
    internal int End { get; set; } // a block's is known when it is closed

    /// <summary>What Sass reads of it but for its block: a statement's text, what stands before a brace; nothing of a comment.</summary>
    internal virtual string Head => string.Empty;

    /// <summary>The node in one line, for messages.</summary>
    public abstract string Summary { get; }

    /// <summary>The same of a statement as it was read, whatever the passes have made of it.</summary>
    internal string SourceSummary => this is ScssStatement && SourceText is { } text ? OneLine(text.TrimEnd(';')) : Summary;

    /// <summary>Says that the node stands for another one, whose place messages name.</summary>
    internal void PlaceAt(ScssNode origin) => (Source, Offset, End) = (origin.Source, origin.Offset, 0);

    /// <summary>A copy of its own, with everything in it.</summary>
    internal abstract ScssNode Clone();

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

    internal override ScssNode Clone() => new ScssComment { Leading = Leading, Source = Source, Offset = Offset, End = End, Text = Text };

    internal override void WriteTo(StringBuilder text) => text.Append(Leading).Append(Text);
}

/// <summary>A statement without a block: a declaration, a variable, <c>@include x;</c>, or a stray semicolon.</summary>
public sealed class ScssStatement : ScssNode
{
    /// <summary>The text without its semicolon.</summary>
    public required string Text { get; set; }

    /// <summary>White space and comments between the text and the semicolon.</summary>
    public string BeforeEnd { get; set; } = string.Empty;

    /// <summary>False for the last statement of a block that leaves its semicolon out.</summary>
    public bool HasSemicolon { get; init; } = true;

    public bool IsAtRule => Text.StartsWith('@');

    public bool IsVariable => Text.StartsWith('$');

    /// <summary>An at-rule of CSS with a block that Sass does not look into: <c>@function --a() { result: 1px }</c>.</summary>
    public bool IsRawBlock => IsAtRule && !HasSemicolon && Text.EndsWith('}');

    /// <summary>A property whose value is raw text to Sass.</summary>
    public bool IsCustomProperty => Text.StartsWith("--", StringComparison.Ordinal);

    internal override string Head => Text;

    public override string Summary => OneLine(Text);

    internal override ScssNode Clone() => new ScssStatement
    {
        Leading = Leading,
        Source = Source,
        Offset = Offset,
        End = End,
        Text = Text,
        BeforeEnd = BeforeEnd,
        HasSemicolon = HasSemicolon,
    };

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

    internal override string Head => Prelude;

    public override string Summary => OneLine(Prelude) + " {…}";

    internal override ScssNode Clone() => CloneWith([.. Children.Select(static child => child.Clone())]);

    /// <summary>A copy with other children.</summary>
    internal ScssBlock CloneWith(List<ScssNode> children) => new()
    {
        Leading = Leading,
        Source = Source,
        Offset = Offset,
        End = End,
        Prelude = Prelude,
        BeforeBrace = BeforeBrace,
        Children = children,
        BeforeEnd = BeforeEnd,
        IsPropertyNest = IsPropertyNest,
    };

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
