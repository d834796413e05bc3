namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>What few themes have: nested maps, blocks with parameters, rest arguments, everything on one line.</summary>
internal static class RarePieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Of(static (name, length, color, _) => $$"""
            ${{name}}: (
              small: (width: {{length}}, color: {{color}}), // the small one
              "large": (width: 2 * {{length}}, color: {{color}}),
            );
            @each $size, $parts in ${{name}} {
              .{{name}}-#{$size} { width: map-get($parts, width); color: lighten(map-get($parts, color), 3%); }
            }
            .{{name}} { width: map-get(map-get(${{name}}, large), width); }
            """),
        Of(static (name, length, _, _) => $$"""
            ${{name}}: 3;
            @while ${{name}} > 0 {
              .{{name}}-#{${{name}}} { width: {{length}} * ${{name}}; }
              ${{name}}: ${{name}} - 1;
            }
            """),
        Of(static (name, length, color, _) => $$"""
            @mixin {{name}}($list...) { @each $x in $list { .{{name}}-#{$x} { color: {{color}}; @content($x, {{length}}); } } }
            @include {{name}}(a, b) using ($word, $size) { content: "#{$word}"; width: $size; margin: 0 -$size; }
            """),
        Of(static (name, length, color, _) => $$"""
            .{{name}} { color: {{color}}; width: {{length}} }
            .{{name}}-more { @extend .{{name}}; @extend .site-footer !optional; height: {{length}} }
            """),
        Of(static (name, length, color, _) => $$"""
            .{{name}}{width:{{length}};&:hover{color:{{color}};@include flexbox;@include order(1)} }.{{name}}-2{@include flexbox}
            """),
        Of(static (name, length, _, _) => $$"""
            @mixin {{name}}($args...) { @include box-shadow($args...); @include transition($args...); }
            ${{name}}: 1, 2, {{length}};
            .{{name}} { @include {{name}}(1, 2); @include {{name}}(${{name}}...); }
            """),
        Of(static (name, length, _, _) => $$"""
            @function {{name}}($map, $key, $else: {{length}}) { @if map-has-key($map, $key) { @return map-get($map, $key); } @return $else; }
            .{{name}} { width: {{name}}((a: 1px), a); height: {{name}}((a: 1px), b); top: {{name}}($key: a, $map: (a: {{length}})) }
            """),
        Of(static (name, length, _, _) => $$"""
            .{{name}} {
              $at: {{length}};
              @at-root .{{name}}-root { width: $at; }
              @media screen { @media (min-width: $at) { width: $at * 2; } }
              &::after { content: "#{$at} // {"; left: -$at; }
            }
            """),
        Of(static (name, length, color, condition) => $$"""
            .{{name}} { @if {{condition}} { @debug "x"; color: {{color}}; } @else { @warn "y"; width: {{length}}; } }
            """),
        Of(static (name, length, _, _) => $$"""
            .{{name}},
            .{{name}}-b /* the other */,
            .{{name}}-c { // the third
              margin:
                {{length}}
                auto /* between */
                {{length}};
              grid-template-columns: [start] {{length}} [end] 1fr;
            }
            """),
    ];

    private static Piece Of(Func<string, string, string, string, string> make) =>
        context => make(context.Name(), context.Length, context.Color, context.Values.Condition());
}
