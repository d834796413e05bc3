using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Loops in rules, mixins and functions that change a variable which they or their condition read.</summary>
internal static class LoopPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        static context => Counting(context, static (name, body) => $$""".{{name}} { {{body}} }"""),
        static context => Counting(context, static (name, body) => $$"""@media print { .{{name}} { {{body}} } }"""),
        static context => Counting(context, static (name, body) => $$"""@mixin {{name}} { {{body}} } .{{name}} { @include {{name}}; }"""),
        static context => Counting(context, static (name, body) => $$"""@mixin {{name}}($of) { {{body}} w-#{$of}: $of; } .{{name}} { @include {{name}}(1); @include {{name}}(2); }"""),
        Named(static (context, name, length) => $$"""
            ${{name}}: {{length}};
            @function {{name}}-f($times) { @for $k from 1 through $times { ${{name}}: ${{name}} {{context.Dice.OneOf("* 2", "+ 1px", "+ $k * 1px")}}; } @return ${{name}}; }
            .{{name}} { width: {{name}}-f(2) {{name}}-f(3); height: ${{name}}; }
            """),
        Named(static (context, name) => $$"""
            .{{name}} {
              $list: ();
              @each $k in {{context.Dice.OneOf("a b c", "(a, b)", context.Variable(Kind.Words))}} { $list: append($list, $k{{context.Dice.OneOf(string.Empty, ", comma")}}); .in { columns: length($list); } }
              animation-name: $list;
              columns: length($list);
            }
            """),
        Named(static (context, name) => $$"""
            ${{name}}: {{context.Dice.Between(4, 9)}};
            .{{name}} { ${{name}}: 3; @while ${{name}} > 1 { &-#{${{name}}} { order: ${{name}}; } ${{name}}: ${{name}} - 1; } order: ${{name}}; }
            .{{name}}-after { order: ${{name}}; }
            """),
        Named(static (context, name, length) => $$"""
            ${{name}}: (); ${{name}}-at: {{length}};
            @each $k, $v in (a: 1px, b: 2px) { ${{name}}: map-merge(${{name}}, ($k: $v * 2)); ${{name}}-at: ${{name}}-at + $v; }
            .{{name}} { width: map-get(${{name}}, b); height: ${{name}}-at; top: {{context.Dice.OneOf($"${name}-at * 2", $"-${name}-at", $"calc(1% + #{{${name}-at}})")}}; }
            """),
    ];

    private static string Counting(PieceContext context, Func<string, string, string> around)
    {
        var (name, counter) = (context.Name(), context.Name());
        var body = context.Dice.OneOf(
            $$"""@while ${{counter}} > 0 { .in-#{${{counter}}} { order: ${{counter}}; } ${{counter}}: ${{counter}} - 1; }""",
            $$"""@each $x in 1 2 3 { ${{counter}}: ${{counter}} + $x; .in-#{$x} { order: ${{counter}}; } }""",
            $$"""@for $x from 1 through 3 { @if ${{counter}} > $x { ${{counter}}: ${{counter}} - $x; } @else { .in-#{$x} { order: ${{counter}}; } } }""",
            $$"""@for $x from 1 to 3 { ${{counter}}: ${{counter}} * $x; @media (min-width: ${{counter}} * 1px) { order: ${{counter}}; } } z-index: ${{counter}};""");
        return $"${counter}: {context.Dice.OneOf("3", "2 + 1", "5")};\n{around(name, body)}\n.{name}-later {{ order: ${counter}; }}";
    }
}
