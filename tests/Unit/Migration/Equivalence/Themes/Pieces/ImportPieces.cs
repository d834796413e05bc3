using static Sbm.Unit.Migration.Equivalence.Themes.Pieces.PieceKinds;

namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Imports in lists with comments, in rules and queries, in two places, through folders, and of names in another case.</summary>
internal static class ImportPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        Named(static (context, name, length) => $$"""
            .{{name}}-one { {{Import(context, name, $$"""p { width: {{length}}; } .{{name}} { order: 1; &:hover { order: 2 } }""")}} }
            .{{name}}-two { {{Import(context, name)}} order: 2; }
            @media print { {{Import(context, name)}} }
            """),
        Named(static (context, name, length, color) => $$"""
            @import
              // the settings
              {{File(context, name + "-a", $"${name}: {length};")}}, /* 'tools' */ {{File(context, name + "-b", $"@mixin {name} {{ width: ${name}; }}")}}{{context.Dice.OneOf(string.Empty, " /* end */", " // end\n")}};
            .{{name}} { @include {{name}}; color: {{color}}; }
            """),
        Named(static (context, name, length) => $$"""
            {{Import(context, name, $$"""${{name}}: {{length}} !default; .{{name}} { width: ${{name}}; }""")}}
            ${{name}}: 77px;
            {{Import(context, name)}}
            .{{name}}-after { width: ${{name}}; }
            """),
        Named(static (context, name, length) => $$"""
            .{{name}} { ${{name}}: {{length}}; {{Import(context, name, $$"""width: ${{name}}; .in { ${{name}}: 2px; height: ${{name}}; } ${{name}}: 3px; top: ${{name}};""")}} left: ${{name}}; }
            """),
        Named(static (context, name) => $$"""
            @import url(//fonts.example/{{name}}.css), "{{name}}.css", "http://x.example/a", {{File(context, name, $".{name} {{ order: 1 }}")}} ; @import url("b.css") print; @import "c" screen and (min-width: {{context.Variable(Kind.Length)}});
            """),
        Named(static (context, name) => $$"""
            .{{name}} { {{Import(context, name + "-Inner", "order: 1;").Replace("-Inner", context.Dice.OneOf("-Inner", "-inner", "-INNER"), StringComparison.Ordinal)}} order: 2; }
            """),
    ];

    private static string Import(PieceContext context, string name, string? content = null) =>
        context.Dice.OneOf("@import ", "@import\n  ", "@import /* x */ ") + (content is null ? Reference(context, name) : File(context, name, content)) + ";";

    // A file of the theme, and how it is named in an import.
    private static string File(PieceContext context, string name, string content)
    {
        context.File(context.Dice.OneOf($"_{name}.scss", $"{name}.scss"), content);
        return Reference(context, name);
    }

    private static string Reference(PieceContext context, string name) => context.Dice.OneOf($"\"{name}\"", $"'{name}'", $"\"./{name}\"", $"\"{name}.scss\"", $"'partials/../{name}'");
}
