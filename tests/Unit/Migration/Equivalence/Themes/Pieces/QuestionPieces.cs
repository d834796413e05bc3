using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Variables, functions and mixins that somebody asks for, before and behind where they are declared.</summary>
internal static class QuestionPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        static context => Asked(context, static (ask, name, length) => $$"""
            @if {{ask}} { .{{name}}-early { width: 1px; } }
            ${{name}}: {{length}};
            @if {{ask}} { .{{name}} { width: ${{name}}; } } @else { .{{name}} { width: 3px; } }
            """),
        static context => Asked(context, static (ask, name, length) => $$"""
            .{{name}}-early { width: if({{ask}}, 1px, 2px); }
            ${{name}}: {{length}} !default;
            .{{name}} { width: if({{ask}}, ${{name}}, 2px); @if not {{ask}} { color: red; } }
            """),
        static context => Asked(context, static (ask, name, length) => $$"""
            @mixin {{name}} { @if {{ask}} { width: ${{name}}; } @else { width: 7px; } }
            .{{name}}-early { @include {{name}}; }
            ${{name}}: {{length}};
            .{{name}} { @include {{name}}; }
            """),
        static context => Asked(context, static (ask, name, length) => $$"""
            @function {{name}}-f() { @return if({{ask}}, 1px, 2px); }
            .{{name}} { width: {{name}}-f(); ${{name}}: {{length}}; @if {{ask}} { height: ${{name}}; } }
            """),
        Named(static (context, name, length) => $$"""
            @if not variable-exists({{name}}) { ${{name}}: {{length}} !global; }
            .{{name}} { width: ${{name}}; }
            """),
        Named(static (context, name, length) => $$"""
            @if variable-exists("{{name}}") and ${{name}} > 1px { .{{name}}-never { width: ${{name}}; } }
            @if function-exists({{name}}-f) { .{{name}}-f { color: red; } } @else { .{{name}}-no { color: blue; } }
            @function {{name}}-f($x: {{length}}) { @return $x; }
            @mixin {{name}}-m { @if function-exists("{{name}}-f") { width: {{name}}-f(); } @if mixin-exists({{name}}-m) { height: 2px; } }
            .{{name}} { @include {{name}}-m; @if mixin-exists("none-of-this") { color: red; } }
            """),
        Named(static (context, name) => $$"""
            @if mixin-exists({{OfCommonTheme(context)}}) { .{{name}} { order: 1; } } @else { .{{name}}-no { order: 2; } }
            @mixin {{name}}($x) { @if function-exists($x) { order: 1; } @if not function-exists({{context.Dice.OneOf("em", "\"strip-unit\"", "'get_mobile_size'", "tint")}}) { order: 2; } }
            .{{name}}-b { @include {{name}}("none-of-this"); width: if(mixin-exists({{OfCommonTheme(context)}}) and {{context.Values.Condition()}}, {{context.Length}}, 2px); }
            """),
    ];

    private static string OfCommonTheme(PieceContext context) => context.Dice.OneOf("flexbox", "\"breakpoint\"", "'border_radius'", "none-of-this", "order");

    private static string Asked(PieceContext context, Func<string, string, string, string> make)
    {
        var name = context.Name();
        var ask = context.Dice.OneOf("variable-exists", "global-variable-exists", "variable_exists") + context.Dice.OneOf($"({name})", $"(\"{name}\")", $"('{name}')", $"($name: {name})");
        return make(ask, name, context.Length);
    }
}
