using Sbm.Core;
using Sbm.Core.Verification;
using Sbm.Core.Verification.Css;
using Sbm.Unit.Migration.Equivalence;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.SassSpec;

/// <summary>Migrates tests of sass-spec and finds what becomes of them. Not thread-safe.</summary>
internal sealed class SpecTrial(SassProcess sass) : IDisposable
{
    private readonly CssComparison _comparison = new(static _ => null);

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
        var trial = MigrationTrial.Run(theme, folder["out"]);
        var text = trial.Texts["sb-inside.scss"];
        var isReported = trial.Result.Unconverted.Count > 0;
        string output;
        try
        {
            output = sass.Compile(text);
        }
        catch (SassException error)
        {
            return (isReported ? SpecOutcome.DoesNotCompileReported : SpecOutcome.DoesNotCompile, error.Message);
        }

        var again = MigrationTrial.Run(trial.AsTheme(folder["outputs"]), folder["again"]).Texts["sb-inside.scss"];
        if (again != text)
        {
            return (SpecOutcome.Unstable, $"--- once\n{text}--- then\n{again}");
        }

        if (_comparison.Difference(source, output, trial.HasRelativeAddresses) is not { } difference)
        {
            return (isReported ? SpecOutcome.Reported : SpecOutcome.Same, string.Empty);
        }

        return MeansTheRest(theme, trial, input, output) ? (isReported ? SpecOutcome.Reported : SpecOutcome.Same, string.Empty)
            : (isReported ? SpecOutcome.DiffersReported : SpecOutcome.Differs, difference);
    }

    // Whether the source without what went and what is reported means what the output means.
    private bool MeansTheRest(string theme, MigrationTrial trial, string input, string output)
    {
        var side = new SourceSide(theme);
        var rest = side.For(side.Outputs.First(), trial.LeftOutOf("sb-inside.scss"));
        try
        {
            return _comparison.Difference(sass.CompileLegacy(rest, input), output, trial.HasRelativeAddresses) is null;
        }
        catch (SassException)
        {
            return false; // what is left needs what was left out
        }
    }
}
