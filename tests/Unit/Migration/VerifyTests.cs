using Sbm.Core;
using Sbm.Core.Migration;

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
        _theme["css/style.scss"] = ".a { color red; }";
        _theme["css/lvdp.scss"] = ".b { c: d }";

        var error = Assert.Throws<SbmException>(Verify);

        Assert.Equal("SassFailed", error.ErrorId);
        Assert.Contains("The output does not compile: Error: expected", error.Message, StringComparison.Ordinal);
        Assert.Contains("sb-inside.scss 2:", error.Message, StringComparison.Ordinal);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(_theme.Path).Select(Path.GetFileName));
    }

    private void Verify() => ThemeMigration.Run(_theme.Options() with { Verify = true }, null, default);

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
