using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Code that never runs, and that could not: what it lacks is nobody's loss.</summary>
internal static class NeverRunPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            @if variable-exists({{name}}-lib) { @include {{name}}-setup(${{name}}-lib); .x { y: ${{name}}-lib * 2 } } @else { .{{name}} { order: 1 } }
            """),
        Named(static (context, name) => $$"""
            @mixin {{name}}-unused { width: ${{name}}-none * 2; @include {{name}}-nope; @media (min-width: ${{name}}-bp) { order: 1 } }
            @function {{name}}-unused() { @return ${{name}}-none + {{name}}-nope(); }
            .{{name}} { order: 2 }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Dice.OneOf("false", "null", "1 > 2", "not true")}};
            .{{name}} { order: 1; @if ${{name}} { width: ${{name}}-none + 1; @include {{name}}-nope; @extend .{{name}}-nope; } @else { order: 2 } }
            """),
        Named(static (context, name) => $$"""
            @if {{context.Dice.OneOf("true", "1 < 2", "not false")}} { .{{name}} { order: 1 } } @else if ${{name}}-none { .{{name}} { width: ${{name}}-none + 1 } } @else { .{{name}} { @include {{name}}-nope } }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { width: if(true, {{context.Length}}, ${{name}}-none); height: if(false, ${{name}}-none * 2, {{context.Length}}); @if true or ${{name}}-none { order: 1 } }
            @function {{name}}($x) { @if false { @return ${{name}}-none; } @return $x; }
            .{{name}} { order: {{name}}(2) }
            """),
    ];
}
