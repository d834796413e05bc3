using Sbm.Core.Sass.Values;

namespace Sbm.Unit.Sass;

/// <summary>
/// The functions of colours. Every expectation is what Dart Sass 1.108 gives, with channels rounded as Sass rounds: what is equal
/// to one half goes up. Null where it reports an error, or leaves the call to CSS.
/// </summary>
public class SassColorFunctionsTests
{
    [Theory]
    [InlineData("lighten(#336699, 10%)", "#4080bf")]
    [InlineData("lighten(#369, 100%)", "#ffffff")]
    [InlineData("lighten(#808080, 20)", "#b3b3b3")]
    [InlineData("lighten(#33669980, 10%)", "rgba(64, 128, 191, 0.5019607843)")]
    [InlineData("darken(#336699, 10%)", "#264d73")]
    [InlineData("darken(red, 60%)", "#000000")]
    [InlineData("darken($amount: 12.5%, $color: #c0ffee)", "#80ffdd")]
    [InlineData("lighten(red, 101%)", null)]
    [InlineData("lighten(red, -1%)", null)]
    [InlineData("lighten(red)", null)]
    [InlineData("lighten(red, 1%, 2%)", null)]
    [InlineData("lighten(red, $amnt: 1%)", null)]
    [InlineData("lighten(var(--x), 10%)", null)]
    public void Lighten_WorksInHsl(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("saturate(#855, 30%)", "#a93434")]
    [InlineData("saturate(#808080, 20%)", "#996767")]
    [InlineData("desaturate(#855, 20%)", "#726b6b")]
    [InlineData("desaturate(#f00, 100%)", "#808080")]
    [InlineData("grayscale(#abcdef)", "#cdcdcd")]
    public void Saturate_ClampsAtBothEnds(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("adjust-hue(#811, 45deg)", "#886a11")]
    [InlineData("adjust-hue(#811, -90turn)", "#4d1188")] // the Sass of legacy themes looks at no unit
    [InlineData("adjust_hue(#811, 400)", "#886011")]
    [InlineData("complement(#abcdef)", "#efcdab")]
    public void AdjustHue_TurnsByAnyAngle(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("mix(red, blue)", "#800080")]
    [InlineData("mix(red, blue, 25%)", "#4000bf")]
    [InlineData("mix(#000, #fff, $weight: 0)", "#ffffff")]
    [InlineData("mix(#f00, rgba(blue, .5))", "rgba(191, 0, 64, 0.75)")]
    [InlineData("mix(rgba(red, .2), transparent, 70%)", "rgba(198, 0, 0, 0.14)")]
    [InlineData("mix(#123, #456, 33.3%)", "#334455")]
    [InlineData("mix(red, blue, 120%)", null)]
    [InlineData("invert(#123456)", "#edcba9")]
    [InlineData("invert(#123456, 20%)", "#3e5267")]
    public void Mix_WeighsByWeightAndAlpha(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("rgba(#336699, .3)", "rgba(51, 102, 153, 0.3)")]
    [InlineData("rgba(#336699, 30%)", "rgba(51, 102, 153, 0.3)")]
    [InlineData("rgba(#336699, 7)", "#336699")]
    [InlineData("rgba(#336699, .5px)", null)]
    [InlineData("rgba(#336699)", null)]
    [InlineData("rgba(#336699, var(--a))", null)]
    [InlineData("transparentize(#336699, .25)", "rgba(51, 102, 153, 0.75)")]
    [InlineData("fade-out(rgba(black, .3), .4)", "rgba(0, 0, 0, 0)")]
    [InlineData("opacify(rgba(black, .1), .2)", "rgba(0, 0, 0, 0.3)")]
    [InlineData("fade-in(transparent, 1)", "#000000")]
    [InlineData("fade-in(transparent, 20%)", null)]
    public void Alpha_IsChangedAndClamped(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("rgb(300, -5, 127.5)", "#ff0080")]
    [InlineData("rgb(10%, 20%, 30%)", "#1a334d")]
    [InlineData("rgba(1, 2, 3, 50%)", "rgba(1, 2, 3, 0.5)")]
    [InlineData("rgb($red: 1, $green: 2, $blue: 3)", "#010203")]
    [InlineData("rgb((1 2 3))", "#010203")]
    [InlineData("rgb(10px, 0, 0)", null)]
    [InlineData("hsl(210, 50%, 40%)", "#336699")]
    [InlineData("hsl((210 50% 40%))", "#336699")]
    [InlineData("hsla(180turn, 100%, 25%, .5)", "rgba(0, 128, 128, 0.5)")]
    public void Constructors_TakeEveryForm(string call, string? css) => Check(call, css);

