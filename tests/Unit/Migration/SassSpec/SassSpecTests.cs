using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Sbm.Unit.Migration.Equivalence;
using Xunit.Abstractions;

namespace Sbm.Unit.Migration.SassSpec;

/// <summary>
/// The public suite sass-spec as a measure of the engine: <c>build.ps1 SassSpec -Checkout …</c>, or <c>SBM_SASS_SPEC</c> with a checkout.
/// <c>SBM_SASS_SPEC_TESTS</c> takes only tests that have it in their names. Counts and failures go to <c>out/sass-spec</c>, or to
/// <c>SBM_SASS_SPEC_RESULTS</c>.
/// </summary>
public sealed class SassSpecTests(ITestOutputHelper output)
{
    private static readonly SpecOutcome[] Failures = [.. Enum.GetValues<SpecOutcome>().Where(static outcome => outcome > SpecOutcome.Reported)];

    [SkippableFact]
    public async Task EveryTestThatCompiles_MeansTheSameOrIsReported()
    {
        var checkout = Environment.GetEnvironmentVariable("SBM_SASS_SPEC");
        Skip.If(string.IsNullOrEmpty(checkout), "SBM_SASS_SPEC does not name a checkout of sass-spec.");
        var part = Environment.GetEnvironmentVariable("SBM_SASS_SPEC_TESTS") ?? string.Empty;
        var suite = SpecSuite.Read(checkout);
        var tests = suite.Tests.Where(test => test.Name.Contains(part, StringComparison.Ordinal)).ToList();

        var results = new List<(SpecTest Test, SpecOutcome Outcome, string Message)>();
        foreach (var some in tests.Chunk(1000)) // who interrupts it has what is known so far
        {
            results.AddRange(await RunAsync(some));
            Write(Counts(suite, results), results);
        }

        output.WriteLine(Counts(suite, results));
    }

    private static async Task<List<(SpecTest Test, SpecOutcome Outcome, string Message)>> RunAsync(SpecTest[] tests)
    {
        var open = new ConcurrentQueue<SpecTest>(tests);
        var results = new ConcurrentBag<(SpecTest Test, SpecOutcome, string)>();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            using var trial = new SpecTrial(await SassProcess.StartAsync());
            while (open.TryDequeue(out var test))
            {
                var (outcome, message) = trial.Run(test);
                results.Add((test, outcome, message));
            }
        })));
        return [.. results.OrderBy(static result => result.Test.Name, StringComparer.Ordinal)];
    }

    private static string Counts(SpecSuite suite, List<(SpecTest Test, SpecOutcome Outcome, string Message)> results)
    {
        var text = new StringBuilder("| outcome | one style sheet | several |\n|---|---:|---:|\n");
        foreach (var outcome in Enum.GetValues<SpecOutcome>())
        {
            var each = results.Where(result => result.Outcome == outcome).ToLookup(static result => result.Test.Others.Count > 0);
            text.Append(CultureInfo.InvariantCulture, $"| {outcome} | {each[false].Count()} | {each[true].Count()} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\nTests in the indented syntax, not run: {suite.Indented}\n").ToString();
    }

    private static void Write(string counts, List<(SpecTest Test, SpecOutcome Outcome, string Message)> results)
    {
        var folder = Environment.GetEnvironmentVariable("SBM_SASS_SPEC_RESULTS") is { Length: > 0 } given ? given
            : Path.Combine(Sync.Worker.Metadata("RepositoryRoot"), "out", "sass-spec");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "counts.md"), counts);
        foreach (var outcome in Failures)
        {
            var failed = results.Where(result => result.Outcome == outcome);
            File.WriteAllText(
                Path.Combine(folder, outcome + ".txt"),
                string.Concat(failed.Select(static result => $"{(result.Test.Others.Count > 0 ? "several " : string.Empty)}{result.Test.Name}\n{Indented(result.Message)}")));
        }
    }

    private static string Indented(string message) => string.Concat(message.TrimEnd().Split('\n').Select(static line => $"    {line}\n"));
}
