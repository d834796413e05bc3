using Sbm.Unit.Migration.Equivalence;

namespace Sbm.Unit.Migration;

/// <summary>What the Sass of legacy themes took otherwise than the current one does.</summary>
public sealed class OldSassTests
{
    [Theory]
    [InlineData("@media (a) and(b) { .c { d: e; } }", "@media (a) and (b) { .c { d: e; } }")]
    [InlineData(".a { b: 500px\\0; c: 1px\\9; }", ".a { b: #{\"500px\\\\0\"}; c: 1px\\9; }")]
    [InlineData("$n: 1; .a { b: \"\\f0#{$n}\"; c: \"\\f0#{x}\"; }", ".a { b: \"\\f0 1\"; c: \"\\f0#{x}\"; }")]
    [InlineData("$n: --x; .a { b: var($n, 1px); c: var(--y, ); }", ".a { b: var(--x, 1px); c: var(--y); }")]
    [InlineData("$e: unquote(\"\"); .a { b: x + $e; }", "$e: unquote(\"\"); .a { b: x + $e; }")]
    [InlineData("$x: a 3/4 b; .a { b: nth($x, 2); c: $x; }", ".a { b: 0.75; c: var(--x, a 3/4 b); }")]
    [InlineData(".a { b: 2px / max(1.5); c: 1px min(2, 3)/2; d: (2px / max(2, 1)); }", ".a { b: 2px / #{max(1.5)}; c: 1px #{min(2, 3)}/2; d: (2px / max(2, 1)); }")]
    [InlineData(".a { b: sign(0.000000000001); }", ".a { b: sign(0); }")]
    [InlineData(".a { b: -a-calc(// c\n); }", ".a { b: -a-calc(#{\"//\"} c ); }")]
    [InlineData("@function --a() { result: $b; } .c { d: e; }", "@function --a() { result: $b; } .c { d: e; }")]
    [InlineData(".a { $i: 1; b: $i; .c { $i: 2; } d: $i; }", ".a { $i: 1; b: $i; .c { $i: 2; } d: $i; }")]
    public void What_MeansSomethingElseNow_IsWrittenSoThatItDoesNot(string scss, string expected) => Assert.Equal(expected, LegacyTheme.Convert(scss));

