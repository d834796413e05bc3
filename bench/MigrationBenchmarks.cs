using System.Reflection;
using BenchmarkDotNet.Attributes;
using Sbm.Core.Migration;

namespace Sbm.Bench;

/// <summary>
/// A large theme: migrating it, its files written and flushed included, beside Dart Sass compiling the same source under the tests'
/// common theme. Dart Sass is a process of its own: its memory is not measured, what is sent to it and back is. Processor time is
/// printed, too, because on a busy machine it says more.
/// </summary>
[InProcess]
[WarmupCount(1)]
[IterationCount(3)]
[InvocationCount(1)]
[MemoryDiagnoser]
[MedianColumn]
public class MigrationBenchmarks
{
    private const int MigrationsUntilCompiled = 20; // that is when .NET has compiled what is hot for good

    // What the samples use and neither they nor the common theme define: the migration reports it, the compiler would refuse.
    private const string Undefined = """
        $phone-max: 640px;
        @mixin house-ribbon($side) {}
        @mixin kia-card($width) {}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;
    private readonly List<TimeSpan> _processorTimes = [];
    private string _request = string.Empty;
    private DartSass _sass = null!;
    private ThemeMigrationResult? _result;

    [Params(1, 10)]
    public int Megabytes { get; set; }

    private static string Root { get; } = typeof(MigrationBenchmarks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key == "RepositoryRoot").Value!;

    [GlobalSetup(Target = nameof(Compile))]
    public void Write()
    {
        var theme = new LargeTheme(Path.Combine(Root, "samples"), Megabytes * 1_000_000);
        theme.WriteTo(_folder);
        var common = File.ReadAllText(Path.Combine(Root, "src", "Sbm.Core", "Migration", "Verification", "Css", "common-theme.scss"));
        _request = DartSass.Request(theme.UnderneathOf(common + Undefined));
        _sass = new DartSass(Path.Combine(Root, "tests", "node"));
    }

    [GlobalSetup(Target = nameof(Migrate))]
    public void WarmUp()
    {
        Write();
        for (var i = 0; i < MigrationsUntilCompiled / Megabytes; i++)
        {
            Migrate();
        }

        _processorTimes.Clear();
    }

    [Benchmark(Description = "migrate: Sbm")]
    public int Migrate()
    {
        var before = Environment.CpuUsage.TotalTime;
        _result = ThemeMigration.Run(
            new ThemeMigrationOptions { ThemePath = _folder, DestinationPath = Path.Combine(_folder, "out"), Slug = "large", Force = true },
            progress: null,
            CancellationToken.None);
        _processorTimes.Add(Environment.CpuUsage.TotalTime - before);
        return _result.LinesMigrated;
    }

    [Benchmark(Description = "compile: Dart Sass")]
    public int Compile()
    {
        var before = _sass.ProcessorTime;
        var length = _sass.Compile(_request);
        _processorTimes.Add(_sass.ProcessorTime - before);
        return length;
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        if (_result is not null)
        {
            Console.WriteLine($"// {_result.ScssLines} lines read, {_result.LinesMigrated} written, {_result.Unconverted.Count} constructs not converted");
        }

        Console.WriteLine($"// processor time, median: {_processorTimes.Order().ElementAt(_processorTimes.Count / 2).TotalMilliseconds:0} ms");
        _sass.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
