namespace Sbm.Unit.Migration;

public sealed class MixinTests
{
    [Theory]
    [InlineData("flexbox", "display: flex;")]
    [InlineData("inline-flex()", "display: inline-flex;")]
    [InlineData("flex-dir(column)", "flex-direction: column;")]
    [InlineData("flex-flow(row wrap)", "flex-flow: row wrap;")]
    [InlineData("flex-just(center)", "justify-content: center;")]
    [InlineData("flex(1)", "flex: 1;")]
    [InlineData("flex(1, null, 33%)", "flex: 1 33%;")]
    [InlineData("flex($fb: 10px, $fg: 2)", "flex: 2 10px;")]
    [InlineData("flex", "flex: 1;")]
    [InlineData("flex-flow(row, wrap)", "flex-flow: row wrap;")]
    [InlineData("absolute((top: 0, left: 5px))", "top: 0; left: 5px; position: absolute;")]
    [InlineData("relative((top 0, left null, right 5px))", "top: 0; right: 5px; position: relative;")]
    [InlineData("position($directions: (right: 1px))", "right: 1px;")]
    [InlineData("centering", "transform: translateY(-50%); position: absolute; top: 50%;")]
    [InlineData("centering(bottom, 20px)", "transform: translateY(20px); position: absolute; bottom: 20px;")]
    [InlineData("centering(right)", "transform: translateX(50%); position: absolute; right: 50%;")]
    [InlineData("centering(both, $amount: -3px)", "transform: translate(3px, 3px); position: absolute; top: -3px; left: -3px;")]
    [InlineData("translateZ", "transform: translateZ(0);")]
    [InlineData("transition(color .2s, all 1s ease)", "transition: color .2s, all 1s ease;")]
    [InlineData("fade-transition(opacity)", "transition: opacity 0.15s ease-in-out;")]
    [InlineData("border-radius", "border-radius: 5px; background-clip: padding-box;")]
    [InlineData("border_radius(50%)", "border-radius: 50%; background-clip: padding-box;")]
    [InlineData("filter(blur, 2px)", "filter: blur(2px);")]
    [InlineData("clearfix", "&:after { content: \"\"; display: table; clear: both; }")]
    [InlineData("list-padding(start, 3px)", "padding-inline-start: 3px;")]
    [InlineData("trans(#000, .65)", "background-color: rgba(0, 0, 0, 0.65); background: rgba(0, 0, 0, 0.65);")]
    [InlineData("gradient(red, blue)", "background-color: red; background-repeat: repeat-x; background: linear-gradient(to bottom, red, blue);")]
    [InlineData("diagonal-top-bottom(red, blue, $bottom-percent: 80%)", "background-color: red; background-repeat: repeat-x; background: linear-gradient(135deg, red 0%, blue 80%);")]
    [InlineData("backgroundGradientWithImage(red, blue, \"../images/a.png\")", "background-color: red; background-image: url(\"/wp-content/themes/DealerInspireDealerTheme/images/a.png\"); background-repeat: repeat-x; background: url(\"/wp-content/themes/DealerInspireDealerTheme/images/a.png\"), linear-gradient(to bottom, red, blue);")]
    [InlineData("stroke(1, red)", "text-shadow: -1px -1px 0 red, -1px 0px 0 red, -1px 1px 0 red, 0px -1px 0 red, 0px 0px 0 red, 0px 1px 0 red, 1px -1px 0 red, 1px 0px 0 red, 1px 1px 0 red;")]
    [InlineData("placeholder-color(red)", "&::placeholder { color: red; opacity: 1; }")]
    [InlineData("fluid-font(320px, 767px, 18px, 28px)", "font-size: 18px; @media screen and (min-width: 320px) { font-size: calc(18px + 10 * ((100vw - 320px) / 447)); } @media screen and (min-width: 767px) { font-size: 28px; }")]
    [InlineData("responsive-font(4vw, 30px, $fallback: 18px)", "font-size: 18px; font-size: 4vw; @media (max-width: 750px) { font-size: 30px; }")]
    [InlineData("responsive-font(4vh, 30px, 50px)", "font-size: 4vh; @media (max-height: 750px) { font-size: 30px; } @media (min-height: 1250px) { font-size: 50px; }")]
    [InlineData("animation('a .5s', b 1s)", "animation: a .5s, b 1s;")]
    [InlineData("font_size($rangeEnd: 19)", ".font-size-18 { font-size: 18px; line-height: 18px; }")]
    [InlineData("sr-only; b: c", "position: absolute !important; width: 1px !important; height: 1px !important; padding: 0 !important; margin: -1px !important; overflow: hidden !important; clip: rect(0, 0, 0, 0) !important; border: 0 !important; b: c;")]
    [InlineData("color-classes(lake, $unknown)", ".lake, .lake-color { color: var(--unknown); } a.lake:hover, a.lake-color:hover { color: color-mix(in srgb, var(--unknown), white 10%); } .lake-background { background: var(--unknown); }")]
    [InlineData("calc(width, \"100% - 60px\")", "width: calc(100% - 60px);")]
    [InlineData("calc(width, \"100% - 0\")", "width: calc(#{\"100% - 0\"});")]
    [InlineData("calc(width, \"100%-60px\")", "width: calc(#{\"100%-60px\"});")]
    [InlineData("z-index('third-party')", "z-index: -100000000000000000;")]
    [InlineData("z-index(low, $plus: 5)", "z-index: 105;")]
    [InlineData("z-index(7)", "z-index: 7;")]
    [InlineData("scrollbars(8px, red, blue)", "scrollbar-color: red blue; &::-webkit-scrollbar { width: 8px; height: 8px; } &::-webkit-scrollbar-track { background-color: blue; } &::-webkit-scrollbar-thumb { background-color: red; }")]
    [InlineData("scrollbars($background-color: blue)", "&::-webkit-scrollbar { width: auto; height: auto; } &::-webkit-scrollbar-track { background-color: blue; }")]
    [InlineData("color-classes(lake, #000)", ".lake, .lake-color { color: #000; } a.lake:hover, a.lake-color:hover { color: #1a1a1a; } .lake-background { background: #000; }")]
    public void CommonMixin_BecomesWhatItWrites(string call, string expected) =>
        Assert.Equal($".a {{ {expected} }}", LegacyTheme.Convert($".a {{ @include {call}; }}"));

