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
    [InlineData(", .b { c: d; }")]
    [InlineData(".a$b { c: d; }")]
    [InlineData(".col-1/2 { c: d; }")]
    [InlineData("@media screen, { .a { b: c; } }")]
    [InlineData("@media (min-width: ) { .a { b: c; } }")]
    [InlineData("@at-root;")]
    [InlineData("@error \"stop\";")]
    [InlineData("@function nobody() { c: d; @return 1; }")]
    [InlineData("@each $x in { .b { c: d; } }")]
    [InlineData("@each $k, $v in (a: 1, \"a\": 2) { .#{$k} { c: $v; } }")]
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

    [Theory]
    [InlineData("$soft: darken(shade(#fff, 2%), 2%); .a { b: $soft; c: d; }", "the variable '$soft' is not declared in the output")]
    [InlineData("@mixin m($x: 1, $x: 2) { b: $x; } .a { @include m; c: d; }", "the mixin 'm' is not defined in the output")]
    public void UseOfADefinitionThatIsAComment_IsSaidToLackIt(string scss, string reason)
    {
        LegacyTheme.Convert(scss, out var result);

        Assert.Equal(2, result.Unconverted.Count);
        Assert.Contains(result.Unconverted, place => place.Message.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void FontInABlockThatAMixinIsGiven_IsReportedOnceAndThere()
    {
        LegacyTheme.Convert("@mixin m { @font-face { b: c; } @content; } .a { d: e; @include m { f: g; } }", out var result);

        Assert.StartsWith("@include m", Assert.Single(result.Unconverted).Text, StringComparison.Ordinal);
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
    [InlineData("b: 100% - 20px;")]
    [InlineData("b: translate(1px + 1em, 0);")]
    [InlineData("@if 1px < 1em { c: d; }")]
    [InlineData("@if $list = 1 { c: d; }")]
    [InlineData("b: (c = d);")]
    [InlineData("b: foo($x: 1, 2);")]
    [InlineData("b: darken(#fff);")]
    [InlineData("b: lighten(#000, 200%);")]
    [InlineData("b: nth(a b, 3);")]
    [InlineData("b: map-get(1px, a);")]
    [InlineData("b: percentage(1px);")]
    [InlineData("b: str-slice(abc);")]
    [InlineData("b: if(true);")]
    [InlineData("b: mix();")]
    [InlineData("b: red !default;")]
    [InlineData("@include later;")]
    [InlineData("@include own;")]
    [InlineData("@include own(1, 2, 3);")]
    [InlineData("@include own($z: 1);")]
    [InlineData("@include own($x: 1, 2);")]
    [InlineData("@include own(1) { c: d; }")]
    [InlineData("b: own();")]
    [InlineData("b: own(1, $x: 2);")]
    [InlineData("b: c .d { e: f; }")]
    [InlineData("@keyframes k { a { e: f; } }")]
    [InlineData(".x#{$list} & { c: d; } .z& & { c: d; }")]
    public void StatementThatSassRefuses_IsAComment(string statement) => IsAComment(
        $"$list: -a; @mixin own($x, $y: 1) {{ o: $x; }} @function own($x, $y: 1) {{ @return $x; }} .btn.large {{ k: l; @include own(1); q: own(2); }} .y {{ m: n; {statement} }} @mixin later {{ r: s; }} .t {{ @include later; }}",
        statement.StartsWith("@keyframes", StringComparison.Ordinal) ? "a { e: f; }" : statement.Split("} ")[^1]);

    [Fact]
    public void FunctionThatGivesNothing_IsAComment() => IsAComment("@function f() { $x: 1; } .a { b: f(); }", "@function f() { $x: 1; }");

    [Theory]
    [InlineData("@mixin nobody { b: ; c: d; }", "b: ;")]
    [InlineData("@mixin nobody { @mixin inner { c: d; } }", "@mixin inner { c: d; }")]
    [InlineData("@if false { .x { b: 1px +; } }", "b: 1px +;")]
    public void StatementThatNoSassReads_IsACommentAlsoWhereItNeverRuns(string scss, string statement) => IsAComment(scss, statement);

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
    [InlineData("@function nobody() { $x: 1; } .a { b: length(a b); } @function length($x, $y) { @return 1; }")]
    [InlineData("@mixin outer { @include inner; } @mixin inner { b: c; } .a { @include outer; }")]
    [InlineData("@mixin m($a, $more...) { b: $a; } .a { @include m(1, 2, $c: 3); } @function f($x: 1) { @return $x; } .d { e: f() f($x: 2); }")]
    [InlineData("@mixin m { b: c; } .a { @mixin m { @content; } @include m { d: e; } }")]
    [InlineData(".a { b: if(true, 1px, 1px + 1em); c: 1px + 1in; filter: alpha(opacity=50); d: 1px == 1em; e: 12px/1.5em; f: 10px -1em; }")]
    [InlineData("@keyframes k { FROM, 12.5%, to { a: b; } +5% { c: d; } }")]
    [InlineData("@if mixin-exists(late) { .a { @include late; } } @mixin late { b: c; }")]
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
