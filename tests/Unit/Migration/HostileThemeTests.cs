using System.Diagnostics;
using System.Text;
using Sbm.Core;
using Sbm.Core.Files;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration;

/// <summary>Themes that are odd, or meant to do harm: a clear error, and nothing is written.</summary>
public sealed class HostileThemeTests : IDisposable
{
    private readonly LegacyTheme _theme = new() { ["css/style.scss"] = "@import \"part\"; .a { b: c }" };
    private readonly TemporaryFolder _outside = new();

    public void Dispose()
    {
        _theme.Dispose();
        _outside.Dispose();
    }

    [SkippableFact]
    public void Pipe_IsRefusedBeforeItIsOpened()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such files.");
        using (var make = Process.Start("mkfifo", InTheme("css/_part.scss")))
        {
            make.WaitForExit();
        }

        Refuses("SourceUnreadable", "css/_part.scss cannot be read: it is a pipe, no regular file.");
    }

    [SkippableFact]
    public void LinkToADevice_IsNoFileOfTheTheme()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such files.");
        File.CreateSymbolicLink(InTheme("css/_part.scss"), "/dev/zero");

        Assert.DoesNotContain("\0", Migrate(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Device_IsNoStyleSheet()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such files.");
        Assert.Equal("a device", FileKind.Of("/dev/zero"));
        Assert.Null(FileKind.Of(InTheme("css/style.scss")));
    }

    [Fact]
    public void ImportThatALinkLeadsOutOfTheTheme_IsNotFollowed()
    {
        File.WriteAllText(_outside["_part.scss"], ".secret { a: b }");
        Directory.CreateSymbolicLink(InTheme("css/linked"), _outside.Path);
        File.CreateSymbolicLink(InTheme("css/_part.scss"), _outside["_part.scss"]);
        _theme["css/style.scss"] = "@import \"part\", \"linked/part\"; .a { b: c }";

        Assert.Equal(".a { b: c; }", Migrate());
    }

    [Fact]
    public void LinkInsideTheTheme_IsFollowed()
    {
        _theme["scss/real.scss"] = ".d { e: f }";
        File.CreateSymbolicLink(InTheme("css/_part.scss"), Path.Combine("..", "scss", "real.scss"));

        Assert.Equal(".d { e: f; } .a { b: c; }", Migrate());
    }

    [Fact]
    public void SourceThatALinkLeadsOutOfTheTheme_IsAnError()
    {
        File.WriteAllText(_outside["x.scss"], ".secret { a: b }");
        File.CreateSymbolicLink(InTheme("css/lvdp.scss"), _outside["x.scss"]);

        Refuses("SourceUnreadable", "css/lvdp.scss is a link, or in a folder that is one, that leads out of the theme.");
    }

    [Theory]
    [InlineData("../../../../../../../../../../etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("/etc/passwd")]
    public void PathThatIsNoneOfTheTheme_IsAnUnresolvedImport(string path)
    {
        _theme["css/style.scss"] = $"@import \"{path}\"; .a {{ b: c }}";

        Assert.Equal(".a { b: c; }", Migrate());
    }

    [Fact]
    public void ImportsThatAreTooDeep_AreAnError()
    {
        _theme["css/_part.scss"] = "@import \"p1\";";
        for (var i = 1; i < 200; i++)
        {
            _theme[$"css/_p{i}.scss"] = $"@import \"p{i + 1}\";";
        }

        Refuses("ImportsTooMany", "imports are more than 100 files deep");
    }

    [Fact]
    public void ImportsThatDoubleWithEachFile_AreAnError()
    {
        _theme["css/_part.scss"] = "@import \"p1\", \"p1\";";
        for (var i = 1; i < 60; i++)
        {
            _theme[$"css/_p{i}.scss"] = $".x{i} {{ a: b }} @import \"p{i + 1}\", \"p{i + 1}\";";
        }

        Refuses("ImportsTooMany", "imports bring more than");
    }

    [Fact]
    public void Utf16_IsNamed()
    {
        File.WriteAllText(InTheme("css/_part.scss"), ".a { b: c }", Encoding.Unicode);

        Refuses("SourceUnreadable", "css/_part.scss cannot be read: it is UTF-16, not UTF-8.");
    }

    [Fact]
    public void Windows1252_IsNamedWithItsPlace()
    {
        File.WriteAllBytes(InTheme("css/_part.scss"), [.. "/* a */\n/* M"u8, 0xFC, .. "ller */"u8]);

        Refuses("SourceUnreadable", "css/_part.scss cannot be read: line 2: byte 13 is not UTF-8; it looks like Windows-1252.");
    }

    [SkippableFact]
    public void OutputThatIsAPipe_IsRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such files.");
        using (var make = Process.Start("mkfifo", InTheme("sb-inside.scss")))
        {
            make.WaitForExit();
        }

        var error = Assert.Throws<SbmException>(() => _theme.Migrate());
        Assert.Equal("DestinationUnwritable", error.ErrorId);
        Assert.Contains("it is a pipe", error.Message, StringComparison.Ordinal);
    }

    private string InTheme(string name) => Path.Combine(_theme.Path, name);

    private string Migrate()
    {
        _theme.Migrate();
        return LegacyTheme.OneLine(_theme["sb-inside.scss"]);
    }

    private void Refuses(string id, string message)
    {
        var error = Assert.Throws<SbmException>(() => _theme.Migrate());

        Assert.Equal(id, error.ErrorId);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_theme.Path), static file => Path.GetFileName(file).Contains("sb-", StringComparison.Ordinal));
    }
}
