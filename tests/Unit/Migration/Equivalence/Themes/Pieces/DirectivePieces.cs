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
    ];

    private static string Gap(PieceContext context) => context.Dice.OneOf(" ", " ", "\n  ", "  ", "\t");
}
