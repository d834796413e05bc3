using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Values that touch, signs, slashes, semicolons in parentheses, and functions that are CSS's and Sass's.</summary>
internal static class ValuePieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}}; ${{name}}-c: {{context.Values.Literal(Kind.Color)}};
            .{{name}} { border: 1px solid${{name}}-c; margin: 0${{name}}; padding: ${{name}}${{name}} 1px; outline: ${{name}} solid${{name}}-c; transition: opacity .3s,color${{name}}; }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}}; ${{name}}-n: {{context.Dice.Between(2, 4)}};
            .{{name}} { margin: -${{name}} auto; padding: 1px -${{name}}; top: - ${{name}}; left: +${{name}}; right: 10px -${{name}}; bottom: 10px - ${{name}}; width: 10px-${{name}}; height: ${{name}} -1px; inset: -#{${{name}}} (-${{name}}); order: -${{name}}-n; }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}}; ${{name}}-n: {{context.Dice.Between(2, 4)}};
            .{{name}} { width: ${{name}}/2; height: ${{name}}/${{name}}-n; font: 12px/1.5 serif; font: #{${{name}}}/1.5 serif; grid-area: 1 / 2; grid-row: ${{name}}-n / 5; line-height: (3px/2); width: ({{context.Values.Literal(Kind.Length)}} + 3px)/2; margin: ${{name}}/2 -${{name}}/2; aspect-ratio: 16/9; }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: "../images/a.png"; ${{name}}-u: url(../images/b;c.png);
            .{{name}} { background: url(data:image/png;base64,AA==), url("a;b.png"), url(${{name}}), ${{name}}-u; cursor: url(#{${{name}}}), auto; src: local("x;y") }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Color)}};
            .{{name}} { background: -webkit-gradient(linear, 0 0, 0 100%, color-stop(0%, ${{name}}), to(#000)); filter: invert(80%) grayscale(.5) opacity(50%) saturate(2); color: rgba(${{name}}, .5); color: rgb(1 2 3 / 50%); border-color: lighten(${{name}}, 3%) darken(${{name}}, 2%); width: length(zip(1 2, 3 4)) * 1px; }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}}; ${{name}}-l: 1px 2px, 3px ${{name}}; ${{name}}-m: (a: ${{name}}, b: (c: 2px)); ${{name}}-s: "it's #{${{name}}}";
            .{{name}} { margin: nth(nth(${{name}}-l, 2), 2); transition: ${{name}}-l; width: map-get(map-get(${{name}}-m, b), c); content: ${{name}}-s; content: unquote("\"#{${{name}}}\""); content: str-slice(${{name}}-s, 1, 4); order: length(${{name}}-l) index(1px 2px, 2px); padding: join(1px, ${{name}}); animation-name: if(type-of(${{name}}) == number, a, b); width: inspect(${{name}}-m) == "x"; }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { $a: {{context.Variable(Kind.Length)}}; $b: {{context.Variable(Kind.Color)}}; margin: $a -$a; border: $a solid$b; width: max(0px, $a) min(1px + $a, 9px); color: mix($b, {{context.Variable(Kind.Color)}}); padding: 0 ($a + {{context.Variable(Kind.Length)}}) $a+1px; left: $a*2; right: 2*$a + {{context.Variable(Kind.Length)}} }
            """),
    ];
}
