namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// A piece of SassScript, as it stands in a text. It keeps only where it stands, so that whoever changes one piece leaves
/// every other byte of the text alone.
/// </summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset after its last character.</param>
internal abstract record SassExpression(int Start, int End)
{
    /// <summary>The expressions directly inside this one, in the order of the text.</summary>
    internal virtual IReadOnlyList<SassExpression> Children => [];

    /// <summary>Whether this expression or anything inside it is such.</summary>
    internal bool Contains(Func<SassExpression, bool> isSuch)
    {
        if (isSuch(this))
        {
            return true;
        }

        foreach (var child in Children)
        {
            if (child.Contains(isSuch))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary><c>1.5em</c></summary>
internal sealed record NumberLiteral(int Start, int End, double Value, string Unit) : SassExpression(Start, End);

/// <summary><c>#0b3d62</c></summary>
internal sealed record HexLiteral(int Start, int End) : SassExpression(Start, End);

/// <summary><c>solid</c>, <c>a#{$b}</c>, <c>true</c>, <c>red</c>: text without quotes.</summary>
internal sealed record Identifier(int Start, int End, IReadOnlyList<Interpolation> Parts) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Parts;
}

/// <summary><c>"a #{$b}"</c></summary>
internal sealed record QuotedString(int Start, int End, IReadOnlyList<Interpolation> Parts) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Parts;
}

/// <summary><c>#{…}</c> inside an identifier, a string, an address or a raw text.</summary>
internal sealed record Interpolation(int Start, int End, SassExpression Value) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => [Value];
}

/// <summary><c>$name</c> or <c>module.$name</c></summary>
/// <param name="Start">As in <see cref="SassExpression"/>.</param>
/// <param name="End">As in <see cref="SassExpression"/>.</param>
/// <param name="Module">The module's name; null without one.</param>
/// <param name="Name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
internal sealed record VariableUse(int Start, int End, string? Module, string Name) : SassExpression(Start, End);

/// <summary><c>-$a</c>, <c>not $a</c></summary>
internal sealed record UnaryOperation(int Start, int End, string Operator, SassExpression Operand) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => [Operand];
}

/// <summary><c>$a + 1</c></summary>
internal sealed record BinaryOperation(string Operator, SassExpression Left, SassExpression Right) : SassExpression(Left.Start, Right.End)
{
    internal override IReadOnlyList<SassExpression> Children => [Left, Right];
}

/// <summary>A list with commas or spaces between its items.</summary>
internal sealed record ListLiteral(int Start, int End, bool HasCommas, bool IsBracketed, IReadOnlyList<SassExpression> Items) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Items;
}

/// <summary><c>(…)</c>; null inside for <c>()</c>.</summary>
internal sealed record Parenthesized(int Start, int End, SassExpression? Inner) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Inner is null ? [] : [Inner];
}

/// <summary><c>(a: 1, b: 2)</c></summary>
internal sealed record MapLiteral(int Start, int End, IReadOnlyList<(SassExpression Key, SassExpression Value)> Entries) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => [.. Entries.SelectMany(static entry => new[] { entry.Key, entry.Value })];
}

/// <summary><c>name(…)</c>, <c>module.name(…)</c> or <c>na#{$x}me(…)</c></summary>
/// <param name="Start">As in <see cref="SassExpression"/>.</param>
/// <param name="End">As in <see cref="SassExpression"/>.</param>
/// <param name="Module">The module's name; null without one.</param>
/// <param name="Name">In lower case, with <c>-</c> for <c>_</c>.</param>
/// <param name="NameParts">The interpolation in the name.</param>
/// <param name="Arguments">In the order of the text.</param>
internal sealed record FunctionCall(
    int Start,
    int End,
    string? Module,
    string Name,
    IReadOnlyList<Interpolation> NameParts,
    IReadOnlyList<Argument> Arguments) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children { get; } = [.. NameParts, .. Arguments.Select(static argument => argument.Value)];
}

/// <summary>An argument of a function or mixin.</summary>
/// <param name="Name">Of <c>$name: value</c>, without <c>$</c>, with <c>-</c> for <c>_</c>; null for one by position.</param>
/// <param name="Value">The value.</param>
/// <param name="IsRest">Whether <c>...</c> comes after it.</param>
internal sealed record Argument(string? Name, SassExpression Value, bool IsRest);

/// <summary>
/// Text that Sass hands on as it is, but for the interpolation in it: <c>url(a.png)</c>, <c>progid:…</c>, <c>U+26</c>,
/// <c>!important</c>, <c>&amp;</c>.
/// </summary>
internal sealed record RawText(int Start, int End, IReadOnlyList<Interpolation> Parts) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Parts;
}