    [Theory]
    [InlineData(".a { :is(> b) { c: d; } }")]
    [InlineData(".a { :has(b +) { c: d; } }")]
    [InlineData(".a { b: c; } .d + { @extend .a; }")]
    [InlineData("@media not { .a { b: c; } }")]
    [InlineData("@keyframes a { to { to { b: c; } } }")]
    [InlineData("@mixin --a { b: c; } .d { @include --a; e: f; }")]
    [InlineData("@function max($a, $b) { @return $a; } .a { b: max(1px, 2px); }")]
    [InlineData(".a { b: foo((1% 2 3/)); }")]
    [InlineData(".a { b: call(calc, 3px * 3); }")]
    public void What_SassRefusesOrDropsNow_IsAComment(string scss)
    {
        var converted = LegacyTheme.Convert(scss, out var result);

        Assert.NotEmpty(result.Unconverted);
        Assert.Contains("// sbm: not converted", converted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@media ((a) and (b)) { .c { d: e; } }")]
    [InlineData(".a { @font-face { b: c; } }")]
    [InlineData("@media (#{\"not (a)\"}) { .c { d: e; } }")]
    [InlineData("@use \"sass:string\"; .a { b: string.quote(\\0); }")]
    [InlineData("@use \"sass:map\"; @use \"sass:math\"; .a { b: map.get((math.div(1, 0): c), math.div(1, 0)); }")]
    [InlineData(".a { :where(&) { b: c; } }")]
    [InlineData("@use \"sass:map\"; .a { b: inspect(map.deep-merge((a: 1), (b: 2))); }")]
    [InlineData(".a { b: is-superselector(\"*\", \"c\"); }")]
    public void What_SassComputesOtherwiseNow_StaysAndIsReported(string scss)
    {
        var converted = LegacyTheme.Convert(scss, out var result);

        Assert.NotEmpty(result.Unconverted);
        Assert.Equal(LegacyTheme.OneLine(scss), converted);
    }

    [Theory]
    [InlineData("a b { @extend %c; } a > b { @extend %c; } %c { d: e; }", "adds 'a > b'")]
    [InlineData(".a .c, .c { @extend .b; } .b ~ .b { d: e; }", "leaves out '")]
    [InlineData(".a > .b .c, .a > i > .b .c { @extend .d; } .e .d { f: g; }", "adds '.e .a > i > .b .c'")]
    [InlineData(".a { @extend %c; & + & { @extend %c; } } %c { d: e; }", "adds '.a + .a'")]
    [InlineData(".a, .b.c.d { &.v ~ .h, &:focus.v ~ .h { @extend %c; } } %c { d: e; }", "adds ")]
    [InlineData("%c .d { e: f; } * { @extend .d; } i { @extend %c; }", "leaves out 'i .d'")]
    [InlineData("@mixin m { &:hover > .d { @extend .b; } } .b, .c .b { a: b; } .a { @include m; }", "leaves out '.c .a:hover > .d'")]
    [InlineData(":is(.m) { @extend .u; } .d { @extend .m; } .u { a: b; }", "pseudo-class")]
    [InlineData("@mixin m($s) { #{$s} { @extend .u; } } .u { a: b; } ul > { @include m(\"+ li\"); }", "combinators")]
    public void Extend_OfWhichTheCurrentSassMakesOtherSelectors_IsReported(string scss, string expected)
    {
        var converted = LegacyTheme.Convert(scss, out var result);

        Assert.Contains(expected, Assert.Single(result.Unconverted).Message, StringComparison.Ordinal);
        Assert.Equal(LegacyTheme.OneLine(scss), converted);
    }

    [Theory]
    [InlineData(".a, .b { @extend %c; } .n .a { @extend %c; } %c { d: e; &:hover { f: g; } > i { h: i; } }")]
    [InlineData(".a > .b { @extend .l; } .l, .n .m { d: e; } .l + .l { f: g; } @media print { .l > i { h: i; } }")]
    [InlineData("$d: false; .b { d: e; @if $d { .no & { f: g; } } } .g > .a { @extend .b; }")]
    public void Extend_OfWhichBothMakeTheSame_IsNot(string scss)
    {
        LegacyTheme.Convert(scss, out var result);

        Assert.Empty(result.Unconverted);
    }

    [SkippableTheory]
    [InlineData("@use \"sass:color\"; .a { b: color.whiteness(#80c0e0); c: color.adjust(#369, $whiteness: -100%); d: color.hwb(60rad, 0%, 0%); }")]
    [InlineData("@use \"sass:math\"; .a { b: math.acos(1.000000000001); c: math.round(1.4999999999949998) math.floor(1.999999999999); }")]
    [InlineData("@use \"sass:list\"; $l: list.join((), (), $separator: slash); .a { b: list.join($l, 1 2 3); c: 12px/max(1.5) a; }")]
    [InlineData("@use \"sass:meta\"; $m: (red: a, #{red}: b); .a { b: meta.inspect($m); }")]
    [InlineData("@use \"sass:meta\"; @use \"sass:math\"; .a { b: meta.call(meta.get-function(round, $module: math), 0.6); }")]
    public Task Sheets_MeanTheSame(string theme) => Construct.ConvertsAsync(theme);

    [Fact]
    public void Module_ThatOnlyACommentNames_IsNotUsed() => Assert.Equal(
        ".a { // sbm: not converted (style.scss:1) // b: meta.inspect($none); c: d; }",
        LegacyTheme.Convert("@use \"sass:meta\"; .a { b: meta.inspect($none); c: d; }"));

    [Theory]
    [InlineData("$a: 1px; @import \"first\"; @import \"first\"; .c { d: $a; }", "$a: 2px !default;", true)] // loaded before
    [InlineData("@function b() { @return 1; } @import \"first\"; .c { d: b(); }", "@function b() { @return 2; }", true)] // two of one name
    [InlineData("$a: 1px; @import \"first\"; .c { d: $a; }", "$a: 2px !default; .e { f: $a; }", false)]
    public void ImportOfWhatForwards_IsReportedWhereItMayMeanSomethingElse(string scss, string module, bool isReported)
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = scss, ["css/_first.scss"] = "@forward \"second\";", ["css/_second.scss"] = module };

        Assert.Equal(isReported, theme.Migrate().Unconverted.Count > 0);
    }

    [Fact]
    public void Import_CopiesTheCssOfModules()
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = "@use \"a\"; @import \"b\";", ["css/_a.scss"] = ".a { b: c; }", ["css/_b.scss"] = "@use \"a\"; .d { e: f; }" };
        theme.Migrate();

        Assert.Equal(".a { b: c; } .a { b: c; } .d { e: f; }", LegacyTheme.OneLine(theme["sb-inside.scss"]));
    }

    [Fact]
    public void PlainCss_IsNotEvaluated()
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = "@import \"plain\";", ["css/plain.css"] = "a { b { c: d; } e: null; f: alpha(0.1) 1px solid; }" };
        theme.Migrate();

        Assert.Equal("a { b { c: d; } & { e: #{\"null\"}; } & { f: #{\"alpha(0.1) 1px solid\"}; } }", LegacyTheme.OneLine(theme["sb-inside.scss"]));
    }
}
