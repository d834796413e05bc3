using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Colours of parameters, with which functions of colours go on: directly, through variables, functions and other mixins.</summary>
internal static class ColorPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name, _, color) => $$"""
            @mixin {{name}}($own, $other: {{Literal(context)}}) { color: {{Chain(context, "$own", "$other")}}; $in: {{Chain(context, "$own", "$other")}}; background: {{Chain(context, "$in", "$own")}} {{Chain(context, "$other", "$in")}}; }
            .{{name}} { @include {{name}}({{color}}); @include {{name}}({{Literal(context)}}, {{Chain(context, Literal(context), Literal(context))}}); }
            """),
        Named(static (context, name, _, color) => $$"""
            @function {{name}}($own, $n) { @if $n > 0 { @return {{Chain(context, "$own", "$own")}}; } @return {{Chain(context, "$own", Literal(context))}}; }
            @each $own in {{Literal(context)}}, {{color}} { .{{name}} { color: {{Chain(context, $"{name}($own, 1)", "$own")}}; border: 1px solid {{name}}({{name}}($own, 1), 0); } }
            """),
        Named(static (context, name) => $$"""
            @mixin {{name}}-in($own) { color: {{Chain(context, "$own", "$own")}}; @if lightness($own) > {{context.Dice.Between(0, 99)}}.5 { order: 1; } }
            @mixin {{name}}($list) { @each $own in $list { @include {{name}}-in({{Chain(context, "$own", Literal(context))}}); .in { border-color: if({{context.Values.Condition()}}, {{Chain(context, "$own", "$own")}}, $own); } } }
            .{{name}} { @include {{name}}(({{Literal(context)}}, {{Literal(context)}})); }
            """),
    ];

    private static string Literal(PieceContext context) => context.Values.Literal(Kind.Color);

    private static string Chain(PieceContext context, string color, string other)
    {
        for (var i = context.Dice.Between(1, 3); i > 0; i--)
        {
            var amount = $"{context.Dice.Between(1, 100)}%";
            color = context.Dice.Make(
                () => $"{context.Dice.OneOf("lighten", "darken", "saturate", "desaturate")}({color}, {amount})",
                () => $"{context.Dice.OneOf("lighten", "darken", "saturate", "desaturate")}($amount: {amount}, $color: {color})",
                () => $"mix({color}, {other}, {amount})",
                () => $"mix({other}, {color})",
                () => $"{context.Dice.OneOf("invert", "complement", "grayscale")}({color})",
                () => $"{context.Dice.OneOf("transparentize", "opacify")}({color}, .{context.Dice.Between(1, 9)})",
                () => $"adjust-hue({color}, {context.Dice.Between(0, 359)}deg)",
                () => $"adjust-color({color}, {context.Dice.OneOf("$lightness: -", "$saturation: ", "$lightness: ")}{amount})",
                () => $"scale-color({color}, {context.Dice.OneOf("$lightness: -", "$saturation: ", "$red: ", "$blue: -")}{amount})",
                () => $"change-color({color}, {context.Dice.OneOf("$lightness: ", "$saturation: ")}{amount})");
        }

        return color;
    }
}
