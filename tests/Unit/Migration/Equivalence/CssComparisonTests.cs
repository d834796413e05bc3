using Sbm.Core.Migration.Verification.Css;

namespace Sbm.Unit.Migration.Equivalence;

public sealed class CssComparisonTests
{
    private static readonly CssComparison Comparison = new(static name => name switch
    {
        "--text-color" => "#333",
        "--wide" => "var(--wider, 10px)",
        "--border" => "1px solid #ccc",
        _ => null,
    });

    [Theory]
    [InlineData("var(--x, 5px)", "5px")]
    [InlineData("var(--text-color)", "#333333")]
    [InlineData("var(--wide)", "10px")]
    [InlineData("var(--border)", "1px solid #ccc")]
    [InlineData("var(--font, \"A B\", serif)", "'A B', serif")]
    [InlineData("var(--x, var(--text-color))", "rgb(51, 51, 51)")]
    [InlineData("calc(var(--x, 15px) / 2)", "7.5px")]
    [InlineData("calc(-1 * var(--x, 15px))", "-15px")]
    [InlineData("calc(100% - (var(--x, 5px) + 5px) * 2)", "calc(100% - 20px)")]
    [InlineData("calc(10px + 20%)", "calc(20% + 10px)")]
    [InlineData("calc(1.3333333333px - 4px / 3 + 20vw)", "20vw")]
    [InlineData("calc(18px + 10 * ((100vw - 320px) / 447))", "calc(18px + 10 * (100vw - 320px) / 447)")]
    [InlineData("min(1px + 1px, 3px)", "2px")]
    [InlineData("clamp(16px, calc(2 * 2vw), 32px)", "clamp(16px, 4vw, 32px)")]
    [InlineData("max(10px, calc(1% + 1px))", "max(10px, 1px + 1%)")]
    [InlineData("calc(var(--own) * 2)", "calc(var(--own) + var(--own))")]
    [InlineData("0.5em 1in 0", ".5em 96px 0px")]
    [InlineData("33.3333333333%", "33.33333333%")]
    [InlineData("0.25s", "250ms")]
    [InlineData("white", "#fff")]
    [InlineData("transparent", "rgba(0, 0, 0, 0)")]
    [InlineData("#12345680", "rgba(18, 52, 86, 0.5)")]
    [InlineData("#1234", "rgb(17 34 51 / 26.7%)")]
    [InlineData("hsl(210, 50%, 40%)", "#336699")]
    [InlineData("rgb(23.5%, 47%, 70.5%)", "#3c78b4")]
    [InlineData("hsla(0deg 100% 50% / .5)", "rgba(255, 0, 0, .5)")]
    [InlineData("#336699", "#346699")]
    [InlineData("rgb(52.39, 102, 153)", "#336699")]
    [InlineData("color-mix(in srgb, var(--text-color), white 10%)", "#4d4d4d")]
    [InlineData("color-mix(in srgb, #fff 40%, transparent)", "rgba(255, 255, 255, 0.4)")]
    [InlineData("linear-gradient(to right, color-mix(in srgb, red 0%, transparent), var(--x, red))", "linear-gradient(to right, rgba(255, 0, 0, 0), #f00)")]
    [InlineData("url(\"/wp-content/themes/DealerInspireDealerTheme/images/a.png\")", "url(../images/a.png)")]
    [InlineData("url(/wp-content/themes/T/fonts/a.woff?v=1#x)", "url('../../T/fonts/a.woff?v=1#x')")]
    [InlineData("calc(2px - (var(--x, 3px) - var(--x, 3px)))", "2px")]
    [InlineData("url(data:image/png;base64,AA==)", "url('data:image/png;base64,AA==')")]
    [InlineData("a/* note */b", "a b")]
    [InlineData("hsl(0, 33.3333333333%, 45%)", "hwb(0 30% 40% / 1.1)")]
    [InlineData("rgb(1, 2, var(--own), 40%)", "rgb(1 2 var(--own)/0.4)")]
    [InlineData("oklch(70% 0.2 30deg)", "oklch(0.7 50% 30)")]
    [InlineData("hwb(0deg none 40%)", "hwb(0 none 40%)")]
    [InlineData("45deg", "atan2(1, 1)")]
    [InlineData("calc(-infinity * 1px)", "-Infinitypx")]
    [InlineData("calc(NaN)", "NaN")]
    public void Values_ThatMeanTheSame(string output, string source) => Assert.Null(Difference(source, output));

