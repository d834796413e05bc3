using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Unit.Migration.Equivalence;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.SassSpec;

/// <summary>Migrates tests of sass-spec and finds what becomes of them. Not thread-safe.</summary>
internal sealed class SpecTrial(SassProcess sass) : IDisposable
{
    private readonly CssComparison _comparison = new(static _ => null);
    private readonly CssComparison _underCommonTheme = new(static _ => null, CommonThemeStandIn.Compile(sass.Compile));

    internal (SpecOutcome Outcome, string Message) Run(SpecTest test)
    {
        using var folder = new TemporaryFolder();
        var theme = folder["theme"];
        var input = Path.Combine(theme, "css", "style.scss");
        foreach (var (name, text) in test.Others.Append(KeyValuePair.Create("style.scss", test.Input)))
        {
            var path = Path.Combine(theme, "css", name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        try
        {
            var source = sass.CompileLegacy(test.Input, input);
            return Migrate(theme, folder, input, source);
        }
        catch (SassException error)
        {
            return (SpecOutcome.Invalid, error.Message);
        }
        catch (SbmException error)
        {
            return (SpecOutcome.Refused, error.Message);
        }
        catch (Exception error) when (error is not SkipException)
        {
            return (SpecOutcome.Crashed, error.ToString());
        }
    }

    public void Dispose() => sass.Dispose();

    private (SpecOutcome, string) Migrate(string theme, TemporaryFolder folder, string input, string source)
    {
        var (text, log) = Convert(theme);
        var isReported = log.Unconverted.Count > 0;
        string output;
        try
        {
            output = sass.Compile(text);
        }
        catch (SassException error)
        {
            return (isReported ? SpecOutcome.DoesNotCompileReported : SpecOutcome.DoesNotCompile, error.Message);
        }

        Directory.CreateDirectory(folder["again/css"]);
        File.WriteAllText(folder["again/css/style.scss"], text);
        if (Convert(folder["again"]).Text is var again && again != text)
        {
            return (SpecOutcome.Unstable, $"--- once\n{text}--- then\n{again}");
        }

        var hasRelativeAddresses = log.Unconverted.Any(static left => left.Message.Contains("address", StringComparison.Ordinal));
        var difference = _comparison.Difference(source, output, hasRelativeAddresses);
        return difference is null || MeansTheRest(theme, ThemeVerification.LeftOutOf(text, log.Unconverted), log, input, output, hasRelativeAddresses)
            ? (isReported ? SpecOutcome.Reported : SpecOutcome.Same, string.Empty)
            : (isReported ? SpecOutcome.DiffersReported : SpecOutcome.Differs, difference);
    }

    private static (string Text, MigrationLog Log) Convert(string theme)
    {
        var converter = new ThemeConverter(ThemeSources.Open(theme), MixinTable.With([]), new SelectorVerdict([]));
        return (converter.Convert(null, default).Values.First(), converter.Log);
    }

    // Whether the source without what went and what is reported means what the output means.
    private bool MeansTheRest(string theme, List<MigrationWarning> leftOut, MigrationLog log, string input, string output, bool hasRelativeAddresses)
    {
        if (leftOut.Count == 0 && log.Dropped.TrueForAll(static dropped => dropped.Kind is "import" or "web font"))
        {
            return false; // all of it is there
        }

        var side = new SourceSide(theme);
        var rest = side.For(side.Outputs.First(), leftOut);
        try
        {
            return _underCommonTheme.Difference(sass.CompileLegacy(rest, input), output, hasRelativeAddresses) is null;
        }
        catch (SassException)
        {
            return false; // what is left needs what was left out
        }
    }
}
