namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>What a piece is made with: names of its own, and values of the theme's.</summary>
/// <param name="dice">What chance decides.</param>
/// <param name="names">What the theme has declared so far.</param>
/// <param name="values">Makes expressions of it.</param>
/// <param name="files">The theme's files, to which a piece may add.</param>
internal sealed class PieceContext(Dice dice, Names names, ValueGenerator values, IDictionary<string, string> files)
{
    internal Dice Dice => dice;

    internal ValueGenerator Values => values;

    /// <summary>How many statements of the pieces cannot be converted, on purpose.</summary>
    internal int Unconvertible { get; set; }

    /// <summary>A name that nothing else in the theme has.</summary>
    internal string Name() => names.Next("piece-");

    /// <summary>An operand that the theme can compute.</summary>
    internal string Length => values.Operand(Kind.Length);

    /// <summary>An expression that the theme can compute.</summary>
    internal string Color => values.Known(Kind.Color);

    /// <summary>A variable of the theme, with its <c>$</c>; a literal if there is none.</summary>
    internal string Variable(Kind kind) => names.Of(kind) is { Count: > 0 } variables ? dice.OneOf(variables).Name : values.Literal(kind);

    /// <summary>The names of the theme's variables of a kind, with <c>$</c>.</summary>
    internal IReadOnlyList<string> Variables(Kind kind) => [.. names.Of(kind).Select(static variable => variable.Name)];

    /// <summary>Adds a file to the theme.</summary>
    internal void File(string name, string content) => files[name] = content;
}
