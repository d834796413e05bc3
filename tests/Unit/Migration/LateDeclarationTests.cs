using Sbm.Unit.Migration.Equivalence;

namespace Sbm.Unit.Migration;

/// <summary>Declarations behind nested rules stand before them in the output, as the Sass of legacy themes had them.</summary>
public sealed class LateDeclarationTests
{
    [Theory]
    [InlineData(".a { .b { c: d; } e: f; }", ".a { e: f; .b { c: d; } }")]
    [InlineData(".a { @include breakpoint(md) { b: c; } d: e; }", ".a { d: e; @media (min-width: 1025px) { b: c; } }")]
    [InlineData(".a { @media print { .b { c: d; } e: f; } }", ".a { @media print { e: f; .b { c: d; } } }")]
    [InlineData(".a { .b { c: d; } // about b\n // about e\n e: f; // behind\n }", ".a { // about e e: f; // behind .b { c: d; } // about b }")]
    [InlineData(".a { .b { c: d; }\n // about e\n e: f; // behind\n }", ".a { // about e e: f; // behind .b { c: d; } }")]
    [InlineData(".a { .b { c: d; } @extend %x; e: f; } %x { g: h; }", ".a { e: f; .b { c: d; } @extend %x; } %x { g: h; }")]
    [InlineData(".a { @if true { b: c; .d { e: f; } } g: h; }", ".a { @if true { b: c; } g: h; @if true { .d { e: f; } } }")]
    [InlineData("@mixin m { .b { c: d; } e: f; } .a { @include m; g: h; }", "@mixin m { e: f; .b { c: d; } } .a { e: f; g: h; .b { c: d; } }")]
    [InlineData(".a { .b { c: d; } $x: 1px; e: $x; .f { g: $x; } }", ".a { $x: 1px; e: $x; .b { c: d; } .f { g: $x; } }")]
    public void LateDeclaration_IsWrittenBeforeNestedRules(string scss, string expected) => Assert.Equal(expected, LegacyTheme.Convert(scss));

    [Fact]
    public void Declarations_ThatStandInOrder_StayWhereTheyAre()
    {
        const string Scss = ".a { $x: 1px; b: $x; .c { d: $x; } $x: 2px; .e { d: $x; @extend %f; } } %f { g: h; }";

        Assert.Equal(Scss, LegacyTheme.Convert(Scss));
    }

