using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Comments wherever Sass allows them, with variables, brackets and quotes in them.</summary>
internal static class CommentPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            .{{name}} { margin: {{B(context)}} {{context.Variable(Kind.Length)}} {{B(context)}}; padding: {{context.Variable(Kind.Length)}} {{B(context)}} {{context.Variable(Kind.Length)}}; width: max({{context.Variable(Kind.Length)}} {{B(context)}}, {{B(context)}} 1px); }
            """),
        Named(static (context, name, length) => $$"""
            ${{name}} {{B(context)}}: {{length}} {{B(context)}} {{context.Dice.OneOf(string.Empty, "!default")}} {{B(context)}};
            .{{name}} {{B(context)}},{{L(context)}}
            .{{name}}-b {{B(context)}} > {{B(context)}} a { {{L(context)}}
              width {{B(context)}}: {{B(context)}} ${{name}}; &:hover {{B(context)}} { color: red }
            }
            """),
        Named(static (context, name, length, color) => $$"""
            @mixin {{B(context)}} {{name}}({{B(context)}} $x: {{B(context)}} {{length}}, {{L(context)}}
              $y {{B(context)}}: {{color}} {{B(context)}}) { width: $x; color: $y; }
            .{{name}} { @include {{B(context)}} {{name}} {{B(context)}} ({{B(context)}} 3px, {{L(context)}} $y: {{B(context)}} red); @include {{name}}{{B(context)}}; }
            """),
        Named(static (context, name, length) => $$"""
            @function {{name}}({{B(context)}} $x {{B(context)}}) { @if {{B(context)}} $x > 4px {{B(context)}} { @return {{B(context)}} $x; } {{L(context)}}
              @return {{length}} {{B(context)}} + $x; }
            .{{name}} { width: {{name}}({{B(context)}} 3px {{B(context)}}); height: {{name}}($x: {{B(context)}} 8px); }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { @if {{B(context)}} {{context.Variable(Kind.Length)}} == 1px {{B(context)}} { color: red; } {{L(context)}}
              @else {{B(context)}} if {{B(context)}} {{context.Variable(Kind.Length)}} > 2px { color: blue; } {{B(context)}} @else {{B(context)}} { color: green; } }
            @each {{B(context)}} $k {{B(context)}}, {{L(context)}} $v {{B(context)}} in {{B(context)}} (a: {{context.Variable(Kind.Length)}}, {{L(context)}} b: {{B(context)}} 2px) {{B(context)}} { .{{name}}-#{$k} { width: $v; } }
            @for {{B(context)}} $n {{B(context)}} from {{B(context)}} 1 {{B(context)}} through {{B(context)}} 2 {{B(context)}} { .{{name}}-#{$n} { order: $n; } }
            """),
        Named(static (context, name) => $$"""
            /*! {{name}} of #{{{context.Variable(Kind.Length)}}}, #{{{context.Variable(Kind.Number)}} * 2} and #{"a" + b} */
            .{{name}} { /* #{{{context.Variable(Kind.Length)}}} */ color: red; /* $none, #{1 + 1} */ }
            @mixin {{name}}($n) { /* #{$n} of #{{{context.Variable(Kind.Length)}}} */ order: $n; }
            .{{name}} { @include {{name}}(2); }
            """),
        Named(static (context, name, length, color) => $$"""
            ${{name}}: ({{B(context)}} a {{B(context)}}: {{B(context)}} {{length}} {{B(context)}}, {{L(context)}}
              b: {{color}}, {{L(context)}}
            );
            .{{name}} { width: map-get({{B(context)}} ${{name}}, {{B(context)}} a); color: map-get(${{name}}, {{L(context)}} b {{B(context)}}); }
            """),
        Named(static (context, name) => $$"""
            @media {{B(context)}} screen and (min-width: {{B(context)}} {{context.Variable(Kind.Length)}}) {{B(context)}} { .{{name}} { color: red } }
            .{{name}} { @extend {{B(context)}} .{{name}}-base; {{B(context)}} }
            .{{name}}-base { {{L(context)}} order: 1; {{L(context)}}
            }
            .{{name}} { font: {{B(context)}} { {{B(context)}} size: {{context.Variable(Kind.Length)}}; {{L(context)}}
              weight: bold } }
            """),
    ];

    // Between two tokens.
    private static string B(PieceContext context) => context.Dice.Chance(60) ? string.Empty : context.Dice.OneOf("/* a */", "/* b, c; */", "/* $d { */", "/* 'e */", "/* // f */", "/**/");

    // At the end of a line.
    private static string L(PieceContext context) => (context.Dice.Chance(50) ? string.Empty : context.Dice.OneOf("// a", "// it's b, c;", "// $d {", "/* e */", "// /* f")) + "\n";
}
