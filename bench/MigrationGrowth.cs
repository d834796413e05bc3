using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Sbm.Core.Migration;

namespace Sbm.Bench;

/// <summary>
/// Themes that have very many of one thing, and eight times as many: what it costs should grow eight times. Written, flushed and reported
/// as in any migration.
/// </summary>
[InProcess]
[WarmupCount(2)]
[IterationCount(3)]
[InvocationCount(1)]
[MedianColumn]
public class MigrationGrowth
{
    private const int Few = 10_000;
    private const int Many = 8 * Few;

    private readonly string _folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;

    public enum Thing
    {
        Variables,
        Assignments,
        Functions,
        Mixins,
        Rules,
    }

    [Params(Thing.Variables, Thing.Assignments, Thing.Functions, Thing.Mixins, Thing.Rules)]
    public Thing Of { get; set; }

    [Params(Few, Many)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= Count; i++)
        {
            text.AppendLine(Statement(i));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "css"));
        File.WriteAllText(Path.Combine(_folder, "css", "style.scss"), text.ToString());
    }

    [Benchmark(Description = "migrate")]
    public int Migrate() => ThemeMigration.Run(
        new ThemeMigrationOptions { ThemePath = _folder, DestinationPath = Path.Combine(_folder, "out"), Slug = "many", Force = true },
        progress: null,
        CancellationToken.None).LinesMigrated;

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    // Each function and mixin stands on the one before it; the first cannot be converted, and so none can.
    private string Statement(int i)
    {
        FormattableString statement = (Of, i) switch
        {
            (Thing.Variables, _) => $"$v{i}: {i}px; .a{i} {{ width: $v{i} * 2; }}",
            (Thing.Assignments, _) => $"$v: {i}px; .a{i} {{ width: $v * 2; }}",
            (Thing.Functions, 1) => $"@function f1($x) {{ @return theirs($x) + 1; }}",
            (Thing.Functions, _) => $"@function f{i}($x) {{ @return f{i - 1}($x); }}",
            (Thing.Mixins, 1) => $"@mixin m1 {{ width: theirs(1) + 1; }}",
            (Thing.Mixins, _) => $"@mixin m{i} {{ @include m{i - 1}; }}",
            _ => $".a{i} {{ color: darken(#123456, 10%); .b {{ width: percentage(1 / 3); }} }}",
        };
        return statement.ToString(CultureInfo.InvariantCulture);
    }
}
