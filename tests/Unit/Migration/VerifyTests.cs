using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Migration.Verification;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration;

/// <summary>-Verify with the real <c>sass</c> of npm on the PATH.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly LegacyTheme _theme = new();

    public void Dispose() => _theme.Dispose();

    [SkippableFact]
    public async Task OutputsThatCompile_AreWritten()
    {
        await PutSassOnThePathAsync();
        _theme["css/style.scss"] = "$g: 15px; .a { @include flexbox; margin: $g * 2 }";

        Verify();

        Assert.Contains("display: flex", _theme["sb-inside.scss"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task OutputThatDoesNotCompile_FailsWithTheCompilersMessageAndWritesNothing()
    {
        await PutSassOnThePathAsync();
        _theme["css/style.scss"] = ".a { b: random(0); }";
        _theme["css/lvdp.scss"] = ".b { c: d }";

        var error = Assert.Throws<SbmException>(() => Verify());

        Assert.Equal("SassFailed", error.ErrorId);
        Assert.Contains("sb-inside.scss does not compile: Error: $limit: Must be greater than 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("  line 2:", error.Message, StringComparison.Ordinal);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(_theme.Path).Select(Path.GetFileName));
    }

    [SkippableFact]
    public async Task DifferencesThatTheRulesExplain_AreNamed()
    {
        await PutSassOnThePathAsync();
        _theme["css/style.scss"] = """
            #header { a: b }
            .a { color: $primary-x; background: darken($some-color, 10%); width: $their-width * 2; @include breakpoint(md) { c: d } @include nope; e: f; }
            .b { @extend %flexbox; g: em(28); }
            """;

        var verified = Verify().Verified;

        Assert.Contains(verified, static difference => difference is { Rule: "header gone", Source: "css/style.scss:1: #header" });
        Assert.Contains(verified, static difference => difference.Rule == "not converted: the mixin 'nope' is not known");
        Assert.Contains(verified, static difference => difference is { Rule: "color-mix approximates", Output: "sb-inside.scss" });
        Assert.All(verified, static difference => Assert.NotNull(difference.Rule));
    }

    [SkippableFact]
    public async Task Analysis_NamesTheDifferences_AndWhatWouldFailTheRunIsInIt()
    {
        await PutSassOnThePathAsync();
        var options = new ThemeMigrationOptions { ThemePath = _theme.Path, Slug = "theme", Verify = true };
        _theme["css/style.scss"] = "#header { a: b } .a { e: f; }";
        var good = ThemeMigration.Analyze(options, CancellationToken.None);
        _theme["css/style.scss"] = ".a { b: random(0); }";
        var bad = ThemeMigration.Analyze(options, CancellationToken.None);

        Assert.Null(good.Fault);
        Assert.Equal("header gone", Assert.Single(good.Differences).Rule);
        Assert.Equal("SassFailed", bad.Fault!.ErrorId);
        Assert.NotEmpty(bad.Diff);
    }

    [SkippableFact]
    public async Task TeamsOwnCommonTheme_StandsUnderTheSource()
    {
        await PutSassOnThePathAsync();
        using var common = new TemporaryFolder();
        File.WriteAllText(common["_base.scss"], "$primary: #123456; @mixin flexbox { display: flex; } .ours { a: b }");
        _theme["css/style.scss"] = "@import \"../../Common/css/base\"; .a { color: $primary; @include flexbox; }";

        var result = ThemeMigration.Run(_theme.Options() with { Verify = true, CommonThemePath = common.Path }, null, default);

        Assert.All(result.Verified, static difference => Assert.NotNull(difference.Rule));
    }

    [SkippableFact]
    public async Task MeaningThatChanges_FailsAndWritesNothing()
    {
        await PutSassOnThePathAsync();
        using var common = new TemporaryFolder();
        File.WriteAllText(common["base.scss"], "@mixin flexbox { display: -my-flex; }");
        _theme["css/style.scss"] = "@import \"../../Common/base\"; .a { @include flexbox; }";

        var error = Assert.Throws<SbmException>(() => ThemeMigration.Run(_theme.Options() with { Verify = true, CommonThemePath = common.Path }, null, default));

        Assert.Equal("NotTheSame", error.ErrorId);
        Assert.Contains("sb-inside.scss: source .a { display: -my-flex }, output .a { display: flex }", error.Message, StringComparison.Ordinal);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(_theme.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void SassIsLookedUpInAbsoluteFoldersAlone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[OperatingSystem.IsWindows() ? "sass.exe" : "sass"], string.Empty);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, folder.Path);

        Assert.Equal("SassNotFound", Assert.Throws<SbmException>(() => SassProgram.Find($".{Path.PathSeparator}{Path.PathSeparator}{relative}")).ErrorId);
        Assert.NotNull(SassProgram.Find(folder.Path));
    }

    private ThemeMigrationResult Verify() => ThemeMigration.Run(_theme.Options() with { Verify = true }, null, default);

    private static async Task PutSassOnThePathAsync()
    {
        var bin = Path.Combine(await NodePackages.InstallAsync("sass"), "node_modules", ".bin");
        Skip.IfNot(Directory.Exists(bin), "npm made no .bin for sass.");
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        if (!path.Contains(bin, StringComparison.Ordinal))
        {
            Environment.SetEnvironmentVariable("PATH", bin + Path.PathSeparator + path);
        }
    }
}