    [SkippableTheory]
    [InlineData(".a { @include breakpoint(md) { color: red; } color: blue; &:hover { top: 0; } left: 0; }")]
    [InlineData(".a { font: { size: 1px; } .b { c: d; } font: { weight: 2; } }")]
    [InlineData(".a { .b { c: d; } color: red !important; color: blue; }")]
    [InlineData(".a { @each $i in 1, 2 { .b-#{$i} { c: $i; } width: $i * 1px; } color: red; }")]
    [InlineData(".a { @for $i from 1 through 3 { @if $i == 2 { .b { c: d; } } @else { w: $i; } } color: red; }")]
    [InlineData(".a { $i: 3; @while $i > 0 { .b-#{$i} { c: $i; } w: $i; $i: $i - 1; } color: red; d: $i; }")]
    [InlineData(".a { $x: 1; .b { c: $x; } $x: 2; d: $x; .e { c: $x; } $x: $x + 1; f: $x; .g { c: $x; } }")]
    [InlineData(".a { $x: 1; .b { $x: 2; c: $x; } d: $x; }")]
    [InlineData(".a { $x: 1; a: $x; .b { $x: 2; c: $x; } d: $x; }")]
    [InlineData(".a { @if true { $x: 1; .b { c: $x; } d: $x; } @else { e: f; } g: h; }")]
    [InlineData("@mixin m($w, $c: red) { width: $w; .in { color: $c; } height: $w; } .a { @include m(2px); top: 0; @include m($c: blue, $w: 3px); }")]
    [InlineData("@mixin m { $x: 5px; width: $x; .in { w: $x; } } .a { $x: 1px; .b { c: $x; } @include m; d: $x; }")]
    [InlineData("@mixin own($q) { @media #{$q} { @content; } } .a { @include own(print) { b: c; .d { e: f; } g: h; } i: j; }")]
    [InlineData("@mixin own { color: red; @content; top: 0; } .a { @include own { .b { c: d; } left: 1px; } right: 2px; } .e { @include own { bottom: 0; } }")]
    [InlineData("@mixin own { .in { x: y; } @content; } .a { @include own { b: c; } } .d { @include own { .e { f: g; } } }")]
    [InlineData("@mixin deep($n) { @if $n > 0 { .d-#{$n} { w: $n; } @include deep($n - 1); } } .a { @include deep(2); color: red; }")]
    [InlineData("%p { .b { c: d; } e: f; } .a { @extend %p; }")]
    [InlineData(".a { @at-root .b { c: d; } @supports (display: grid) { e: f; &-x { g: h; } i: j; } k: l; }")]
    [InlineData("@mixin m { @include breakpoint(md) { a: b; } c: d; } .x { @include m; @include breakpoint(xs) { e: f; } g: h; } .y { @include m; }")]
    [InlineData(".a { .b { c: d; } @include absolute((top: 0)); @include clearfix; left: 1px; }")]
    [InlineData("@mixin m { opacity: $n; .b { c: d; } } $n: 1; .a { @media print { $n: 2; x: $n; } @include m; e: f; }")]
    [InlineData(".a { @media print { top: 0; } @if not true { @include gone; } @else { color: red; } left: 0; }")]
    [InlineData(".a { @media print { top: 0; } @if true { color: red; .b { c: d; } } @else { @include gone; } left: 0; }")]
    [InlineData("@mixin m($x...) { @if length($x) == 0 { $x: red; } @if length($x) > 1 { a: nth($x, 2); } b: $x; .in { c: $x; } } .a { @include m(1s, 2s 3s); d: e; } .b { @include m; d: e; } .c { @include m((1s, 2s)); d: e; }")]
    [InlineData("@mixin mq($from, $to: 9px) { @media (min-width: $from) and (max-width: $to) { @content; } } @mixin wide($x, $args...) { w: $x; @include mq($args...) { @content; } } .a { @include wide(1px, $from: 2px) { b: c; } d: e; @include wide(2px, 3px, 4px) { f: g; } h: i; }")]
    [InlineData("@mixin fluid($s) { @if $s == 1px { $n: null; @if $s > 0 { $n: $s; } w: $n; @media print { w: 0; } } @else { h: $s; } } .k { @include fluid(1px); a: b; .k { padding: 0; @include fluid(1px); c: d; } } .l { @if true { $n: 1; .m { $n: 2; } w: $n; } e: f; }")]
    [InlineData("@mixin m { a: b; .in { c: d; } } .a { @include m; e: f; } @mixin m { a: c; .in { c: e; } } .b { @include m; e: f; }")]
    [InlineData("@mixin m { a: b; .in { c: d; } } $x: 1; @mixin m { a: b; .in { c: d; } } @mixin n { @include m; e: f; } .b { @include n; g: h; }")]
    [InlineData("$c: 3; @mixin m($of) { @while $c > 0 { .in-#{$c} { order: $c; } $c: $c - 1; } w-#{$of}: $of; } .a { @include m(1); @include m(2); } .b { order: $c; }")]
    [InlineData("$c: 2; .a { @for $x from 1 to 3 { $c: $c * $x; @media (min-width: $c * 1px) { order: $c; } } z-index: $c; }")]
    [InlineData("$c: 2px; @mixin m { .in { x: y; } w: $c; $c: $c * 2; h: $c; } .a { @include m; z: w; } .b { w: $c; @if $c > 1px { $c: 5px; .in { w: $c; } h: $c; } z: $c; }")]
    [InlineData("#a { $w: 4px; .b &, & + & { $l: 2px 1px; left: $w; $w: nth($l, 2); } .e { $l: 5px; top: $l; } margin: $w; }")]
    [InlineData("#a { $w: 4px; .b { $m: 1px; @if $w > 1px { $l: $m; .in { $w: $l + $m; } left: $m; } } margin: $w; }")]
    [InlineData("$c: 2px; @mixin m { .in { w: $c; } @content; } .a { @include m { b: c; } $c: $c + 1px; d: $c; } .b { $c: 5px !global; @include m { b: c; } d: e; }")]
    public Task LateDeclarations_MeanTheSame(string theme) => Construct.ConvertsAsync(theme);