    [Theory]
    [InlineData("var(--y)", "5px")]
    [InlineData("var(--x, 6px)", "5px")]
    [InlineData("calc(2px * 3px)", "6px")]
    [InlineData("calc(6px / 3px)", "2")]
    [InlineData("calc(1 + 2px)", "3px")]
    [InlineData("calc(1px)", "1em")]
    [InlineData("calc(var(--border) * 2)", "2px")]
    [InlineData("1px 2px", "1px, 2px")]
    [InlineData("#336699", "#356699")]
    [InlineData("rgb(52.5, 102, 153)", "#336699")]
    [InlineData("rgba(0, 0, 0, .5)", "rgba(0, 0, 0, .52)")]
    [InlineData("rgba(var(--x), .5)", "rgba(0, 0, 0, .5)")]
    [InlineData("color-mix(in srgb, #fff 40%, transparent)", "rgba(255, 255, 255, 0.5)")]
    [InlineData("color-mix(in srgb, var(--text-color), white 10%)", "10px")]
    [InlineData("color-mix(in srgb, var(--nothing), white 10%)", "#fff")]
    [InlineData("0s", "0")]
    [InlineData("1.001px", "1px")]
    [InlineData("\"1px\"", "1px")]
    [InlineData("url(a.png)", "url(b.png)")]
    [InlineData("url(../images/a.png)", "url(../images/a.png)")]
    [InlineData("calc(2px - (var(--x, 3) - var(--x, 3)))", "2px")]
    [InlineData("\"url(../images/a.png)\"", "\"url(/wp-content/themes/DealerInspireDealerTheme/images/a.png)\"")]
    [InlineData("red !important", "red")]
    public void Values_ThatMeanSomethingElse(string output, string source) => Assert.NotNull(Difference(source, output));

    [Theory]
    [InlineData("a { b: c } a { d: e }", "a { b: c; d: e }")]
    [InlineData("a,\nb { c: d }", "a, b { c: d; }")]
    [InlineData("@media (min-width: calc(10px + 5px)) { a { b: c } }", "@media (min-width: 15px) { a { b: c } }")]
    [InlineData("@charset \"utf-8\"; /* {;} */ a { b: c }", "a { b: c }")]
    [InlineData("a { --b: { c: d; }; e: \"};{\" }", "a { --b: { c: d; }; e: '};{' }")]
    [InlineData("a[href='x'] { b: url(//c;d) }", "a[href=\"x\"] { b: url(//c;d) }")]
    [InlineData("a { b: c } d { }", "a { b: c }")]
    [InlineData("a.b.c:d > [e].f::g:h { i: j }", "a:d.c.b > .f[e]::g:h { i: j }")]
    [InlineData("a c, a d, b c, b d { e: f }", "a, b { c, d { e: f } }")]
    [InlineData("@media b and (c) { a.d { e: f } }", "@media b { a { @media (c) { &.d { e: f } } } }")]
    [InlineData("a { b: c }", "@import \"d.css\"; a { b: c }")]
    [InlineData(":where(a:not([b=\"c\"], .d)) { e: f }", ":where( a:not( [b=c],.d ) ) { e: f }")]
    [InlineData("a.b, c, d { e: f }", "d, c, a.b { e: f }")]
    [InlineData("a { --b: \"\\f3d0\"; c: \"\\30 \\'x\" }", "a { --b: \"\uf3d0\"; c: \"0'x\" }")]
    public void Sheets_ThatMeanTheSame(string output, string source) => Assert.Null(Comparison.Difference(source, output));

    [Theory]
    [InlineData("a { b: c; d: e }", "a { d: e; b: c }")]
    [InlineData("a { b: c }", "a { b: c; b: c }")]
    [InlineData("a b { c: d }", "a > b { c: d }")]
    [InlineData("a:b .c { d: e }", "a.c :b { d: e }")]
    [InlineData("@media print { a { b: c } }", "a { b: c }")]
    [InlineData("@media (min-width: var(--x, 15px)) { a { b: c } }", "@media (min-width: 15px) { a { b: c } }")]
    [InlineData("@keyframes a { from { b: c } }", "@keyframes d { from { b: c } }")]
    [InlineData("a { --b: var(--c, d) }", "a { --b: d }")]
    [InlineData("", "a { b: c }")]
    public void Sheets_ThatMeanSomethingElse(string output, string source) => Assert.NotNull(Comparison.Difference(source, output));

    [Fact]
    public void Difference_ShowsBothSidesAroundTheFirst()
    {
        var message = Comparison.Difference("a { b: 1; c: 2; d: 3 }", "a { b: 1; c: calc(var(--x, 1) + 2); d: 3 }");

        Assert.Contains("> a { c: 2 }", message, StringComparison.Ordinal);
        Assert.Contains("> a { c: calc(var(--x, 1) + 2) }   = 3", message, StringComparison.Ordinal);
    }

    private static string? Difference(string source, string output) => Comparison.Difference($"a {{ b: {source} }}", $"a {{ b: {output} }}");
}
