namespace Sbm.Unit.Migration;

/// <summary>What no pass may leave behind, and what the current Sass refuses or drops, is put right, or a comment and reported.</summary>
public sealed class ClosingPassTests
{
    [Theory]
    [InlineData(".a > + .b { c: d; }")]
    [InlineData(".a ~ ~ .b { c: d; }")]
    [InlineData(".a >>> .b { c: d; }")]
    [InlineData(".a > { c: d; }")]
    [InlineData(".a /deep/ .b { c: d; }")]
    [InlineData("#{headings(1, 2)} { c: d; }")]
    [InlineData("max-width: 340px;")]
    [InlineData("@mixin m($x: 1, $y: 2, $x: 3) { c: $x; }")]
    public void RuleThatSassRefusesOrDrops_IsAComment(string rule) => IsAComment(rule, rule);

    [Fact]
    public void ModuleOfSassThatNobodyUses_IsUsed()
    {
        const string Scss = ".a { b: math.div(10px, 2); c: d; } .e { f: math.$pi; }";

        var converted = LegacyTheme.Convert(Scss, out var result);

        Assert.StartsWith("@use \"sass:math\"; ", converted, StringComparison.Ordinal);
        Assert.Equal(2, converted.Split("@use").Length);
        Assert.Equal(2, converted.Split("math.div(").Length);
        Assert.Empty(result.Unconverted);
    }

    [Fact]
    public void DeclarationInNoRule_IsAComment() => IsAComment("@media print { max-width: 340px; .a { b: c; } }", "max-width: 340px;");

    [Theory]
    [InlineData("@extend .btn.large;")]
    [InlineData("b: em(20, 3, 4) * 2;")]
    [InlineData("b: darken(shade(#fff, 2%), 2%);")]
    [InlineData("b: span((columns: 4));")]
    [InlineData("b: (a: 1);")]
    [InlineData("b: #fff / 2;")]
    [InlineData("b: #fff + #111;")]
    [InlineData("@include font_size(80%);")]
    [InlineData("b: hsl(312.5, 5%, 91%) - #111;")]
    [InlineData("b: rgba(unknown(\"x\"), .5);")]
    [InlineData("b: lighten(color(\"red\", \"base\"), 30%);")]
    [InlineData("b: 1px solid #607D8;")]
    [InlineData("b: red !ie;")]
    [InlineData("b: ;")]
    [InlineData("b: 1px,, 2px;")]
    [InlineData("b: 1px + ;")]
    [InlineData("b: calc(1px + );")]
    [InlineData("b c;")]
    [InlineData(": b;")]
    [InlineData("$x: ;")]
    [InlineData("@content;")]
    [InlineData("@return 1;")]
    [InlineData("@extend;")]
    [InlineData("@extend .btn:hover;")]
    [InlineData("@extend a.btn;")]
    [InlineData("@else { c: d; }")]
    [InlineData("@each $x { c: d; }")]
    [InlineData("@for $i from 1 { c: d; }")]
    [InlineData("@while { c: d; }")]
    [InlineData("@media { c: d; }")]
    [InlineData("..c { d: e; }")]
    [InlineData(".1c { d: e; }")]
    [InlineData("&:: { d: e; }")]
    [InlineData("b: red !important !;")]
    [InlineData("b: var(--x) * 2;")]
    [InlineData("b: mix(var(--x), red);")]
    [InlineData("b: percentage(var(--x));")]
    [InlineData("b: expression(this.x=\"1\"; 2);")]
    [InlineData(".x#{$list} & { c: d; } .z& & { c: d; }")]
    public void StatementThatSassRefuses_IsAComment(string statement) => IsAComment($"$list: -a; .btn.large {{ k: l; }} .y {{ m: n; {statement} }}", statement.Split("} ")[^1]);

