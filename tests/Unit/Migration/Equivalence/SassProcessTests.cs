namespace Sbm.Unit.Migration.Equivalence;

public sealed class SassProcessTests
{
    [SkippableFact]
    public async Task Compile_GivesCssOrTheCompilersMessage()
    {
        var sass = await SassProcess.GetAsync();

        Assert.Equal("a {\n  b: \"„ü\";\n}", sass.Compile("$b: \"„ü\";\na { b: $b }"));
        Assert.StartsWith("Undefined variable.", Assert.Throws<SassException>(() => sass.Compile("a { b: $c }")).Message, StringComparison.Ordinal);
        Assert.Equal("a {\n  b: c;\n}", sass.Compile("a { b: c }"));
    }

    [SkippableFact]
    public async Task CommonTheme_GivesValuesByTheNamesOfSiteBuilder()
    {
        var common = CommonTheme.Compile(await SassProcess.GetAsync());

        Assert.Equal("#c8102e", common.ValueOf("--primarybutton-bg"));
        Assert.Equal("6px 12px", common.ValueOf("--smallbutton-padding"));
        Assert.Equal("\"Open Sans\", Arial, sans-serif", common.ValueOf("--body-font"));
        Assert.Null(common.ValueOf("--nobodys"));
    }
}
