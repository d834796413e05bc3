using Sbm.Core;
using Sbm.Core.Migration;

namespace Sbm.Unit.Migration;

/// <summary>Mixin tables of the team's own.</summary>
public sealed class MixinTableTests : IDisposable
{
    private readonly LegacyTheme _theme = new() { ["css/style.scss"] = ".a { @include card($pad: 3px) { e: f } @include flexbox; }" };

    public void Dispose() => _theme.Dispose();

    [Fact]
    public void Mixin_IsExpandedBeforeThoseOfTheCommonTheme()
    {
        Migrate("// ours\n@mixin card($c: red, $pad) { color: $c; padding: $pad; @include breakpoint(md) { @content; } }\n@mixin flexbox { display: -flex; }");

        Assert.Equal(".a { color: red; padding: 3px; display: -flex; @media (min-width: 1025px) { e: f; } }", LegacyTheme.OneLine(_theme["sb-inside.scss"]));
    }

    [Theory]
    [InlineData("@mixin a { b: c }\n$x: 1;", ":2:1: this is no mixin: $x: 1")]
    [InlineData("@mixin a { b: c", ":1:1: ")]
    [InlineData("\n@mixin a { computed: b; }", ":2:12: nothing computes 'computed: b'")]
    [InlineData("@mixin a($b { c: d }", ":1:")]
    public void TableThatIsWrong_NamesFileAndLine(string table, string message)
    {
        var error = Assert.Throws<SbmException>(() => Migrate(table));

        Assert.Equal("MixinTableInvalid", error.ErrorId);
        Assert.StartsWith(Path.Combine(_theme.Path, "own.scss") + message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_theme.Path, "sb-inside.scss")));
    }

    [Fact]
    public void TableThatIsNotThere_IsNamed()
    {
        var error = Assert.Throws<SbmException>(() => ThemeMigration.Run(_theme.Options() with { MixinPaths = [Path.Combine(_theme.Path, "none.scss")] }, null, default));

        Assert.Equal("MixinTableUnreadable", error.ErrorId);
        Assert.Contains("none.scss", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MixinThatCallsItself_IsReported()
    {
        Migrate("@mixin card($pad) { @include card(1px); }");

        Assert.Contains("// @include card(", _theme["sb-inside.scss"], StringComparison.Ordinal);
    }

    private void Migrate(string table)
    {
        _theme["own.scss"] = table;
        ThemeMigration.Run(_theme.Options() with { MixinPaths = [Path.Combine(_theme.Path, "own.scss")] }, null, default);
    }
}