    [Fact]
    public void Report_CountsThem()
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = ".a { .b { c: d; } e: f; g: h; }" };
        var reports = Path.Combine(theme.Path, "reports");

        var result = Sbm.Core.Migration.ThemeMigration.Run(theme.Options() with { ReportFolder = reports }, null, default);

        Assert.Contains("as the Sass of legacy themes had them: 2\n", File.ReadAllText(result.ReportPath!), StringComparison.Ordinal);
        Assert.Empty(result.Unconverted);
    }

    [Fact]
    public void ContentOfAnInclude_ThatChangesWhatANestedRuleReads_StaysAndIsReported()
    {
        const string Scss = "@mixin m { @content; } .a { $x: 1px; b: c; .in { d: $x; } @include m { $x: 2px; e: f; } }";

        Assert.Equal(Scss, LegacyTheme.Convert(Scss, out var result));
        Assert.EndsWith("assigns '$x'", Assert.Single(result.Unconverted).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@mixin m($a...) { width: keywords($a); .b { c: d; } } .a { @include m($x: 1px); e: f; }")]
    [InlineData("$n: 1; @function next() { $n: $n + 1 !global; @return $n; } .a { .b { c: next(); } d: next(); }")]
    public void Declaration_ThatCannotBeMoved_StaysAndIsReported(string scss)
    {
        Assert.Equal(scss, LegacyTheme.Convert(scss, out var result));
        Assert.StartsWith("declarations stay behind nested rules", Assert.Single(result.Unconverted).Message, StringComparison.Ordinal);
    }

    // Means what the current Sass makes of its order, and else what the old one did: the tests take nothing less.
    [SkippableFact]
    public Task WhatStays_IsComparedInTheOrderThatIsReported() => Construct.LeavesOutAsync(
        "@mixin m { @content; } .a { $x: 1px; @media print { b: c; @media screen { d: $x; } } @media print { .in { d: $x; } e: $x; @include m { $x: 2px; f: g; } $x: 3px; h: $x; } }", 0);

    [Theory]
    [InlineData("@mixin m($n) { @if $n > 0 { .x { @include m($n - 1) { @content; } c: d; } } @content; e: f; } .a { @include m(2) { g: h; .i { j: k; } } }")]
    [InlineData("@mixin m($n) { @if $n > 0 { .x { @include m($n - 1) { @content; } @include m($n - 2) { @content; } c: d; } } @content; e: f; } .a { @include m(2) { g: h; .i { j: k; } } }")]
    public void MixinsThatIncludeEachOtherInNestedRules_ComeToAnEnd(string scss)
    {
        LegacyTheme.Convert(scss, out var result);

        Assert.Contains(result.Unconverted, static left => left.Message.EndsWith("without an end that can be told", StringComparison.Ordinal));
    }

    // What is expanded in the place of an include is put in order itself, so that migrating the output changes nothing.
    [SkippableFact]
    public Task WhatIsExpanded_IsPutInOrder() => Construct.LeavesOutAsync("@mixin two { a: b; @content; c: d; } .a { @include two { e: f; } } @mixin two { $x: 1; .in { g: h; @content; i: $x; @include three { j: k; @content; } } } @mixin three { .l { @content; } } .m { $x: 2; n: o; @include two { @media print { p: $x; } } }", statements: 0);
}
