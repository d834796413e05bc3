using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Colours of parameters, with which functions of colours go on: directly, through variables, maps, lists, functions and other mixins; and inserted into text (there without the last digits of alpha), compared and looked up.</summary>
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
        Named(static (context, name) => $$"""
            @mixin {{name}}($own, $other: {{Literal(context)}}) { $in: opacify({{context.Dice.OneOf("darken", "saturate")}}({{Chain(context, "$own", "$other")}}, 2%), 1); content: "#{$in} #{rgb(red($own), 2, blue($in))} #{opacify(lighten({{Chain(context, "$in", "$own")}}, 3%), 1)}"; --a: #{$in}; b: "a" + opacify(mix({{Chain(context, "$own", "$other")}}, $other), 1); order: red({{Chain(context, "$in", "$own")}}) + green($in);
              @if $in == {{Chain(context, Literal(context), Literal(context))}} or {{Chain(context, "$own", "$other")}} != $in { order: 1; } @if hue({{Chain(context, "$own", "$in")}}) > {{context.Dice.Between(0, 359)}}.7deg { order: 2; } @if saturation($in) < {{context.Dice.Between(0, 99)}}.7% { order: 3; } }
            .{{name}} { @include {{name}}({{Literal(context)}}); @include {{name}}({{Chain(context, Literal(context), Literal(context))}}, $other: {{Literal(context)}}); }
            """),
        Named(static (context, name, _, color) => $$"""
            ${{name}}: (a: {{color}}, b: {{Chain(context, Literal(context), Literal(context))}}, {{Chain(context, "#369", "#0b3d62")}}: {{Literal(context)}});
            @function {{name}}($key, $own: map-get(${{name}}, b)) { @return map-get((#264d73: #fff, white: #369, black: {{Literal(context)}}), {{Chain(context, "$own", "$own")}}) or {{Chain(context, "map-get($" + name + ", $key)", "$own")}}; }
            @each $key, $own in ${{name}} { .{{name}} { color: {{Chain(context, "$own", Literal(context))}}; &:hover { border-color: {{Chain(context, $"{name}(a)", "$own")}}; background: {{Chain(context, $"{name}(b, $own: $own)", "$own")}}; } } }
            """),
        Named(static (context, name) => $$"""
            @mixin {{name}}($args...) { color: {{Chain(context, "nth($args, 1)", "nth($args, 2)")}}; @each $own in $args { background: {{Chain(context, "$own", "nth($args, 1)")}}; } $list: append((), {{Chain(context, "nth($args, 2)", "red")}}); border-color: {{Chain(context, "nth($list, 1)", "nth($args, 1)")}}; }
            .{{name}} { @include {{name}}({{Literal(context)}}, {{Chain(context, Literal(context), Literal(context))}}); }
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
                () => $"change-color({color}, {context.Dice.OneOf("$lightness: ", "$saturation: ")}{amount})",
                () => $"change-color({color}, $hue: hue({color}) + {context.Dice.Between(0, 359)})",
                () => $"rgba({color}, .{context.Dice.Between(1, 9)})",
                () => $"rgb(red({color}), green({other}), {context.Dice.Between(0, 255)})",
                () => $"hsl(hue({other}), saturation({color}), {amount})",
                () => $"invert({color}, {amount})");
        }

        return color;
    }
}
