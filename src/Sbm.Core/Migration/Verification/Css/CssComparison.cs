using System.Text;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>Finds whether two compiled sheets have the same rules with the same declarations in the same order.</summary>
/// <param name="valueOf">The value of a custom property that the common theme has.</param>
/// <param name="common">The common theme, if the source is compiled under it.</param>
/// <param name="selectors">What is header, footer or navigation: it is compared with nothing.</param>
internal sealed class CssComparison(Func<string, string?> valueOf, CommonThemeStandIn? common = null, SelectorVerdict? selectors = null)
{
    private const int LinesAround = 3;
    private const int FarthestSame = 100;

    private readonly CssMeaning _conditions = new(valueOf: null);
    private readonly CssMeaning _values = new(valueOf);
    private readonly CssMeaning _convertedValues = new(valueOf, keepsAddresses: true);

    /// <summary>Both sides around their first difference; null if they mean the same.</summary>
    /// <param name="sourceCss">What the source means.</param>
    /// <param name="outputCss">What the output means.</param>
    /// <param name="hasRelativeAddresses">The run has reported that addresses of the output stay as they are.</param>
    /// <param name="hasOtherSelector">Whether the run has reported that the source's selector may be the output's.</param>
    internal string? Difference(string sourceCss, string outputCss, bool hasRelativeAddresses = false, Func<string, string, bool>? hasOtherSelector = null)
    {
        var source = Lines(WithoutImports(sourceCss), _values);
        var output = Lines(CssReader.Read(outputCss), hasRelativeAddresses ? _values : _convertedValues);
        var same = source.Zip(output).TakeWhile(pair => Mean(pair.First, pair.Second, hasOtherSelector)).Count();
        return same == source.Count && same == output.Count
            ? null
            : $"--- source, {source.Count} declarations, from {same}\n{Around(source, same)}--- output, {output.Count} declarations\n{Around(output, same)}";
    }

    /// <summary>Every difference, with the declaration of either side; empty for a side that has none there.</summary>
    /// <param name="sourceCss">What the source means.</param>
    /// <param name="outputCss">What the output means.</param>
    /// <param name="hasRelativeAddresses">The run has reported that addresses of the output stay as they are.</param>
    internal List<(string Source, string Output)> Differences(string sourceCss, string outputCss, bool hasRelativeAddresses)
    {
        var source = Lines(WithoutImports(sourceCss), _values);
        var output = Lines(CssReader.Read(outputCss), hasRelativeAddresses ? _values : _convertedValues);
        var differences = new List<(string Source, string Output)>();
        for (int i = 0, j = 0; i < source.Count || j < output.Count;)
        {
            if (i < source.Count && j < output.Count && Mean(source[i], output[j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (missing, more) = NextSame(source, i, output, j);
            for (var k = 0; k < Math.Max(missing, more); k++)
            {
                differences.Add((k < missing ? source[i + k].ToString() : string.Empty, k < more ? output[j + k].ToString() : string.Empty));
            }

            (i, j) = (i + missing, j + more);
        }

        return differences;
    }

    // How much of each side comes before the next declaration that both have.
    private static (int Source, int Output) NextSame(List<Line> source, int i, List<Line> output, int j)
    {
        for (var distance = 1; distance <= FarthestSame; distance++)
        {
            for (var first = 0; first <= distance; first++)
            {
                if (i + first < source.Count && j + distance - first < output.Count && Mean(source[i + first], output[j + distance - first]))
                {
                    return (first, distance - first);
                }
            }
        }

        return (source.Count - i, output.Count - j);
    }

    // They go, by rule 1.
    private static List<CssDeclaration> WithoutImports(string css) => [.. CssReader.Read(css).Where(static declaration => declaration.Property != "@import")];

    private List<Line> Lines(IReadOnlyList<CssDeclaration> css, CssMeaning values) =>
        [.. WithoutSiteParts(common?.WithoutItsOwn(css) ?? css).Where(static declaration => declaration.Property != "@charset").Select(declaration => Resolve(declaration, values))];

    // The source's rules have gone by their names as they are written; those of other names go here, whatever Sass made them of.
    private IEnumerable<CssDeclaration> WithoutSiteParts(IEnumerable<CssDeclaration> css)
    {
        foreach (var declaration in css)
        {
            var all = selectors is null || declaration.Selector.Length == 0 ? [] : ScssList.Split(declaration.Selector);
            var kept = all.FindAll(selector => selectors!.Judge(selector, parent: null).Part is null);
            if (kept.Count == all.Count)
            {
                yield return declaration;
            }
            else if (kept.Count > 0)
            {
                yield return declaration with { Selector = string.Join(", ", kept) };
            }
        }
    }

    private Line Resolve(CssDeclaration declaration, CssMeaning values)
    {
        var isRaw = declaration.Property.StartsWith("--", StringComparison.Ordinal) || declaration.Property.StartsWith('@');
        return new(
            [.. declaration.Context.SelectMany(_conditions.Of)],
            CssSelector.Unify(declaration.Selector),
            declaration.Property,
            (isRaw ? _conditions : values).Of(declaration.Value),
            declaration);
    }

    private static bool Mean(Line source, Line output, Func<string, string, bool>? hasOtherSelector = null) =>
        (source.Selector == output.Selector || hasOtherSelector?.Invoke(source.Selector, output.Selector) == true)
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
