namespace Sbm.Unit.Migration.Equivalence;

/// <summary>Every colour function: literals, variables of the theme, variables that nobody knows the value of.</summary>
public sealed class ColorConstructTests
{
    [SkippableTheory]
    [InlineData("lighten(#0b3d62, 20%)")]
    [InlineData("lighten(#abc, 3%)")]
    [InlineData("lighten(white, 10%)")]
    [InlineData("lighten($color: navy, $amount: 15%)")]
    [InlineData("lighten(rgba(10, 20, 30, .5), 10%)")]
    [InlineData("lighten(#000, 100%)")]
    [InlineData("darken(#0b3d62, 8%)")]
    [InlineData("darken(hsl(200, 30%, 40%), 12.5%)")]
    [InlineData("darken(#12345680, 5%)")]
    [InlineData("darken(#f008, 5%)")]
    [InlineData("darken(rgb(200, 100, 50), $amount: 30%)")]
    [InlineData("saturate(#888, 20%)")]
    [InlineData("saturate(tomato, 5%)")]
    [InlineData("saturate(#0b3d62, 100%)")]
    [InlineData("desaturate(#0b3d62, 20%)")]
    [InlineData("desaturate(gold, 60%)")]
    [InlineData("adjust-hue(#369, 20)")]
    [InlineData("adjust-hue(#369, -45deg)")]
    [InlineData("adjust-hue(rebeccapurple, 400deg)")]
    [InlineData("mix(#123456, red)")]
    [InlineData("mix(#123456, red, 30%)")]
    [InlineData("mix(rgba(0, 0, 0, .2), #fff, 75%)")]
    [InlineData("mix($weight: 10%, $color1: red, $color2: blue)")]
    [InlineData("mix(transparent, blue, 40%)")]
    [InlineData("rgba(#000, .3)")]
    [InlineData("rgba(#0b3d62, 0.6)")]
    [InlineData("rgba(white, 0)")]
    [InlineData("rgba(#fff, 1)")]
    [InlineData("rgba($color: olive, $alpha: .25)")]
    [InlineData("rgba(255, 255, 255, .2)")]
    [InlineData("rgba(rgba(1, 2, 3, .5), .9)")]
    [InlineData("rgba(#fff, 50%)")]
    [InlineData("transparentize(#0b3d62, .4)")]
    [InlineData("transparentize(rgba(1, 2, 3, .5), 0.1)")]
    [InlineData("fade-out(#0b3d62, .75)")]
    [InlineData("fade_out(red, 1)")]
    [InlineData("opacify(rgba(1, 2, 3, .5), .2)")]
    [InlineData("fade-in(rgba(1, 2, 3, .5), 0.9)")]
    [InlineData("lighten(darken(#369, 20%), 5%)")]
    [InlineData("rgba(lighten(#369, 5%), .5)")]
    [InlineData("mix(lighten(#369, 5%), adjust-hue(#f00, 90), 20%)")]
    [InlineData("saturate(rgba(desaturate(hsl(144, 18%, 38%), 34%), .9), 23%)")]
    [InlineData("lighten(mix(desaturate(hsl(144, 18%, 38%), 34%), #888), 23%)")]
    [InlineData("saturate(desaturate(hsl(144, 18%, 38%), 34%), 23%)")]
    [InlineData("LightGoldenRodYellow")]
    [InlineData("darken(LightGoldenRodYellow, 2%)")]
    [InlineData("rgb(10, 20, 30)")]
    [InlineData("hsla(200, 30%, 40%, .3)")]
    [InlineData("lighten(#369, 5% * 2)")]
    public async Task Function_MeansTheSame(string color)
    {
        await Construct.ConvertsAsync($".a {{ color: {color}; border: 1px solid {color}; background: linear-gradient(to right, {color} 10%, #fff); }}");
        await Construct.ConvertsAsync($"$c: {color}; .a {{ color: $c; --x: #{{$c}}; @media print {{ outline-color: rgba($c, .2); }} }}");
    }

