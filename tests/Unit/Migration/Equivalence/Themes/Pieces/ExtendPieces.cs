using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Selectors extended that stand in pseudo-classes, lists and at-rules, that others extend, that are the common theme's, that are not there, or of which the current Sass makes other selectors.</summary>
internal static class ExtendPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            a:not(.{{name}}) { color: {{context.Color}}; } .{{name}}-x { @extend .{{name}}; order: 1; }
            """),
        Named(static (context, name) => $$"""
            :is(.{{name}}-a, .{{name}}-b) .o { order: 1 } li:nth-child(2n of .{{name}}-c) { order: 2 } .z:matches(.{{name}}-d) { order: 3 }
            .{{name}}-1 { @extend .{{name}}-a; } .{{name}}-2 { @extend .{{name}}-b, .{{name}}-d; } .{{name}}-3 { @extend .{{name}}-c; order: 4 }
            """),
        Named(static (context, name) => $$"""
            .{{name}}-empty { } .{{name}} { @extend .{{name}}-empty; order: 1 } .{{name}}-b { @extend .{{name}}-none !optional; order: 2 } %{{name}} { } .{{name}}-c { @extend %{{name}}; }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { @extend {{context.Dice.OneOf("%flexbox", "%inline-flex", "%tab-right", ".di-z-modal", ".di-z-extra-top", ".di-z-low")}}; order: 1; &:hover { @extend %tab-left; } }
            """),
        Named(static (context, name) => $$"""
            %{{name}} { order: 1; &:hover { order: 2 } .in & { order: 3 } }
            %{{name}}-2 { @extend %{{name}}; width: {{context.Length}}; }
            .{{name}} { @extend %{{name}}-2; } .{{name}}-b .{{name}}-c { @extend %{{name}}; } .{{name}}:focus { @extend .{{name}}-c; }
            """),
        Named(static (context, name) => $$"""
            @media print { .{{name}} { order: 1 } .{{name}}-b { @extend .{{name}}; order: 2 } }
            .{{name}}-#{"c"} { order: 3 } .{{name}}-d { @extend .{{name}}-#{"c"}; @extend #{".{{name}}-c"}; }
            @mixin {{name}} { @extend .{{name}}-c; order: 4 } .{{name}}-e { @include {{name}}; } .{{name}}-f { .in { @include {{name}}; } }
            """),
        Named(static (context, name) => $$"""
            .{{name}}, .in .{{name}} { order: 1; & + & { order: 2 } {{Combinator(context)}} .o { order: 3 } } .{{name}}-a {{Combinator(context)}} .{{name}}-b { @extend .{{name}}; }
            """),
        Named(static (context, name) => $$"""
            %{{name}} { order: 1; {{Combinator(context)}} .o { order: 2 } }
            .{{name}}-a{{Combinator(context)}} .{{name}}-b, .{{name}}-a {{Combinator(context)}} .{{name}}-c .{{name}}-b { @extend %{{name}}; & + & { @extend %{{name}}; } }
            """),
    ];

    private static string Combinator(PieceContext context) => context.Dice.OneOf(" ", " >", " +", " ~");
}
