using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Variables in features of media and supports queries, in selectors, names of properties, legacy filters and strings.</summary>
internal static class FeaturePieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}}; ${{name}}-f: {{context.Dice.OneOf("min-width", "max-width")}}; ${{name}}-m: {{context.Dice.OneOf("screen", "print")}};
            @media (${{name}}-f: ${{name}}) { .{{name}} { order: 1 } }
            @media #{${{name}}-m} and (#{${{name}}-f}: ${{name}} {{context.Dice.OneOf("+ 1", "- 1px", "* 2")}}), print and (#{${{name}}-f}: #{${{name}}}) { .{{name}} { order: 2 } }
            .{{name}} { @media (max-#{"width"}: ${{name}}) and (orientation: landscape) { order: 3 } }
            """),
        Named(static (context, name) => $$"""
            ${{name}}-p: display; ${{name}}-v: {{context.Dice.OneOf("grid", "flex")}};
            @supports (${{name}}-p: ${{name}}-v) {{context.Dice.OneOf("and", "or")}} (not (#{${{name}}-p}: #{${{name}}-v})) { .{{name}} { order: 1 } }
            .{{name}} { @supports not ((#{${{name}}-p}: ${{name}}-v) and (--x: #{${{name}}-v})) { order: 2 } }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Color)}}; ${{name}}-o: 50;
            .{{name}} {
              filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#{${{name}}}', endColorstr='#{ie-hex-str(${{name}})}', GradientType={{context.Dice.OneOf("0", "1")}});
              filter: alpha(opacity=${{name}}-o);
              -ms-filter: "alpha(opacity=#{${{name}}-o})";
              filter: alpha(opacity=#{${{name}}-o * {{context.Dice.OneOf("1", "2")}}});
            }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Dice.OneOf("left", "right")}}; ${{name}}-n: {{context.Dice.Between(1, 5)}};
            .{{name}}-#{${{name}}}:nth-child(#{${{name}}-n}n + 1) > [data-x="#{${{name}}-n}"]::before { padding-#{${{name}}}: 1px; #{${{name}}}: 2px; border-#{${{name}}}-width: ${{name}}-n * 1px; }
            #{".{{name}}-b"}, .{{name}}#{${{name}}-n} { &-#{${{name}}} { order: ${{name}}-n } &:not(.x#{${{name}}-n}) { order: 2 } }
            @keyframes {{name}}-#{${{name}}} { from { #{${{name}}}: 0 } #{${{name}}-n * 10%} { #{${{name}}}: 1px } to { #{${{name}}}: ${{name}}-n * 1px } }
            .{{name}} { animation: #{"{{name}}"}-#{${{name}}} 1s; content: "#{${{name}}}: #{${{name}}-n + 1}" + ${{name}}; }
            """),
        Named(static (context, name) => $$"""
            :root { --{{name}}: #{{{context.Variable(Kind.Length)}}}; --{{name}}-raw: {{context.Variable(Kind.Length)}} ; --{{name}}-m: { a: #{{{context.Variable(Kind.Length)}} * 2} }; }
            .{{name}} { width: var(--{{name}}, {{context.Variable(Kind.Length)}}); height: calc(var(--{{name}}) + {{context.Variable(Kind.Length)}}); src: url("a#{{{context.Variable(Kind.Number)}}}.png"); }
            """),
    ];
}
