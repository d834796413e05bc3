using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary><c>if(condition: value; else: value)</c> of CSS and of the current Sass, by which a theme that has it is compiled: it is not mixed with others.</summary>
internal static class ConditionalPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name) => $$"""
            .{{name}} { width: if({{Condition(context)}}: {{context.Variable(Kind.Length)}}; else: {{context.Length}}); margin: 0 if({{Condition(context)}}: 1px; {{Condition(context)}}: {{context.Length}}; else: auto) {{context.Variable(Kind.Length)}}; }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: if({{OfSass(context)}}: {{context.Length}}; else: 3px); ${{name}}-c: {{context.Values.Literal(Kind.Color)}};
            .{{name}} { width: ${{name}}; height: ${{name}} * 2; border: if({{OfSass(context)}}: 1px solid ${{name}}-c; else: none); color: if(style(--{{name}}: #{${{name}}}): ${{name}}-c; else: darken(${{name}}-c, 5%)); }
            """),
        Named(static (context, name) => $$"""
            @mixin {{name}}($x, $own: 2px) { width: if(sass($x > {{context.Length}}): $x; else: if({{Condition(context)}}: $own; else: calc(#{$own} + 1px))); }
            @function {{name}}($x) { @return if(sass(not $x): {{context.Length}}; sass($x == 1): 1px; else: 9px); }
            .{{name}} { $l: {{context.Length}}; @include {{name}}($l); @include {{name}}(900px, $own: $l); height: {{name}}(false) {{name}}(1) {{name}}(2); }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { --a: if(style(--b: 1): 1px; else: #{{{context.Variable(Kind.Length)}}}); @if if({{OfSass(context)}}: true; else: false) { order: 1 } @else { order: 2 } top: if({{OfSass(context)}}: 1px); color: if(style(--x: 1): red; else: blue) !important; }
            """),
    ];

    private static string Condition(PieceContext context) =>
        context.Dice.OneOf($"style(--{context.Name()}: 1)", "media(print)", "supports(display: grid)", "not style(--y)", $"style(--z) and ({OfSass(context)})", OfSass(context));

    private static string OfSass(PieceContext context) => $"{context.Dice.OneOf(string.Empty, "not ")}sass({context.Values.Condition()})";
}
