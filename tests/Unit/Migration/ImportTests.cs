using Sbm.Core;

namespace Sbm.Unit.Migration;

/// <summary>Rule 1: what an import brings, and at which place.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("@import\n  // settings\n  \"vars\",\n  /* tools */ 'part';\n.x { color: $c; }")]
    [InlineData("@import /* a, \"no\" */ \"vars\" /* b */, // c\n 'part' /* d */ ;\n.x { color: $c; }")]
    [InlineData("@import\"vars\",\"part\";.x { color: $c; }")]
    public void CommentsMayStandAnywhereInAnImport(string style) =>
        Assert.Contains(".p { q: r; } .x { color: var(--c, red); }", Convert(style), StringComparison.Ordinal);

    [Fact]
    public void AnImportInTwoPlacesIsReplacedAtEach() => Assert.Equal(
        ".one { .p { q: r; } } .two { .p { q: r; } } .p { q: r; } @media print { .p { q: r; } }",
        Convert(".one { @import 'part'; } .two { @import 'part'; } @import 'part'; @media print { @import 'part'; }"));

    [Fact]
    public void AnImportThatRepeatsOnlyDeclarationsIsLeftOut() => Assert.Equal(
        "@mixin m { w: var(--w, red); } .a { @include m; } .b { @include m; }",
        Convert("@import 'tools'; .a { @include m; } @import 'tools'; .b { @include m; }"));

    [Fact]
    public void AnImportThatRepeatsDefaultsOfWhatAMixinCounts_IsLeftOut() => Assert.Equal(
        "$done: () !default; @mixin once($n) { @if not index($done, $n) { $done: append($done, $n) !global; @content; } } @include once(a) { .a { b: c; } }",
        Convert("@import 'once'; @import 'deep/needs'; @include once(a) { .a { b: c; } } @import 'deep/needs';"));

    [Fact]
    public void AnImportOfWhatAMixinAssigns_IsReplacedAgain() => Assert.Equal(
        2, Convert("@import 'sets'; @include set; .a { b: $s; } @import 'sets'; .a { b: $s; }").Split("$s: 1;").Length - 1);

    [Fact]
    public void AnImportFromAFolderBelowIsFoundInCssToo() => Assert.Equal(".p { q: r; }", Convert("@import 'deep/all';"));

    [Fact]
    public void AnImportThatSetsAVariableBackIsReplacedAgain() => Assert.Equal(
        ".a { b: var(--c, red); } .a { b: var(--c, blue); } .a { b: var(--c, red); }",
        Convert("@import 'vars'; .a { b: $c; } $c: blue; .a { b: $c; } @import 'vars'; .a { b: $c; }"));

    [Fact]
    public void AnImportThatCountsIsReplacedAgain() =>
        Assert.Contains("a: var(--n, 3);", Convert("$n: 1; @import 'count'; @import 'count'; .a { a: $n; }"), StringComparison.Ordinal);

    [Theory]
    [InlineData("@import url(part.css), 'print.css' print;")]
    [InlineData("@import 'part' screen;")]
    [InlineData("@import 'part' supports(display: grid) screen and (min-width: 1px);")]
    [InlineData("@import 'http://fonts.example/part', '//fonts.example/part';")]
    [InlineData("@import url('part');")]
    public void WhatSassLeavesToTheBrowserGoes(string import) => Assert.Equal(".x { y: z; }", Convert(import + " .x { y: z; }"));

    [Theory]
    [InlineData("$a: b;\n@import \"part\"\n.selector { color: red; }", "css/style.scss:2:15: expected \";\" after this @import")]
    [InlineData("@import 'vars', 'part'\n$b: 2px;", "css/style.scss:1:23: expected \";\" after this @import")]
    [InlineData("@import 'part'\n@import 'vars';", "css/style.scss:1:15: expected \";\" after this @import")]
    [InlineData("@import 'part'\nbody { a: b; }", "css/style.scss:1:15: expected \";\" after this @import")]
    [InlineData("@charset 'utf-8'\nbody { a: b; }", "css/style.scss:1:17: expected \";\" after this @charset")]
    public void AnImportWithoutItsSemicolonIsAnError(string style, string message)
    {
        var error = Assert.Throws<SbmException>(() => Convert(style));
        Assert.Equal("ScssInvalid", error.ErrorId);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void ANameThatDiffersInCaseIsFound_AndWarnedOfOnce()
    {
        using var theme = Theme("@import 'VARS', 'Vars', 'Part';\n.x { color: $c; }");
        var result = theme.Migrate();
        Assert.Contains("color: var(--c, red);", theme["sb-inside.scss"], StringComparison.Ordinal);
        Assert.Equal(["css/_part.scss", "css/_vars.scss"], result.Warnings.Select(static warning => warning.Split(' ')[0]).Order());
    }

    [Fact]
    public void FilesThatImportEachOtherAreReported()
    {
        using var theme = Theme("@import 'ring'; .x { y: z; }");
        Assert.Equal("css/_ring.scss imports itself", Assert.Single(theme.Migrate().Unconverted).Message);
    }

    private static string Convert(string style)
    {
        using var theme = Theme(style);
        theme.Migrate();
        return LegacyTheme.OneLine(theme["sb-inside.scss"]);
    }

    private static LegacyTheme Theme(string style) => new()
    {
        ["css/style.scss"] = style,
        ["css/_vars.scss"] = "$c: red;",
        ["css/_part.scss"] = ".p { q: r; }",
        ["css/_tools.scss"] = "$w: red; @mixin m { w: $w; }",
        ["css/_count.scss"] = "$n: $n + 1;",
        ["css/_ring.scss"] = "@import 'ring';",
        ["css/_once.scss"] = "$done: () !default; @mixin once($n) { @if not index($done, $n) { $done: append($done, $n) !global; @content; } }",
        ["css/_sets.scss"] = "$s: 1; @mixin set { $s: 2 !global; }",
        ["css/deep/_needs.scss"] = "@import '../once';",
        ["css/deep/_all.scss"] = "@import 'part';",
    };
}
