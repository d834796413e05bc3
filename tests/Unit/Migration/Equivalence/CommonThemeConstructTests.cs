namespace Sbm.Unit.Migration.Equivalence;

/// <summary>Functions, placeholders, classes and variables of the common theme mean what they mean there.</summary>
public sealed class CommonThemeConstructTests
{
    [SkippableTheory]
    [InlineData(".a { b: em(28) em(16) em(30, 16) em(16px, 14px) em($context: 10, $pixels: 5); }")]
    [InlineData("$browser-context: 16; .a { b: em(28); } $browser-context: 10; .c { d: em(28); }")]
    [InlineData("$x: 7; .a { b: em($x); c: 1px solid em($x * 2); @include absolute((top: em($x))); }")]
    [InlineData("@mixin m($p) { b: em($p); c: em($p, 10); } .a { @include m(28); } .d { @include m(16px / 1px); }")]
    [InlineData("@each $s in 14 28 7 { .a-#{$s} { b: em($s); } }")]
    [InlineData("@for $i from 1 through 3 { .a-#{$i} { b: strip-unit($i * 2px); c: get-mobile-size($i * 10px); text-shadow: stroke($i, red); } }")]
    [InlineData(".a { b: strip-unit(12.5px) get-mobile-size(40px) get-mobile-size(12rem) get-mobile-size(2.5em); text-shadow: stroke(2, rgba(#000, .5)); }")]
    [InlineData("$w: 30px; .a { b: strip-unit($w) * 1em; c: strip-unit($w) + 5; d: \"#{strip-unit($w)}\"; }")]
    [InlineData("@function em($x, $y: 2) { @return $x * $y * 1em; } .a { b: em(3); }")]
    public Task Function_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData(".b { @extend %flexbox; color: red; } .c { @extend %flexbox; @extend %inline-flex; @extend %tab-left; @extend %tab-right; }")]
    [InlineData(".b { @extend .di-z-modal; } .c { @extend .di-z-overlay; @extend .di-z-extra-high; @extend .di-z-high; @extend .di-z-mid; }")]
    [InlineData(".b { @extend .di-z-low; } .c { @extend .di-z-half; @extend .di-z-impact; @extend .di-z-buried; @extend .di-z-mobile-overlay; @extend .di-z-extra-top; }")]
    [InlineData(".b iframe { @extend .iframe-responsive; }\n@@ lvdp.scss\n.c { @extend .di-z-low; @include save-compare-tab-base; }")]
    public Task ExtendedRule_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData(".a { b: $twitter $facebookhover $tiktok; c: lighten($yelp, 10%); d: $browser-context * 2; }")]
    [InlineData("$facebook: #123456; .a { b: $facebook; c: $facebookhover; }\n@@ lvdp.scss\n.d { e: $facebook; }")]
    [InlineData("$vimeo: red !default; .a { b: $vimeo; }")]
    [InlineData("@if not $site-builder-enabled { $vimeo: red; } .a { b: $vimeo; }")]
    [InlineData("@include site-builder(\"chevy\"); .a { b: $cta; c: rgba($primary, .5); font-family: $maintextfont; }")]
    [InlineData("$brand: 'ford'; $brand: chevy; @include site-builder($brand); .a { b: $cta; c: lighten($primary, 10%); }")]
    public Task Variable_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);
}
