namespace Sbm.Unit.Migration;

/// <summary>Functions, placeholders, classes and variables of the common theme.</summary>
public sealed class CommonThemeTests
{
    [Theory]
    [InlineData("em(28)", "2em")]
    [InlineData("em(16)", "1.1428571429em")]
    [InlineData("em(30, 16)", "1.875em")]
    [InlineData("em(16px, 14px)", "1.1428571429em")]
    [InlineData("em($context: 10, $pixels: 5)", "0.5em")]
    [InlineData("0 em(14) em(7)", "0 1em 0.5em")]
    [InlineData("strip-unit(12.5px)", "12.5")]
    [InlineData("strip_unit($value: 3)", "3")]
    [InlineData("strip-unit(3em) * 2", "3 * 2")]
    [InlineData("stroke(0, red)", "0px 0px 0 red")]
    [InlineData("stroke(1, red), 0 0 3px #000", "(-1px -1px 0 red, -1px 0px 0 red, -1px 1px 0 red, 0px -1px 0 red, 0px 0px 0 red, 0px 1px 0 red, 1px -1px 0 red, 1px 0px 0 red, 1px 1px 0 red), 0 0 3px #000")]
    [InlineData("stroke(0, var(--x))", "0px 0px 0 var(--x)")]
    [InlineData("get-mobile-size(40px)", "20px")]
    [InlineData("get-mobile-size(12rem)", "-8px")]
    [InlineData("get-mobile-size(2.5em)", "1.5em")]
    public void FunctionOfWhatIsKnown_BecomesItsResult(string value, string expected) =>
        Assert.Equal($".a {{ b: {expected}; }}", LegacyTheme.Convert($".a {{ b: {value}; }}"));

    [Theory]
    [InlineData("$x: em(28); .a { b: $x }", ".a { b: var(--x, 2em); }")]
    [InlineData("$browser-context: 16; .a { b: em(28) }", ".a { b: 1.75em; }")]
    [InlineData(".a { --x: #{em(28)}; c: \"#{em(28)}\"; }", ".a { --x: 2em; c: \"2em\"; }")]
    [InlineData(".a { @include border-radius(em(7)) }", ".a { border-radius: 0.5em; background-clip: padding-box; }")]
    [InlineData("@media (min-width: em(28)) { .a { b: c } }", "@media (min-width: 2em) { .a { b: c; } }")]
    [InlineData("@mixin m($x) { b: em($x) } .a { @include m(28) }", "@function em($pixels, $context: 14) { @return #{calc($pixels / $context)}em; } @mixin m($x) { b: em($x); } .a { @include m(28); }")]
    [InlineData("@function em($x) { @return $x } .a { b: em(28) }", "@function em($x) { @return $x; } .a { b: em(28); }")]
    public void Function_WhereverItStands(string scss, string expected) => Assert.Equal(expected, LegacyTheme.Convert(scss));

    [Theory]
    [InlineData("em(16px)")]
    [InlineData("em()")]
    [InlineData("em(1, 2, 3)")]
    [InlineData("em($x: 1)")]
    [InlineData("em($unknown)")]
    [InlineData("em(28) * 2")]
    [InlineData("1px + get-mobile-size(40px)")]
    [InlineData("stroke(1px, red)")]
    [InlineData("stroke(.5, red)")]
    [InlineData("strip-unit(a)")]
    public void FunctionThatIsAnErrorInTheTheme_IsReported(string value)
    {
        Assert.StartsWith(".a { // sbm: not converted", LegacyTheme.Convert($".a {{ b: {value}; }}", out var result), StringComparison.Ordinal);
        Assert.Single(result.Unconverted);
    }

    [Theory]
    [InlineData(".b { @extend %flexbox; color: red; }", "%flexbox { display: flex; } .b { @extend %flexbox; color: red; }")]
    [InlineData("%flexbox { a: b } .b { @extend %flexbox; }", "%flexbox { a: b; } .b { @extend %flexbox; }")]
    [InlineData(".b { @extend .di-z-modal; } .c { @extend .di-z-modal; @extend .iframe-responsive; }", "iframe.iframe-responsive { width: 1px; min-width: 100%; } .di-z-modal { position: relative; z-index: 1050; } .b { @extend .di-z-modal; } .c { @extend .di-z-modal; @extend .iframe-responsive; }")]
    [InlineData(".b { c: d }", ".b { c: d; }")]
    public void RuleThatIsExtended_StandsOnceAtTheTop(string scss, string expected) => Assert.Equal(expected, LegacyTheme.Convert(scss));

    [Theory]
    [InlineData(".a { b: $facebook; c: $facebookhover; }", ".a { b: var(--facebook, #3b5998); c: var(--facebookhover, #2d4373); }")]
    [InlineData(".a { b: rgba($vimeo, .5); @if $site-builder-enabled { c: d } }", ".a { b: rgba(170, 212, 80, 0.5); @if false { c: d; } }")]
    [InlineData("$facebook: red !default; .a { b: $facebook; }", ".a { b: var(--facebook, #3b5998); }")]
    [InlineData("$facebook: red; .a { b: $facebook; }", ".a { b: var(--facebook, red); }")]
    [InlineData("@if true { $facebook: red; } .a { b: $facebook; }", "$facebook: #3b5998; @if true { $facebook: red; } .a { b: $facebook; }")]
    public void Variable_CountsAsAssignedBeforeTheTheme(string scss, string expected)
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = scss };
        var first = theme.Migrate();
        Assert.Empty(first.Unconverted);
        Assert.Equal(expected, LegacyTheme.OneLine(theme["sb-inside.scss"]));

        theme["css/style.scss"] = theme["sb-inside.scss"];
        theme.Migrate();
        Assert.Equal(theme["css/style.scss"], theme["sb-inside.scss"]);
    }

    [Fact]
    public void VariableThatHoldsNoColour_IsNotConverted()
    {
        Assert.Equal(".a { // sbm: not converted (style.scss:1) // b: $bloggerhover; }", LegacyTheme.Convert(".a { b: $bloggerhover; }", out var result));
        Assert.Single(result.Unconverted);
    }

    [Fact]
    public void VariableThatAnotherOutputAssigns_ComesFromThere()
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = "$facebook: red; .a { b: c }", ["css/lvdp.scss"] = ".d { e: $facebook }" };
        theme.Migrate();
        Assert.Equal(".d { e: var(--facebook, red); }", LegacyTheme.OneLine(theme["sb-vdp.scss"]));
    }

    [Fact]
    public void SiteBuilder_AssignsItsBrandForAllThatFollows()
    {
        var output = LegacyTheme.Convert(".a { b: $primary } @include site-builder(chevy); .c { d: $primary; e: $heading-font }");

        Assert.StartsWith(".a { b: var(--primary); } .content .sidebar.vertical { border: none;", output, StringComparison.Ordinal);
        Assert.Contains("a { color: var(--primary, #B6862D); }", output, StringComparison.Ordinal);
        Assert.EndsWith(".c { d: var(--primary, #B6862D); e: var(--heading-font, \"Louis\", sans-serif); }", output, StringComparison.Ordinal);
    }
}
