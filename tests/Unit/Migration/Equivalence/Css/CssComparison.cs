using System.Text;

namespace Sbm.Unit.Migration.Equivalence.Css;

/// <summary>Finds whether two compiled sheets have the same rules with the same declarations in the same order.</summary>
internal sealed class CssComparison(CssMeaning values)
{
    private const int LinesAround = 3;

    private readonly CssMeaning _conditions = new(valueOf: null);

    /// <summary>Both sides around their first difference; null if they mean the same.</summary>
    internal string? Difference(string sourceCss, string outputCss)
    {
        var source = Lines(sourceCss);
        var output = Lines(outputCss);
        var same = source.Zip(output).TakeWhile(pair => Mean(pair.First, pair.Second)).Count();
        return same == source.Count && same == output.Count
            ? null
            : $"--- source, {source.Count} declarations, from {same}\n{Around(source, same)}--- output, {output.Count} declarations\n{Around(output, same)}";
    }

    private List<Line> Lines(string css) => [.. CssReader.Read(css).Where(static declaration => declaration.Property != "@charset").Select(Resolve)];

    private Line Resolve(CssDeclaration declaration)
    {
        var isRaw = declaration.Property.StartsWith("--", StringComparison.Ordinal) || declaration.Property.StartsWith('@');
        return new(
            [.. declaration.Context.SelectMany(_conditions.Of)],
            declaration.Selector,
            declaration.Property,
            (isRaw ? _conditions : values).Of(declaration.Value),
            declaration);
    }

    private static bool Mean(Line source, Line output) =>
        source.Selector == output.Selector
        && source.Property == output.Property
        && CssComponent.Mean(source.Context, output.Context)
        && CssComponent.Mean(source.Value, output.Value);

    private static string Around(List<Line> lines, int at)
    {
        var text = new StringBuilder();
        for (var i = Math.Max(0, at - LinesAround); i < Math.Min(lines.Count, at + LinesAround + 1); i++)
        {
            text.Append(i == at ? "> " : "  ").Append(lines[i].ToString()).Append('\n');
        }

        return at < lines.Count ? text.ToString() : text.Append("> (end)\n").ToString();
    }

    private sealed record Line(
        IReadOnlyList<CssComponent> Context,
        string Selector,
        string Property,
        IReadOnlyList<CssComponent> Value,
        CssDeclaration Read)
    {
        public override string ToString()
        {
            var meaning = string.Join(' ', Value);
            var place = string.Join(' ', [.. Read.Context, Selector]);
            return $"{place} {{ {Property}: {Read.Value} }}" + (meaning == Read.Value ? string.Empty : $"   = {meaning}");
        }
    }
}