    [Theory]
    [InlineData("breakpoint(xs)", "(max-width: 767px)")]
    [InlineData("breakpoint(\"tablet-only\")", "(min-width: 768px) and (max-width: 1024px)")]
    public void Breakpoint_IsAMediaQueryAroundItsBlock(string call, string query) =>
        Assert.Equal($".a {{ @media {query} {{ display: flex; }} }}", LegacyTheme.Convert($".a {{ @include {call} {{ @include flexbox }} }}"));

    [Fact]
    public void Keyframes_KeepTheirBlockAndNeedNoFrames() =>
        Assert.Equal("@keyframes spin { to { transform: rotate(1turn); } }", LegacyTheme.Convert("@include keyframes(spin) { to { @include rotate(1turn) } }"));

    [Fact]
    public void ButtonBlocks_BecomeTheirContent() =>
        Assert.Equal(".a { color: red; }", LegacyTheme.Convert(".a { @include button-variant { color: red } }"));

    [Fact]
    public void Arguments_ThatAreVariables_BecomeCustomPropertiesOrAreComputed() =>
        Assert.Equal(
            ".a { border-radius: var(--r, 3px); background-clip: padding-box; transform: translateY(calc(-1 * var(--r, 3px))); position: absolute; top: var(--r, 3px); z-index: calc(100 + var(--above)); }",
            LegacyTheme.Convert("$r: 3px; .a { @include border-radius($r); @include centering(top, $r); @include z-index(low, $above); }"));

    [Fact]
    public void MapInAVariable_IsTakenApart() =>
        Assert.Equal(".a { top: 1px; left: 2px; position: relative; }", LegacyTheme.Convert("$box: (top: 1px, left: 2px); .a { @include relative($box); }"));

    [Fact]
    public void MixinOfTheThemesOwn_StaysWithItsUse() =>
        Assert.Equal(
            "@mixin flexbox($w: 15px) { width: $w; @content; } .a { @include flexbox(1px) { display: inline-flex; } }",
            LegacyTheme.Convert("$g: 15px; @mixin flexbox($w: $g) { width: $w; @content; } .a { @include flexbox(1px) { @include inline-flex; } }"));

