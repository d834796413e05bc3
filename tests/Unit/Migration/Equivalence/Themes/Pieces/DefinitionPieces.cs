using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Parameters whose defaults have their name or each other's, and names of the common theme that the theme defines itself.</summary>
internal static class DefinitionPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name, length, color) => $$"""
            ${{name}}: {{color}}; ${{name}}-w: {{length}};
            @mixin {{name}}(${{name}}: ${{name}}, $w: ${{name}}-w, $z: $w) { color: ${{name}}; width: $w; height: $z; }
            @function {{name}}-f($a, ${{name}}-w: ${{name}}-w) { @return ${{name}}-w; }
            .{{name}} { @include {{name}}; @include {{name}}(red, $z: 1px); border-width: {{name}}-f(1) {{name}}-f(1, 2px); }
            """),
        Named(static (context, name, length) => $$"""
            ${{name}}: {{length}};
            @mixin {{name}}($x: ${{name}}) { width: $x; }
            .{{name}} { @include {{name}}; }
            ${{name}}: 77px;
            .{{name}}-b { @include {{name}}; ${{name}}: 66px; @include {{name}}; height: ${{name}}; }
            """),
        Named(static (context, name) => $$"""
            @mixin {{name}}($size) { width: em($size); height: strip-unit($size) * 1%; .in { width: get-mobile-size($size); } }
            .{{name}} { @include {{name}}({{context.Dice.Between(1, 40)}}); @include {{name}}($size: 28); font-size: em({{context.Dice.Between(11, 40)}}, 16) get-mobile-size({{context.Length}}); }
            """),
        Named(static (context, name, length) => $$"""
            @mixin {{name}}($args...) { @each $k, $v in keywords($args) { #{$k}: $v; } }
            .{{name}} { @include {{name}}($width: {{length}}, $height: 2px); }
            @function {{name}}($first, $rest...) { @return $first + length($rest); }
            .{{name}} { order: {{name}}(1, 2, 3) {{name}}((1 2)...); }
            """),
        Named(static (context, name, length) => $$"""
            @mixin {{name}}-in($x) { height: $x; @if content-exists() { order: 1; } }
            @mixin {{name}} { .{{name}} { @content; } .no-js & { @content; } }
            .{{name}}-out { $l: {{length}}; @include {{name}} { width: $l; @include {{name}}-in($l); } }
            """),
    ];
}