    [Theory]
    [InlineData(".a > { .b { c: d; } }")]
    [InlineData(".a { > .b { c: d; } & + & { c: d; } &-e { c: d; } a:not(&) { c: d; } }")]
    [InlineData(".a:has(> img) { c: d; }")]
    [InlineData(".a:nth-child(2n + 1)[data-x=\"a > > b\"] { c: d; }")]
    [InlineData(".a { b: 1 != 2; c: #main #abcde; d: if(style(--x: 1): red; else: blue; ); e: rgb(one...); f: -c-progid:d(0); }")]
    [InlineData("@keyframes k { 0%, 12.5% { a: b; } } .\\31 a:not(.b)::before { @extend %p; c: d; } %p { e: f; }")]
    [InlineData("@mixin m { @content; } @function f($x) { @if $x { @return 1; } @else { @return 2; } } .a { b: f(1); }")]
    [InlineData(".a { b: url(/a!b.png) ! important; c: \"!x\" !IMPORTANT; }")]
    [InlineData(".a { b: if(style(--x: 1): red; else: blue); }")]
    [InlineData(".a { b: rgba(var(--x), 0.5); filter: alpha(opacity=50); c: saturate(50%); }")]
    [InlineData("@mixin nobody { @include missing; } .a { b: c; }")]
    [InlineData("@mixin m($x) { b: $x; } .a { @include m ($x: 1px); }")]
    public void WhatSassTakes_Stays(string scss)
    {
        var converted = LegacyTheme.Convert(scss, out var result);

        Assert.DoesNotContain("sbm:", converted.Replace("// sbm: not converted (style.scss:1) // @include missing;", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Unconverted, static left => !left.Message.Contains("missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@media \\0screen { .a { b: c; } }")]
    [InlineData("@media not a { @media (b) { .c { d: e; } } }")]
    [InlineData(".a { b: \"\\0\"; }")]
    [InlineData("~ a { :has(+ &) { b: c; } }")]
    [InlineData("@function var($a...) { @return $a; } .a { b: c; }")]
    public void WhatMeansSomethingElseNow_StaysAndIsReported(string scss)
    {
        Assert.Equal(scss, LegacyTheme.Convert(scss, out var result));
        Assert.Single(result.Unconverted);
    }

    [Fact]
    public void ParentBehindOtherParts_IsWrittenWithAtRoot_WhereTheParentIsKnown()
    {
        Assert.Equal(".y { @at-root .no-js#{&} { c: d; } }", LegacyTheme.Convert(".y { .no-js& { c: d; } }", out var result));
        Assert.Single(result.Unconverted);
        Assert.StartsWith("// sbm: not converted", LegacyTheme.Convert("div { .no-js& { c: d; } }")[6..], StringComparison.Ordinal);
    }

    [Fact]
    public void ColourFunctionOfACustomProperty_IsMixed()
    {
        Assert.Equal(
            ".a { b: color-mix(in srgb, var(--x), black 10%); $l: color-mix(in srgb, var(--x), white 5%); c: $l; }",
            LegacyTheme.Convert(".a { b: darken(var(--x), 10%); $l: lighten(var(--x), 5%); c: $l; }", out var result));
        Assert.Empty(result.Unconverted);
    }

    [Fact]
    public void SemicolonInParentheses_EndsNothing()
    {
        Assert.Equal(".a { b: if(sass(true): 1px; else: 2px); c: d; }", LegacyTheme.Convert("$dark: true; .a { b: if(sass($dark): 1px; else: 2px); c: d; }"));
        Assert.Equal(".a { b: if(style(--x: #{1px}): var(--w, 1px); else: 2px); }", LegacyTheme.Convert("$w: 1px; .a { b: if(style(--x: #{$w}): $w; else: 2px); }"));
        Assert.Equal(".a { b: if(sass(true): var(--w, 1px); else: 2px); }", LegacyTheme.Convert("$w: 1px; .a { b: if(sass(true): $w; else: 2px); }"));
    }

    [Fact]
    public void FunctionsOfSassAndOfOldGradients_AreKnown()
    {
        LegacyTheme.Convert("$a: #fff; .x { b: -webkit-gradient(linear, 0 0, 0 100%, color-stop(0%, $a), to(#000)); w: length(zip(1 2, 3 4)); }", out var result);

        Assert.Empty(result.Unconverted);
    }

    private static void IsAComment(string scss, string statement)
    {
        var converted = LegacyTheme.Convert(scss, out var result);

        Assert.Contains($"// sbm: not converted (style.scss:1) // {statement}", converted, StringComparison.Ordinal);
        Assert.NotEmpty(result.Unconverted);
        Assert.Equal(result.Unconverted.DistinctBy(static left => left.Place), result.Unconverted);
    }
}
