using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration;

public sealed class ThemeMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("#header { a: b } .c { a: b }", ".c {\n  a: b;\n}\n")]
    [InlineData(".siteHeader, .c { a: b }", ".c {\n  a: b;\n}\n")]
    [InlineData(".masthead { a: b } .masthead-copy, .mastheads { a: b }", ".mastheads {\n  a: b;\n}\n")]
    [InlineData("nav a { a: b } .navItem { a: b } .navy { a: b }", ".navy {\n  a: b;\n}\n")]
    [InlineData(".menu-main { a: b } .menu { a: b } li.menu-item { a: b }", ".menu {\n  a: b;\n}\n")]
    [InlineData(".c:not(.header) { a: b }", ".c:not(.header) {\n  a: b;\n}\n")]
    [InlineData(".c { .footer { a: b } } .d { content: \"header\" }", ".d {\n  content: \"header\";\n}\n")]
    [InlineData("@media print { .navbar { a: b } }", "")]
    [InlineData(".c { @extend .footer; a: b }", ".c {\n  a: b;\n}\n")]
    public void HeaderFooterAndNavigation_GoBySelector(string scss, string expected) => Assert.Equal(expected, Migrate(scss));

    [Theory]
    [InlineData("url(../images/a.png)", "url(\"/wp-content/themes/DealerInspireDealerTheme/images/a.png\")")]
    [InlineData("url( '../images/my lake.jpg?v=3#x' )", "url(\"/wp-content/themes/DealerInspireDealerTheme/images/my lake.jpg?v=3#x\")")]
    [InlineData("url(../../Common/images/a.svg)", "url(\"/wp-content/themes/Common/images/a.svg\")")]
    [InlineData("url(data:image/png;base64,AA==)", "url(data:image/png;base64,AA==)")]
    [InlineData("url(//cdn.example/a.png)", "url(//cdn.example/a.png)")]
    [InlineData("url(/a.png)", "url(/a.png)")]
    [InlineData("url(//cdn.example/a.png), url(../images/b.png)", "url(//cdn.example/a.png), url(\"/wp-content/themes/DealerInspireDealerTheme/images/b.png\")")]
    [InlineData("\"url(../images/a.png)\"", "\"url(../images/a.png)\"")]
    public void ImageAddresses_BecomeThoseOfSiteBuilder(string value, string expected) =>
        Assert.Equal($"a {{\n  b: {expected};\n}}\n", Migrate($"a {{ b: {value}; }}"));

    [Fact]
    public void AddressThatStaysRelative_IsReportedWithItsPlace()
    {
        Write("css/style.scss", "a {\n  b: url(sprite.png);\n}");

        var left = Assert.Single(Run().Unconverted);

        Assert.Equal(("css/style.scss", 2, 3), (left.File, left.Line, left.Column));
    }

    [Theory]
    [InlineData("a { @include house-ribbon; }", "the mixin 'house-ribbon' is not known")]
    [InlineData("a { @include border-radius(1px, 2px); }", "the mixin 'border-radius' takes 1 argument at most")]
    [InlineData("a { @include absolute; }", "the mixin 'absolute' needs an argument for '$directions'")]
    [InlineData("a { @include order($m: 1); }", "the mixin 'order' has no parameter '$m'")]
    [InlineData("a { @include flexbox { b: c } }", "the mixin 'flexbox' takes no block")]
    [InlineData("a { b: mix($body-color, #fff); }", "the variable '$body-color' is not declared in the theme")]
    [InlineData("a { b: c; @media (min-width: $tablet) { d: e } }", "the variable '$tablet' is not declared in the theme")]
    public void WhatCannotBeConverted_BecomesACommentAndIsReported(string scss, string message)
    {
        Write("css/style.scss", scss);

        var left = Assert.Single(Run().Unconverted);

        Assert.Equal(message, left.Message);
        Assert.Contains("// sbm: not converted (style.scss:1)\n  // " + left.Text[..9], Output(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheThemeDefinesItself_IsNoFault()
    {
        Write("css/lvdp.scss", "@mixin own($a) { b: $a; }");
        Write("css/style.scss", "a { @include own(1px); c: rgba(0, 0, 0, .5); } @each $x in 1, 2 { .i#{$x} { d: $x; } }");

        Assert.Empty(Run().Unconverted);
    }

    [Fact]
    public void Imports_OfTheThemeAreBroughtInAndOthersGo()
    {
        Write("css/_parts.scss", ".part { a: b }");
        Write("css/style.scss", "@charset \"utf-8\"; @use \"sass:math\"; @import 'parts', \"../Common/all\"; @import url(https://fonts.example/x); .c { a: math.div(1, 2) }");
        Write("css/inside.scss", "@use \"sass:math\"; @import 'parts'; .d { a: b }");

        Run();

        Assert.Equal("@use \"sass:math\";\n\n.part {\n  a: b;\n}\n\n.c {\n  a: math.div(1, 2);\n}\n\n.part {\n  a: b;\n}\n\n.d {\n  a: b;\n}\n", Output());
    }

    [Fact]
    public void ExtendOfSomethingThatHasNoRule_BecomesACommentAndIsReported()
    {
        Write("css/style.scss", "%p { a: b }\n.a { @extend %p; @extend .clearfix; c: d }");

        Assert.Equal("what it extends is not in the theme", Assert.Single(Run().Unconverted).Message);
        Assert.Contains("  @extend %p;\n  // sbm: not converted (style.scss:2)\n  // @extend .clearfix;\n  c: d;\n", Output(), StringComparison.Ordinal);
    }

    [Fact]
    public void ExtendWhereOnlySassKnowsTheNames_IsOptional() =>
        Assert.Contains("@extend .x-1 !optional;", Migrate("@each $i in 1, 2 { .x-#{$i} { a: b } } .c { @extend .x-1; d: e }"), StringComparison.Ordinal);

    [Fact]
    public void PlaceholderOfAnotherOutput_IsCopied()
    {
        Write("css/style.scss", "%btn { a: b }\n.a { @extend %btn; }");
        Write("css/lvdp.scss", ".v { @extend %btn; }");

        Assert.Empty(Run().Unconverted);

        Assert.StartsWith("%btn {\n  a: b;\n}\n", File.ReadAllText(_folder["sb-vdp.scss"]), StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionThatNobodyKnows_StaysAndIsReported()
    {
        Write("css/style.scss", "@function own($a) { @return $a; } .a { b: tint(red, 20%); c: own(1px); d: translateX(1px) -moz-calc(1px); e: math.div(1, 2) percentage(.5); }");

        Assert.Equal("the function 'tint' is not known", Assert.Single(Run().Unconverted).Message);
        Assert.Contains("b: tint(red, 20%);", Output(), StringComparison.Ordinal);
    }

    [Fact]
    public void Banners_GoAndOtherCommentsStay()
    {
        Assert.Equal(
            "// note\na {\n  b: c; // why\n}\n\n// .old { x: y; }\n",
            Migrate("// ******\n//   TITLE\n// ******\n/* ----- search ----- */\n// note\na { b: c; // why\n}\n// .old { x: y; }\n"));
    }

    [Theory]
    [InlineData("$n: 'header'; .#{$n} { a: b; } .x .site-#{$n} { c: d; } .keep { e: f; }")]
    [InlineData("@include color-classes(nav, red); .keep { e: f; } .y { @extend .nav-color; }")]
    public void PartOfTheSite_NamedByAVariableOrAnArgument_Goes(string scss)
    {
        var output = LegacyTheme.Convert(scss);

        Assert.Equal(".keep { e: f; }", output);
        Assert.Equal(output, LegacyTheme.Convert(output));
    }

    [Fact]
    public void Output_MigratedAgain_DoesNotChange()
    {
        var once = Migrate("a{b:c;&:hover{d:e}}\n$m: (x: 1,\n     y: 2);\n.p,.q{f:g}@media print{a{b:c}}");

        Assert.Equal(once, Migrate(once));
    }

    [Fact]
    public void Destination_ThatIsAFile_IsAClearErrorAndStaysAsItIs()
    {
        Write("css/style.scss", "a { b: c }");
        Write("file", "mine");

        var error = Assert.Throws<SbmException>(() => ThemeMigration.Run(Options() with { DestinationPath = _folder["file"] }, null, default));

        Assert.Equal("DestinationUnwritable", error.ErrorId);
        Assert.Equal("mine", File.ReadAllText(_folder["file"]));
    }

    [Fact]
    public void Rename_ThatFails_PutsTheEarlierOutputsBack()
    {
        Write("css/style.scss", "a { b: c }");
        Write("css/lvdp.scss", "a { b: c }");
        Write("sb-inside.scss", "old");
        Directory.CreateDirectory(Path.Combine(_folder["sb-vdp.scss"], "in the way"));

        Assert.Equal("DestinationUnwritable", Assert.Throws<SbmException>(() => ThemeMigration.Run(Options() with { Force = true }, null, default)).ErrorId);

        Assert.Equal("old", Output());
        Assert.Equal(["css", "sb-inside.scss", "sb-vdp.scss"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Strict_WithSomethingLeft_FailsAndWritesNothing()
    {
        Write("css/style.scss", "a { @include house-ribbon; }");

        Assert.Equal("NotConverted", Assert.Throws<NotConvertedException>(() => ThemeMigration.Run(Options() with { Strict = true }, null, default)).ErrorId);
        Assert.False(File.Exists(_folder["sb-inside.scss"]));
    }

    [Fact]
    public void Cancellation_WritesNothing()
    {
        Write("css/style.scss", "a { b: c }");

        Assert.Throws<OperationCanceledException>(() => ThemeMigration.Run(Options(), null, new CancellationToken(canceled: true)));

        Assert.Equal(["css"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private string Migrate(string scss)
    {
        Write("css/style.scss", scss);
        Run();
        return Output();
    }

    private ThemeMigrationResult Run() => ThemeMigration.Run(Options() with { Force = true }, null, default);

    private ThemeMigrationOptions Options() => new() { ThemePath = _folder.Path, Slug = "theme" };

    private string Output() => File.ReadAllText(_folder["sb-inside.scss"]);

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.WriteAllText(_folder[file], content);
    }
}