    // What black or a grey once was is not lost.
    [SkippableTheory]
    [InlineData("darken(navy, 30%)", "lighten($c, 40%)")]
    [InlineData("desaturate(hsl(280, 35%, 55%), 35%)", "saturate($c, 40%)")]
    [InlineData("desaturate(mix(#05aae0, #9e0f59, 28%), 54%)", "change-color($c, $saturation: 42%)")]
    [InlineData("grayscale(#763683)", "saturate($c, 20%)")]
    [InlineData("rgba(hsla(280, 35%, 55%, 0.5), 0.3)", "darken(adjust-hue($c, 30deg), 10%)")]
    [InlineData("darken(#0b3d62, 8%)", "lighten($c, 20%)")]
    [InlineData("darken(rgba(104, 26, 200, .7), 28%)", "adjust-color($c, $lightness: 27%)")]
    [InlineData("adjust-hue(desaturate(#310c3095, 86%), 40deg)", "complement(mix($c, mix(hsl(80, 10%, 30%), $c, 31%)))")]
    public Task ColorThatSassGoesOnComputingWith_KeepsItsHue(string color, string use) => Construct.ConvertsAsync(
        $"$a: {color}; @each $c in $a, red {{ .a {{ b: {use}; }} }} @each $c in map-values((a: $a, b: {color})) {{ .b {{ b: {use}; }} }} @mixin m($c) {{ b: {use}; }} .c {{ @include m($a); @include m({color}); $c: {color}; b: {use}; }}");

    [SkippableTheory]
    [InlineData("lighten($c, 10%)")]
    [InlineData("darken($c, $amount)")]
    [InlineData("saturate($c, $amount)")]
    [InlineData("desaturate($c, $amount + 5%)")]
    [InlineData("adjust-hue($c, $angle)")]
    [InlineData("mix($c, $d, $amount)")]
    [InlineData("mix($c, #fff)")]
    [InlineData("rgba($c, .5)")]
    [InlineData("rgba($c, $alpha)")]
    [InlineData("rgba($color: $c, $alpha: $alpha / 2)")]
    [InlineData("transparentize($c, $alpha)")]
    [InlineData("fade-out($c, 0.1)")]
    [InlineData("opacify(rgba($c, .1), $alpha)")]
    [InlineData("fade-in(rgba($c, .1), .2)")]
    [InlineData("lighten(map-get($palette, main), 5%)")]
    [InlineData("map-get($palette, \"gold\")")]
    [InlineData("darken(nth($colors, 2), 5%)")]
    public Task FunctionOfTheThemesVariables_MeansTheSame(string color) => Construct.ConvertsAsync(
        "$c: #0b3d62; $d: hsl(40, 70%, 50%); $amount: 12%; $angle: 30deg; $alpha: .4; $palette: (main: #456, \"gold\": $d); $colors: red, #0f0, blue; "
        + $".a {{ color: {color}; box-shadow: 0 0 2px {color}, inset 0 0 1px $c; &:hover {{ border-color: {color} !important; }} }}");

    [SkippableTheory]
    [InlineData("lighten($primary-button-bg, 8%)")]
    [InlineData("darken($primary_button_bg, 8%)")]
    [InlineData("darken($text-color, $amount: 10%)")]
    [InlineData("rgba($text-color, .5)")]
    [InlineData("rgba($overlay-color, .5)")]
    [InlineData("transparentize($text-color, .25)")]
    [InlineData("fade-out($cta-button-bg, 0.9)")]
    [InlineData("linear-gradient(to right, rgba($text-color, 0), $text-color 50%, lighten($text-color, 5%))")]
    [InlineData("$text-color")]
    public Task FunctionOfAnUnknownColour_IsMixed(string color) => Construct.ConvertsAsync($".a {{ color: {color}; b: 0 0 {color}; }}");

    [SkippableTheory]
    [InlineData("saturate($text-color, 10%)")]
    [InlineData("adjust-hue($text-color, 10deg)")]
    [InlineData("mix($text-color, red, 10%)")]
    [InlineData("red($text-color)")]
    [InlineData("1px solid desaturate($border-color, 10%)")]
    public Task FunctionOfAnUnknownColour_ThatCssCannotMix_IsLeftOut(string color) => Construct.LeavesOutOneAsync($".a {{ color: red; b: {color}; c: d; }}");

    [SkippableFact]
    public Task ComputedColor_IsInsertedAsTheOldSassDid() =>
        Construct.ConvertsAsync(".a-#{darken(navy, 30%)} { b: c; } $x: lighten(#fff, 10%); .b-#{$x} { c: \"#{mix(red, blue)} #{$x} #{lighten(black, 33%)}\"; }");

