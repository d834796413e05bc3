namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>What Sass refuses, each a statement that becomes a comment, and is reported.</summary>
internal static class RefusedPieces
{
    internal static IReadOnlyList<Piece> All { get; } =
    [
        static context => One(context, "width: em(20) * 2;"),
        static context => One(context, "color: darken(shade(#fefefe, 2%), 2%);"),
        static context => One(context, "height: span((columns: 4));"),
        static context => One(context, "zoom: expression(this.x = 1; 2);"),
        static context => One(context, "@extend .{0}-a.{0}-b;"),
        static context => One(context, "#{headings(1, 2)} { order: 3; }"),
        static context => One(context, "color: lighten({0}-of(red), 3%);"),
        static context => One(context, "@include {0}-nobody($x: 1px);"),
        static context => One(context, "@media (min-width: $tablet-max + 1px) { order: 3; }"),
        static context => One(context, "/deep/ .x { order: 3; }"),
        static context => One(context, "margin: none.$gap;"),
    ];

    private static string One(PieceContext context, string statement)
    {
        context.Unconvertible++;
        var name = context.Name();
        return $$""".{{name}}-a, .{{name}}-b { order: 1; } .{{name}} { order: 2; {{statement.Replace("{0}", name, StringComparison.Ordinal)}} width: {{context.Length}}; }""";
    }
}