    [Theory]
    [InlineData(".a { @include z-index(basement); }", "the mixin 'z-index' does not know the layer 'basement'")]
    [InlineData(".a { @include z-index(auto); }", "the mixin 'z-index' does not know the layer 'auto'")]
    [InlineData(".a { @include z-index(var(--z)); }", "the mixin 'z-index' does not know the layer 'var(--z)'")]
    [InlineData(".a { @include centering(middle); }", "the mixin 'centering' does not know the side 'middle'")]
    [InlineData(".a { @include fluid-font(320px, $wide, 18px, 28px); }", "the value of '$max-vw' must be known: $wide")]
    [InlineData(".a { @include fluid-font(320px, 60rem, 18px, 28px); }", "the mixin 'fluid-font' writes nothing unless its sizes have the same unit")]
    [InlineData(".a { @include breakpoint($p) { b: c } }", "the value of '$point' must be known: $p")]
    [InlineData(".a { @include breakpoint(700px) { b: c } }", "the mixin 'breakpoint' does not know the point '700px'")]
    [InlineData(".a { @include order(1, $int: 2); }", "the mixin 'order' is given '$int' twice")]
    [InlineData(".a { @include order(1, 2); }", "the mixin 'order' takes 1 argument at most")]
    [InlineData(".a { @include order($n: 2); }", "the mixin 'order' has no parameter '$n'")]
    [InlineData(".a { @include transition; }", "the mixin 'transition' needs an argument for '$transition'")]
    [InlineData(".a { @include animation; }", "the mixin 'animation' needs an argument")]
    [InlineData(".a { @include animation($animate: a 1s); }", "the mixin 'animation' needs an argument")]
    [InlineData(".a { @include gradient(red); }", "the mixin 'gradient' needs an argument for '$bottom'")]
    [InlineData(".a { @include absolute; }", "the mixin 'absolute' needs an argument for '$directions'")]
    [InlineData(".a { @include absolute($where); }", "'$where' is no map or list of pairs that is known")]
    [InlineData(".a { @include filter(\"blur\", 2px); }", "with a quoted type, the mixin 'filter' writes a string, which no browser reads")]
    [InlineData(".a { @include list-padding(left, 3px); }", "the mixin 'list-padding' writes what no browser knows for 'left'")]
    [InlineData(".a { @include stroke(1px, red); }", "the mixin 'stroke' takes a whole number without a unit, up to 50: 1px")]
    [InlineData(".a { @include font_size($rangeStart: 10px); }", "the mixin 'font_size' takes numbers without a unit, an increment above 0, and makes 1000 rules at most")]
    [InlineData(".a { @include font_size($increment: 0); }", "the mixin 'font_size' takes numbers without a unit, an increment above 0, and makes 1000 rules at most")]
    public void Misuse_IsReportedAndBecomesAComment(string scss, string message)
    {
        var output = LegacyTheme.Convert(scss, out var result);

        Assert.Equal(message, Assert.Single(result.Unconverted).Message);
        Assert.StartsWith(".a { // sbm: not converted (style.scss:1) // @include", output, StringComparison.Ordinal);
    }

    [Fact]
    public void MixinThatLosesItsContentBlock_GoesWithItsUses()
    {
        var output = LegacyTheme.Convert(
            ".a { @include wide { b: c } } @mixin wide { @media (min-width: $unknown) { @content; } } .d { e: f }", out var result);

        Assert.Contains("// @include wide", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" @mixin", output.Replace("// @mixin", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(".d { e: f; }", output, StringComparison.Ordinal);
        Assert.Contains(result.Unconverted, static left => left.Message == "the mixin 'wide' was not converted");
    }

    [Fact]
    public void Definitions_AreCopiedToTheOutputsThatUseThem()
    {
        using var theme = new LegacyTheme
        {
            ["css/style.scss"] = "$on: true; $bg: black; @if $on { $bg: white } @function half($n) { @return $n * .5 } @mixin own($w) { width: half($w); color: $bg } .a { b: c }",
            ["css/lvdp.scss"] = ".d { @include own(4px); }",
            ["css/lvrp.scss"] = ".e { f: g }",
        };

        Assert.Empty(theme.Migrate().Unconverted);

        Assert.Equal(
            "$bg: black; @if true { $bg: white; } @function half($n) { @return $n * .5; } @mixin own($w) { width: half($w); color: $bg; } .d { @include own(4px); }",
            LegacyTheme.OneLine(theme["sb-vdp.scss"]));
        Assert.Equal(".e { f: g; }", LegacyTheme.OneLine(theme["sb-vrp.scss"]));
    }

    [Fact]
    public void Definitions_WhereNothingThatRunsUsesThem_AreNotCopied()
    {
        using var theme = new LegacyTheme
        {
            ["css/style.scss"] = "@function half($n) { @return $n * .5 } .a { b: c }",
            ["css/lvdp.scss"] = "@if 1 > 2 { .d { width: half(4px); } } @else { .e { f: g } }",
        };

        theme.Migrate();

        Assert.Equal("@if 1 > 2 { .d { width: half(4px); } } @else { .e { f: g; } }", LegacyTheme.OneLine(theme["sb-vdp.scss"]));
    }
}
