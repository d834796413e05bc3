using Sbm.Unit.Migration.Equivalence;

namespace Sbm.Unit.Migration;

/// <summary>Calculations of the source are a grammar of their own: interpolation is an operand, and no bracket is lost.</summary>
public sealed class CalculationTests
{
    private const string Declarations = "$n: 2; $g: 15px; $s: \"1px + 2px\"; ";

    [Theory]
    [InlineData("calc(100% / (#{$n} + 1))", "calc(100% / (2 + 1))")]
    [InlineData("calc((#{$n} + 1) * 2px)", "calc((2 + 1) * 2px)")]
    [InlineData("calc(14px + 6 * (100vw - #{$g}))", "calc(14px + 6 * (100vw - 15px))")]
    [InlineData("calc(1rem / (1.25 * #{$n}))", "calc(1rem / (1.25 * 2))")]
    [InlineData("-moz-calc(100% - (#{$g} + 5px))", "-moz-calc(100% - (15px + 5px))")]
    [InlineData("-webkit-calc(100%-#{$g})", "-webkit-calc(100%-15px)")]
    [InlineData("calc(2 * #{$s})", "calc(2 * 1px + 2px)")]
    [InlineData("calc(#{$n}px + 1px)", "calc(2px + 1px)")]
    [InlineData("calc(#{$g} * #{$g})", "calc(#{15px} * #{15px})")]
    [InlineData("calc(#{$g}+1px)", "calc(#{\"15px+1px\"})")]
    [InlineData("calc(100% - ($g + 1px) * $n)", "calc(100% - (var(--g, 15px) + 1px) * var(--n, 2))")]
    [InlineData("max(#{$g} + 1px, (1vw + $g))", "max(15px + 1px, (1vw + var(--g, 15px)))")]
    [InlineData("hypot($g, 2px + 3px)", "hypot(var(--g, 15px), 2px + 3px)")]
    public void Calculation_KeepsItsBracketsAndOperands(string value, string expected) =>
        Assert.Equal($".a {{ b: {expected}; }}", LegacyTheme.Convert($"{Declarations}.a {{ b: {value}; }}"));

    [SkippableTheory]
    [InlineData("@function rem($x) { @return $x * 1rem; } $n: 3; .b { c: rem($n + 1) calc(1px + rem(2)); }")]
    [InlineData("$a: 3px; .b { $l: 2px; c: calc(#{$l} + #{$a} * 2); d: max($l, $a); e: calc(100% - ($l + $a)); }")]
    [InlineData("$a: 3px; @mixin m($x) { width: $x; } .b { @include m(calc(100% - #{$a})); @include m(max($a, 1vw)); }")]
    [InlineData("$a: 3px; .b { c: round($a * 1.6); d: max(-$a, 1px); e: abs(-$a); f: min($a % 2, 1px); }")]
    [InlineData("$l: 0 7px; .b { c: max((nth($l, 1) + 7px), 3px); d: max((0 + 7px), 3px) min(2, 3px); e: round(1px + 0.6); }")]
    [InlineData("$a: 7px; $n: 1; .b { c: max($n + 7px, 3px); d: min(1 + $a, $n + $a); $l: 2; e: max($l + 1px, $a); f: max($n + 1px, 1px + $n); g: max(0, $a) min($a, 2 * 1); }")]
    [InlineData("$a: 7px; @mixin m($o: 0) { c: max($a - $o, 1px); d: min(1px, $o + $a * 2); } .b { @include m; } .d { @include m(2px); $z: 0; e: max(2px, $a - $z); }")]
    public Task Calculations_MeanTheSame(string theme) => Construct.ConvertsAsync(theme);

    [Theory]
    [InlineData("pow(2px, 2)", "#{pow}(2px, 2)")]
    [InlineData("rem(14)", "#{rem}(14)")]
    [InlineData("calc(1px + sqrt(1px))", "calc(1px + #{#{sqrt}(1px)})")]
    [InlineData("lab(1 2)", "#{lab}(1 2)")]
    public void Function_ThatSassTakesForThatOfCssAndRefuses_StaysTextAndIsReported(string value, string expected)
    {
        var converted = LegacyTheme.Convert($".a {{ b: {value}; c: d; }}", out var result);

        Assert.Equal($".a {{ b: {expected}; c: d; }}", converted);
        Assert.Single(result.Unconverted);
    }

    // The old Sass wrote "$b" to CSS, which no browser understands.
    [Theory]
    [InlineData("clamp(#{$a}, $b, 9px)", "clamp(1px, var(--b, 2em), 9px)")]
    [InlineData("calc(1px + (#{$a} + $b))", "calc(1px + (1px + var(--b, 2em)))")]
    [InlineData("max(#{$a}, $b)", "max(1px, var(--b, 2em))")]
    public void VariableBesideInterpolation_IsTheVariable_AndReported(string value, string expected)
    {
        Assert.Equal($".a {{ w: {expected}; }}", LegacyTheme.Convert($"$a: 1px; $b: 2em; .a {{ w: {value}; }}", out var result));
        Assert.StartsWith("the old Sass handed on '$b' as text", Assert.Single(result.Unconverted).Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(".a { b: pow(2, 3) + 1; c: calc(1px + hypot(3px, 4px)); d: hwb(90 10% 20%) oklch(70% 0.1 200); }")]
    [InlineData("@mixin show($x) { b: type-of($x); } .a { @include show(lab(1% 2 3)); c: type-of(oklch(70% 0.1 200)); }")]
    [InlineData("$x: lab(1% 2 3); .a { b: $x; c: str-length($x); d: to-upper-case(color(srgb 1 0 0)); }")]
    [InlineData(".a { b: hsl(60rad, 100%, 50%); c: adjust-hue(red, 1turn); d: adjust-color(red, $hue: 100grad); }")]
    public Task FunctionThatSassComputesNow_IsTheTextThatItWas(string theme) => Construct.ConvertsAsync(theme);

    [Theory]
    [InlineData("1px solid$c", "1px solid var(--c, red)")]
    [InlineData("0$w", "0 var(--w, 5px)")]
    [InlineData("$w$w", "var(--w, 5px) var(--w, 5px)")]
    public void ValuesThatTouch_StayTwo(string value, string expected) =>
        Assert.Equal($".a {{ b: {expected}; }}", LegacyTheme.Convert($"$c: red; $w: 5px; .a {{ b: {value}; }}"));
}
