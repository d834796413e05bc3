using System.Diagnostics;
using Sbm.Core.Migration;
using Xunit.Abstractions;

namespace Sbm.Unit.Migration;

/// <summary>What a theme has thousands of takes time in proportion. The bounds are far above what it takes, and far below what squares take.</summary>
public sealed class ThemeSizeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public void VariablesWithReport() => Takes(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"$v{i}: {i}px; .a{i} {{ b: $v{i} }}\n")));

    [Fact]
    public void VariableAssignedAgainAndAgain() => Takes(string.Concat(Enumerable.Range(0, 10_000).Select(static i => $"$v: {i}px; .a{i} {{ b: $v }}\n")));

    [Fact]
    public void ChainOfFunctionsThatCannotBeConverted_LastFirst() =>
        Takes(string.Concat(Enumerable.Range(0, 800).Select(static i => $"@function f{i}($p) {{ @return f{i + 1}($p); }}\n")) + "@function f800($p) { @return $nowhere + $p; }\n.a { b: f0(1); }\n");

    [Fact]
    public void ChainOfMixins() =>
        Takes(string.Concat(Enumerable.Range(1, 2_000).Select(static i => $"@mixin m{i}($p) {{ @include m{i - 1}($p); }}\n")) + "@mixin m0($p) { b: $p; }\n.a { @include m2000(1); }\n");

    private void Takes(string scss)
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = scss };
        var start = Stopwatch.GetTimestamp();
        var result = ThemeMigration.Run(theme.Options() with { ReportFolder = Path.Combine(theme.Path, "reports") }, null, default);
        var time = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{scss.Length:N0} characters: {time.TotalMilliseconds:N0} ms, {result.Unconverted.Count} left");
        Assert.InRange(time, TimeSpan.Zero, Bound);
    }
}