    // The old Sass went on with whole channels and with the hue that a grey had, the current one with fractions and without.
    [SkippableTheory]
    [InlineData("b: darken(level($c, -10), 5%); c: lighten(mix(#fff, level($c, 3), 37%), 7.5%); d: \"#{level($c, 2)}\";")]
    [InlineData("b: lighten(mix(red, darken(#31a, 31.25%)), 10%); c: mix($c, darken(#31a, 31.25%));")]
    [InlineData("b: saturate(desaturate($c, 90%), 20%); c: lighten(darken(rgba($c, .5), 90%), 20%); d: saturate(grayscale($c), 30%);")]
    [InlineData("$l: darken($c, 100%); b: lighten($l, 30%); $m: mix($c, $l); c: lighten($m, 33%); d: scale-color($m, $red: 12%);")]
    [InlineData("$l: mix($c, red); b: $l; c: mix(mix($c, red), blue); d: fade-out(fade-in(mix(hsla(240, 30%, 50%, .6), $c), .63), .55);")]
    [InlineData("b: if(lightness($c) > 50%, lighten(mix($c, red), 5%), $c); c: \"#{darken($c, 7%)}\"; d: linear-gradient(mix(darken($c, 3%), blue) 0%, darken(mix($c, blue), 3%));")]
    [InlineData("b: adjust-color($c, $saturation: 95%); c: darken(adjust-color($c, $lightness: 90%), 10%); d: mix(adjust-color($c, $saturation: -95%, $lightness: -80%), red);")]
    [InlineData("b: saturate(mix($c, scale-color($c, $lightness: -6%)), 100%); c: darken(saturate($c, 71%), 30%); d: saturate(adjust-hue($c, 30deg), 20%);")]
    [InlineData("b: saturate(tone(tone($c, -90%), 20%), 10%); c: adjust-color(tone($c, -50%), $lightness: 20%, $hue: 3deg);")]
    public Task ColorThatOnlySassComputes_IsThatOfTheOldSass(string declarations) =>
        Construct.ConvertsAsync($$"""
            @function level($c, $n) { @return mix(#000, $c, abs($n) * 8%); }
            @function tone($c, $k) { @if $k > 0 { @return lighten(mix($c, white, 33%), $k); } @return darken($c, -$k); }
            @each $k, $c in (a: #6c757d, b: #f8f9fa, c: #17a2b8, d: #0c1953, e: white, f: #888) { .#{$k} { {{declarations}} } }
            """);

    // In text, when it is compared or looked up, and when it is asked for its hue.
    [SkippableTheory]
    [InlineData("a: \"#{$l}\"; --x: #{$l}; b: url(\"data:image/svg+xml,fill='#{$l}'\"); c: $l == #264d73; d: \"a\" + $l; f: inspect($l); g: red($l) ie-hex-str($l);")]
    [InlineData("a: map-get((#0f558a: 1, #264d73: 2), $l) index(#105385 #264d73, $l) map-has-key((#264d73: 1), darken($c, 10%));")]
    [InlineData("@if $l == #264d73 { a: b } @else { a: c } @if #264d73 != darken($c, 10%) { c: d } @if darken($c, 5%) == darken(#336699, 5%) { e: f } g: index((#264d73, red), darken(#369, 10%));")]
    [InlineData("$t: rgba(darken($c, 88%), .7); a: hsl(hue($t), saturation($t), 40%) lighten(rgb($l, 50%), 20%) saturate(rgba($color: grayscale($c), $alpha: .5), 30%); $m: rgb(red($l), 2, 3); b: \"#{$m}\";")]
    [InlineData("$m: mix($c, white, 33%); a: lightness($m) hue($m) saturation($m); $g: desaturate($c, 100%); b: hue($g) hue(grayscale($c)) hue(complement($g)) hue(darken($c, 100%));")]
    public Task ColorThatShows_IsThatOfTheOldSass(string declarations) =>
        Construct.ConvertsAsync($$"""@each $c in #369, #0b3d62, #888 { $l: darken($c, 10%); .a { {{declarations}} } } @each $k, $v in (darken(#336699, 10%): 3) { .b { color: $k; x: "#{$k}"; c: darken($k, 5%); } }""");

    [Fact]
    public void ColorThatGoesToCss_StaysAsItIs()
    {
        const string Scss = "@mixin m($c) { b: mix($c, red); c: darken(desaturate($c, 10%), 5%); d: lighten(rgba($c, 0.5), 5%); $l: lighten($c, 5%); e: $l; }";

        Assert.Equal(Scss, LegacyTheme.Convert(Scss));
    }
}
