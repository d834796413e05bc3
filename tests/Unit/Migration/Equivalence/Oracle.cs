using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Migrates a theme and finds whether the outputs compile, mean what the source meant, and come out the same when they are made
/// or migrated again. Thread-safe.
/// </summary>
internal sealed class Oracle
{
    private static readonly Lazy<Task<Oracle>> Shared = new(static () => Task.Run(async static () => new Oracle(await SassProcess.GetAsync())));

    private readonly SassProcess _sass;
    private readonly CssComparison _comparison;

    private Oracle(SassProcess sass)
    {
        _sass = sass;
        var common = CommonThemeStandIn.Compile(sass.Compile);
        _comparison = new CssComparison(common.ValueOf, common, new SelectorVerdict([]));
    }

    /// <exception cref="SkipException">There is no Dart Sass to be had.</exception>
    internal static Task<Oracle> GetAsync() => Shared.Value;

    /// <summary>Fails with what is different, and where.</summary>
    internal MigrationTrial Check(string theme)
    {
        using var folder = new TemporaryFolder();
        var trial = MigrationTrial.Run(theme, folder["first"]);
        var source = new SourceSide(theme);
        ReportedMeaning.Write(source.Nodes, trial.Result.Unconverted);
        var differences = source.Outputs.Select(output => DifferenceOf(source, trial, output)).OfType<string>()
            .Concat(InstabilitiesOf(trial, theme, folder))
            .ToList();
        if (differences.Count > 0)
        {
            Assert.Fail(string.Join('\n', differences));
        }

        return trial;
    }

    private string? DifferenceOf(SourceSide sources, MigrationTrial trial, OutputFile output)
    {
        var text = trial.Texts[output.Name];
        var scss = sources.For(output, trial.LeftOutOf(output.Name));
        try
        {
            var sourceCss = Compile(source => _sass.CompileLegacy(source), scss, "The source does not compile: the theme or the tests' common theme is wrong");
            var outputCss = Compile(_sass.Compile, text, "The output does not compile");
            return _comparison.Difference(sourceCss, outputCss, trial.HasRelativeAddresses, trial.HasOtherSelector) is { } difference ? $"{output.Name} means something else\n{difference}" : null;
        }
        catch (SassException error)
        {
            return $"{output.Name}: {error.Message}";
        }
    }

    private static string Compile(Func<string, string> compile, string scss, string message)
    {
        try
        {
            return compile(scss);
        }
        catch (SassException error)
        {
            throw new SassException($"{message}: {error.Message}", scss);
        }
    }

    private static IEnumerable<string> InstabilitiesOf(MigrationTrial first, string theme, TemporaryFolder folder)
    {
        var second = MigrationTrial.Run(theme, folder["second"]);
        foreach (var (name, text) in first.Texts.Where(output => second.Texts[output.Key] != output.Value))
        {
            yield return $"{name} comes out differently the second time\n{FirstDifference(text, second.Texts[name])}";
        }

        var again = MigrationTrial.Run(first.AsTheme(folder["outputs"]), folder["again"]);
        foreach (var (name, text) in first.Texts.Where(output => again.Texts.GetValueOrDefault(output.Key, output.Value) != output.Value))
        {
            yield return $"{name} changes when it is migrated again\n{FirstDifference(text, again.Texts[name])}";
        }
    }

    private static string FirstDifference(string text, string other)
    {
        var (lines, others) = (text.Split('\n'), other.Split('\n'));
        var same = lines.Zip(others).TakeWhile(static pair => pair.First == pair.Second).Count();
        return $"--- once, from line {same + 1}\n{Around(lines, same)}\n--- then\n{Around(others, same)}";
    }

    private static string Around(string[] lines, int at) => string.Join('\n', lines.Skip(Math.Max(0, at - 2)).Take(6));
}
