using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Calculations with brackets and interpolation, and their vendors' forms, in rules, mixins and variables.</summary>
internal static class CalculationPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        static context => $$""".{{context.Name()}} { width: {{Make(context)}}; margin: {{Make(context)}} {{Make(context)}}; }""",
        static context => $$""".{{context.Name()}} { $own: {{context.Length}}; width: {{Make(context, "$own")}}; @media print { height: {{Make(context, "$own")}}; } }""",
        Named(static (context, name) => $$"""@mixin {{name}}($own, $in: 3px) { width: {{Make(context, "$own", "$in")}}; } .{{name}} { @include {{name}}({{context.Length}}); @include {{name}}(2px, $in: {{context.Length}}); }"""),
        Named(static (context, name) => $$"""${{name}}: {{Make(context)}}; .{{name}} { width: ${{name}}; height: #{${{name}}}; $own: ${{name}}; top: $own; }"""),
        Named(static (context, name) => $$"""@each $own in 1px, {{context.Length}} { .{{name}} { width: {{Make(context, "$own")}}; } } @function {{name}}($own) { @return {{Make(context, "$own")}}; } .{{name}} { width: {{name}}(4px); }"""),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Values.Literal(Kind.Length)}};
            .{{name}} { width: {{Mixed(context, "$" + name)}}; $own: {{context.Length}}; height: {{Mixed(context, "$own")}}; $in: {{Mixed(context, "$own")}}; top: $in; }
            @mixin {{name}}($x) { width: {{Mixed(context, "$x")}}; } .{{name}} { @include {{name}}(${{name}}); }
            """),
    ];

    // Text and variables in one: the old Sass knew no such thing, and the run says so.
    private static string Mixed(PieceContext context, string own) => context.Dice.OneOf(
        $"clamp(#{{{own}}}, {context.Variable(Kind.Length)}, 90vw)",
        $"clamp({own}, #{{{context.Variable(Kind.Length)}}}, ({own} + 1px))",
        $"calc(1px + (#{{{own}}} + {own}))",
        $"max(#{{{own}}}, {own})",
        $"clamp(#{{{own}}}, 5vw, #{{{context.Variable(Kind.Length)}}})");

    private static string Make(PieceContext context, params string[] own) =>
        new CalculationGenerator(context.Dice, [.. context.Variables(Kind.Length), .. own], context.Variables(Kind.Number)).Calculation();
}
