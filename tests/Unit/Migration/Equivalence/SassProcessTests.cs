using Sbm.Core.Migration.Verification.Css;

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
    public async Task CompileLegacy_PutsLateDeclarationsFirst()
    {
        var sass = await SassProcess.GetAsync();
        const string Late = "a { b { c: d } e: f }";

        Assert.Equal("a {\n  e: f;\n}\na b {\n  c: d;\n}", sass.CompileLegacy(Late));
        Assert.Equal("a b {\n  c: d;\n}\na {\n  e: f;\n}", sass.Compile(Late));
    }

    [SkippableFact]
    public async Task CompileLegacy_TakesWhatOnlyTheCurrentSassKnows()
    {
        var sass = await SassProcess.GetAsync();

        Assert.Equal("a {\n  b: 3;\n}", sass.CompileLegacy("a { b: if(sass(true): 3; else: 4) }"));
    }

    [SkippableFact]
    public async Task CommonTheme_GivesValuesByTheNamesOfSiteBuilder()
    {
        var common = CommonThemeStandIn.Compile((await SassProcess.GetAsync()).Compile);

        Assert.Equal("#c8102e", common.ValueOf("--primarybutton-bg"));
        Assert.Equal("6px 12px", common.ValueOf("--smallbutton-padding"));
        Assert.Equal("\"Open Sans\", Arial, sans-serif", common.ValueOf("--body-font"));
        Assert.Null(common.ValueOf("--nobodys"));
    }
}
