using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.LateDeclarations;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification;

/// <summary>Proves outputs before they are put in place: they compile, and mean what their sources mean. Keeps no state; thread-safe.</summary>
/// <param name="themePath">Full path of the theme.</param>
/// <param name="commonThemePath">Full path of the folder of the team's own common theme; null for the stand-in.</param>
/// <param name="keepSelectors">What stays although it looks like header, footer or navigation.</param>
internal sealed partial class ThemeVerification(string themePath, string? commonThemePath, IReadOnlyList<string> keepSelectors)
{
    private const int MostShown = 10;

    /// <summary>What differs, each with the rule that explains it.</summary>
    /// <exception cref="SbmException"><c>SassNotFound</c>; <c>SassFailed</c>: an output, or its source, does not compile; <c>NotTheSame</c>: something differs that no rule explains.</exception>
    internal List<ThemeDifference> Verify(ThemeConversion conversion, CancellationToken cancel)
    {
        var differences = Differences(conversion, cancel);
        return FaultOf(differences) is { } fault ? throw fault : differences;
    }

    /// <summary>What differs, each with the rule that explains it, or without one where none does.</summary>
    /// <exception cref="SbmException"><c>SassNotFound</c>; <c>SassFailed</c>: an output, or its source, does not compile.</exception>
    internal List<ThemeDifference> Differences(ThemeConversion conversion, CancellationToken cancel)
    {
        var sass = SassProgram.Find(Environment.GetEnvironmentVariable("PATH"));
        var side = new SourceSide(themePath, keepSelectors);
        var differences = new List<ThemeDifference>(Explained(conversion));
        foreach (var output in conversion.Outputs.Where(output => side.Outputs.Contains(output.File)))
        {
            var outputCss = Compile(output.Text, output.File.Name + " does not compile", "Mend what the compiler names in the source, or run without -Verify.", output.Path, text => sass.Compile(text, null, cancel));
            var (modules, rest) = side.PartsFor(output.File, LeftOutOf(output.Text, conversion.Unconverted));
            var (common, sourceCss) = CompileSource(output.File, modules, rest, conversion.Log, text => sass.Compile(text, commonThemePath, cancel));
            differences.AddRange(new CssComparison(common.ValueOf, common, new SelectorVerdict(keepSelectors)).Differences(sourceCss, outputCss, HasRelativeAddresses(conversion))
                .Select(found => new ThemeDifference(output.File.Name, found.Source, found.Output, Rule: null)));
        }

        return differences;
    }

    /// <summary>What was reported and stands in an output as a comment.</summary>
    internal static List<MigrationWarning> LeftOutOf(string output, IReadOnlyList<MigrationWarning> unconverted)
    {
        var marks = LeftOutMark().Matches(output).Select(static mark => mark.Groups[1].Value).ToHashSet();
        return [.. unconverted.Where(warning => marks.Contains($"{(warning.File.StartsWith("css/", StringComparison.Ordinal) ? warning.File["css/".Length..] : warning.File)}:{warning.Line}"))];
    }

    // What neither the theme nor the common theme declares is given a value of a kind that its name suggests, or of another if that does not compile.
    private (CommonThemeStandIn Common, string Css) CompileSource(
        OutputFile output, string modules, string rest, MigrationLog log, Func<string, string> compile)
    {
        var own = commonThemePath is { } folder ? TeamsCommonTheme.ImportsOf(folder, log) : CommonThemeStandIn.Scss;
        var source = AsOldSassHadIt(own, rest);
        var unknown = UnknownValues.NamesIn(rest);
        SbmException? first = null;
        foreach (var values in UnknownValues.Guesses(unknown))
        {
            var scss = commonThemePath is null ? values + own : CommonThemeStandIn.Ended(own + values);
            try
            {
                var css = Compile(modules + scss + source, $"The source of {output.Name} does not compile under the common theme", "Mend the source, or let the setting CommonThemePath name the folder of the team's common theme.", themePath, compile);
                return (CommonThemeStandIn.Compile(compile, scss, unknown), css);
            }
            catch (SbmException error)
            {
                first ??= error;
            }
        }

        throw first!;
    }

    // Declarations behind nested rules stand before them, as the Sass of legacy themes had them.
    private static string AsOldSassHadIt(string commonTheme, string source)
    {
        var common = ScssReader.Read(new ScssSource("common theme", commonTheme)).Children;
        List<ScssNode> nodes = [.. common, .. ScssReader.Read(new ScssSource("source", source)).Children];
        var definitions = new ThemeDefinitions();
        definitions.Learn(nodes);
        definitions.FindUses(nodes);
        LateDeclarationPass.Apply(nodes, definitions, new MigrationLog());
        return SourceText.Of(nodes.Skip(common.Count));
    }

    private static bool HasRelativeAddresses(ThemeConversion conversion) =>
        conversion.Unconverted.Any(static left => left.Message.Contains("address", StringComparison.Ordinal));

    private static string Compile(string scss, string what, string advice, string target, Func<string, string> compile)
    {
        try
        {
            return compile(scss);
        }
        catch (SassFailedException error)
        {
            throw new SbmException("SassFailed", $"{what}: {Place().Replace(error.Message, "  line ")}", $"{advice} Nothing was written.", target, error);
        }
    }

    // What differs by the rules, as the log tells.
    private static IEnumerable<ThemeDifference> Explained(ThemeConversion conversion)
    {
        foreach (var dropped in conversion.Log.Dropped)
        {
            yield return new ThemeDifference(string.Empty, $"{dropped.File}:{dropped.Line}: {dropped.Text}", string.Empty, $"{dropped.Kind} gone");
        }

        foreach (var left in conversion.Unconverted)
        {
            yield return new ThemeDifference(string.Empty, $"{left.File}:{left.Line}:{left.Column}: {left.Text}", string.Empty, $"not converted: {left.Message}");
        }

        foreach (var (output, line) in conversion.Outputs.SelectMany(static output => output.Text.Split('\n').Select(line => (output.File.Name, line)).Where(static pair => pair.line.Contains("color-mix(", StringComparison.Ordinal))))
        {
            yield return new ThemeDifference(output, string.Empty, line.Trim(), "color-mix approximates");
        }
    }

    /// <summary><c>NotTheSame</c> where a difference has no rule that explains it; null where each has.</summary>
    internal SbmException? FaultOf(List<ThemeDifference> differences)
    {
        var unexplained = differences.Where(static difference => difference.Rule is null).ToList();
        if (unexplained.Count == 0)
        {
            return null;
        }

        var shown = string.Join('\n', unexplained.Take(MostShown).Select(static difference =>
            $"  {difference.Output}: source {(difference.Source.Length > 0 ? difference.Source : "nothing")}, output {(difference.Result.Length > 0 ? difference.Result : "nothing")}"));
        return new SbmException(
            "NotTheSame",
            $"The outputs do not mean what the sources mean, and no rule of the migration explains it; {CountText.Of(unexplained.Count, "difference")}:\n{shown}",
            "Report this as a fault of the migration, with these lines; to write the files all the same, run without -Verify. Nothing was written.",
            themePath);
    }

    // What came by a pipe has no name.
    [GeneratedRegex(@"^  - (?=\d)", RegexOptions.Multiline)]
    private static partial Regex Place();

    [GeneratedRegex(@"^ *// sbm: not converted \((.+)\)", RegexOptions.Multiline)]
    private static partial Regex LeftOutMark();
}