    [Fact]
    public void Constructors_TakeAnAlphaBehindASlash()
    {
        var (whole, last) = (
            new SassList([SassLiteral.Read("(1 2 3)"), SassLiteral.Read("50%")], ListSeparator.Slash),
            new SassList([SassLiteral.Read("3"), SassLiteral.Read("50%")], ListSeparator.Slash));
        var parsed = new SassList([SassLiteral.Read("1"), SassLiteral.Read("2"), last], ListSeparator.Space);

        Assert.Equal(new SassColor(1, 2, 3, 0.5), SassFunctions.Call("rgb", [whole], new Dictionary<string, SassValue>()));
        Assert.Equal(new SassColor(1, 2, 3, 0.5), SassFunctions.Call("rgb", [parsed], new Dictionary<string, SassValue>()));
    }

    [Theory]
    [InlineData("adjust-color(#102030, $red: 250, $blue: -5)", "#ff202b")]
    [InlineData("color.adjust(#102030, $lightness: 10%, $alpha: -.4)", "rgba(29, 58, 86, 0.6)")]
    [InlineData("change-color(#102030, $hue: 0)", "#301010")]
    [InlineData("color.change(#102030, $green: 100, $alpha: .5)", "rgba(16, 100, 48, 0.5)")]
    [InlineData("scale-color(#102030, $lightness: 50%)", "#5890c7")]
    [InlineData("color.scale(#102030, $red: 50%, $alpha: -20%)", "rgba(136, 32, 48, 0.8)")]
    [InlineData("adjust-color(red, $red: 1, $hue: 2)", null)]
    [InlineData("adjust-color(red, 10)", null)]
    [InlineData("scale-color(red, $lightness: 10)", null)]
    [InlineData("scale-color(red, $hue: 10%)", null)]
    public void Channels_AreAdjustedChangedAndScaled(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("lighten(darken(#c0ffee, 33%), 33%)", "#c0ffee")]
    [InlineData("darken(lighten(#336699, 3.3%), 3.3%)", "#336699")]
    [InlineData("desaturate(lighten(#7a2b90, 11%), 17%)", "#934da7")]
    public void Results_AreNotRoundedBetweenCalls(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("saturate(hsl(210, 0%, 50%), 20%)", "#668099")]
    [InlineData("saturate(desaturate(#369, 100%), 20%)", "#52667a")]
    public void Hue_OfAGreyIsKept_AsTheSassOfLegacyThemesDid(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("hue(#336699)", "210deg")]
    [InlineData("saturation(#336699)", "50%")]
    [InlineData("color.lightness(#336699)", "40%")]
    [InlineData("alpha(rgba(red, .4))", "0.4")]
    [InlineData("opacity(red)", "1")]
    [InlineData("red(lighten(#336699, 10%))", "64")]
    public void Channels_AreRead(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("saturate(50%)")]
    [InlineData("grayscale(1)")]
    [InlineData("opacity(.5)")]
    [InlineData("invert(10%)")]
    public void CssFilters_AreLeftAlone(string call) => Check(call, null);

    private static void Check(string call, string? css) => Assert.Equal(css, SassLiteral.Call(call)?.ToCss());
}
