using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Unit.Migration.Equivalence.Themes;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Modules made by chance are brought in by their meaning: what the compiler makes of the files as they are, it makes of the outputs, which
/// come out the same when they are migrated again. To look at others, or at one again: <c>SBM_MODULE_SEEDS=1000-1999</c>.
/// </summary>
public sealed class GeneratedModuleTests
{
    // An import of a file that forwards modules, and rules of a module once more that ask what there is.
    private static readonly string[] CannotBeSaid = ["is imported and", "with what its variables are by then"];

    private static readonly string StandardSeeds = LongForm.Or("1-30", "1-1000");

    public static TheoryData<int> Seeds()
    {
        var bounds = (Environment.GetEnvironmentVariable("SBM_MODULE_SEEDS") ?? StandardSeeds).Split('-').Select(int.Parse).ToList();
        return [.. Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1)];
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task GeneratedModules_MeanTheSame(int seed)
    {
        var theme = ModuleGenerator.Generate(seed);
        if (await DifferenceAsync(theme) is { } difference)
        {
            Assert.Fail($"SBM_MODULE_SEEDS={seed}: {difference}\n{string.Join('\n', theme.Files.Select(static file => $"@@ {file.Key}\n{file.Value}"))}");
        }
    }

    /// <returns>Null if there is none.</returns>
    internal static async Task<string?> DifferenceAsync(GeneratedTheme theme)
    {
        var sass = await SassProcess.GetAsync();
        using var folder = new ThemeFolder(theme.Files);
        using var outputs = new TemporaryFolder();
        var trial = MigrationTrial.Run(folder.Path, outputs["once"]);
        if (trial.Result.Unconverted.Count > 0)
        {
            return trial.Result.Unconverted.All(static left => CannotBeSaid.Any(reason => left.Message.Contains(reason, StringComparison.Ordinal))) ? null : $"reported: {string.Join('\n', trial.Result.Unconverted)}";
        }

        var common = CommonThemeStandIn.Compile(sass.Compile);
        var comparison = new CssComparison(common.ValueOf, common);
        var again = MigrationTrial.Run(trial.AsTheme(outputs["theme"]), outputs["again"]);
        foreach (var output in OutputFile.All.Where(output => output.Sources.Length > 0 && trial.Texts.ContainsKey(output.Name)))
        {
            var source = Path.Combine(folder.Path, output.Sources[0].Replace('/', Path.DirectorySeparatorChar));
            if (!File.Exists(source))
            {
                continue;
            }

            var text = trial.Texts[output.Name];
            var sourceCss = sass.CompileLegacy(File.ReadAllText(source), source);
            string outputCss;
            try
            {
                outputCss = sass.Compile(text);
            }
            catch (SassException error)
            {
                return $"{output.Name} does not compile: {error.Message}\n{text}";
            }

            if (comparison.Difference(sourceCss, outputCss) is { } difference)
            {
                return $"{output.Name} means something else\n{difference}\n{text}";
            }

            if (again.Texts[output.Name] != text)
            {
                return $"{output.Name} changes when it is migrated again\n{text}\n--- then\n{again.Texts[output.Name]}";
            }
        }

        return null;
    }
}
