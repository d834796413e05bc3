using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Control directives in every form that Sass takes.</summary>
internal static class DirectivePieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        static context => $$"""
            .{{context.Name()}} {
              @if {{context.Values.Condition()}} { order: 1; }
              {{context.Dice.OneOf("@elseif", "@else if", "@else\n  if")}} {{context.Dice.OneOf("not ", string.Empty)}}({{context.Values.Condition()}}) { order: 2; }
              {{context.Dice.OneOf("@else", "@else\n ")}} { order: 3; }
            }
            """,
        Named(static (context, name) => $$"""
            @each $v{{Gap(context)}}in{{Gap(context)}}{{context.Length}},
              {{context.Length}} { .{{name}} { margin: $v; } }
            """),
        Named(static (context, name) => $$"""
            @each $k,{{Gap(context)}}$v{{Gap(context)}}in{{Gap(context)}}(x: {{context.Length}}, y: {{context.Length}}){ .{{name}}-#{$k} { margin: $v } }
            """),
        Named(static (context, name) => $$"""
            @for $inner{{Gap(context)}}from{{Gap(context)}}1{{Gap(context)}}{{context.Dice.OneOf("through", "to")}}{{Gap(context)}}3{ .{{name}}-#{$inner} { order: $inner } }
            """),
        Named(static (context, name) => $$"""
            @each $in in({{context.Variable(Kind.Length)}} 1px){ .{{name}} { margin: $in } }
            @each $in in {{context.Variable(Kind.Length)}} in { .{{name}} { margin: $in } }
            """),
        Named(static (context, name) => $$"""
            .{{name}} { @if({{context.Values.Condition()}}) { order: 1 } @else if({{context.Values.Condition()}}){ order: 2 } @else{ order: 3 } }
            @function {{name}}($x){@if $x>{{context.Length}}{@return $x}@else{@return($x * 2)} }
            .{{name}} { width: {{name}}(3px) {{name}}(90px) }
            """),
        Named(static (context, name, length) => $$"""
            @mixin {{name}}{ width: {{length}}; @content }
            .{{name}}{@include {{name}}{height: {{length}} } @include {{name}}() { order: 1 } }
            """),
        Named(static (context, name, length) => $$"""
            @mixi\6e  {{name}}($x) { width: $x; @\63ontent; } @functio\6e  {{name}}($x) { @retur\6e  $x * 2; }
            .{{name}} { @includ\65  {{name}}({{length}}) { height: {{name}}({{length}}); @inc\6cude flexbox; } @\69 f {{context.Values.Condition()}} { order: 1 } @\65lse { order: 2; } }
            @\65 ach $x in 1, 2 { .{{name}}-#{$x} { order: $x; @exten\64  .{{name}}; } } @medi\61  (min-width: {{length}}) { .{{name}} { order: 3 } }
            .{{name}}-b { @\61t-root .{{name}}-c { order: 4; } @fo\72  $i from 1 through 2 { .in-#{$i} { order: $i; } } }
            """),
    ];

    private static string Gap(PieceContext context) => context.Dice.OneOf(" ", " ", "\n  ", "  ", "\t");
}
