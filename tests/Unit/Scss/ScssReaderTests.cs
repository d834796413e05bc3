using Sbm.Core;
using Sbm.Core.Scss;

namespace Sbm.Unit.Scss;

public sealed class ScssReaderTests
{
    internal static readonly string[] Texts =
    [
        "",
        " \r\n\t",
        "a{b:c}",
        "a { b: -a-calc({[]}) }",
        "a { b: c }\r\nd { e: f; }\r\n",
        "a::after { content: \"{ ; } // not /* a comment\"; }",
        "a { b: 'it\\'s'; c: \"#{map-get($m, \"k}\")}\"; }",
        "@import url(https://fonts.example/css?family=A:400;700);",
        "a { background: url(data:image/png;base64,iVBO//Rw0K==) }",
        "a { background: url( \"x.png\" ) , url(#{$path}/y.png); }",
        "$map: (a: (b: 1, c: (d: 2)), e: \"}\");",
        "font: { family: x; size: 1px; }",
        "a { font: bold { family: x } &:hover{ b: c } }",
        ":root { --x: { a: b; c: d }; --y:{}; --z: // raw ; }",
        ".a,\n.b /* one */,\n.c // two\n{ d: e; }",
        "a { b: c // note\n}",
        "@mixin m($a: 1, $b...) { @content; } @include m((a: 1)) { x: y; }",
        ".b-#{$i + 1} { w: calc(100% - #{$x * 2}); }",
        "@media (min-width: 1px) and (max-width: $w) { a { b: c } }",
        "@if $a == '{' { x: y } @else if $b { } @else { z: w; }",
        "/* only */ // comments",
        "a { ; ;; b: c;; }",
        "a[href^='http://x;{}'] > b:not(.c):nth-child(2n + 1) {}",
        ".sm\\:w { a: b }",
        "a { b: c !important; d : e }",
        "a { src: url(if($old, path(\"a.eot\"), \"a.eot;\")) format(\"x\"), url($base + \"//b\"); }",
        "a { b: #{url(//cdn.example/a'b.png)} #{map-get((x: 1, // it's\n y: 2), x)} #{\\}}; }",
        "border-#{$side}: { width: 1px; }",
        ".a { b: c /* d */   /* e */ // f\n /* g\n  h */ ; }",
    ];

    public static TheoryData<string> Tricky => new(Texts);

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Read_GivesBackEveryByte(string scss) => Assert.Equal(scss, Read(scss).ToString());

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Layout_OfItsOwnOutput_ChangesNothing(string scss)
    {
        var once = ScssLayout.Write(Read(scss).Children);

        Assert.Equal(once, ScssLayout.Write(Read(once).Children));
    }

    [Theory]
    [InlineData("a {\n  b: c;\n", "x.scss:1:1:", "never closed")]
    [InlineData("a { }\n  }", "x.scss:2:3:", "closes nothing")]
    [InlineData("a {\n b: \"c;\n}", "x.scss:2:5:", "string")]
    [InlineData("a { b: c; }\n\n/* x", "x.scss:3:1:", "comment")]
    [InlineData("a { b: (c; }", "x.scss:1:8:", "'('")]
    [InlineData("a { b: c); }", "x.scss:1:9:", "closes nothing")]
    [InlineData("a#{ { b: c; }", "x.scss:1:2:", "'#{'")]
    [InlineData("a { b: [c); }", "x.scss:1:10:", "does not close the '['")]
    public void Read_OfWhatIsUnbalanced_SaysWhere(string scss, string place, string what)
    {
        var error = Assert.Throws<SbmException>(() => Read(scss));

        Assert.Equal("ScssInvalid", error.ErrorId);
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTenMegabytes_TakesNoMoreThanAFewSeconds()
    {
        var scss = string.Concat(Enumerable.Repeat(string.Join('\n', Texts.Where(text => !text.EndsWith("comments", StringComparison.Ordinal))) + "\n", 10_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var text = Read(scss).ToString();

        Assert.Equal(scss.Length, text.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }

    [Fact]
    public void Read_OfBlocksNestedBeyondReason_IsAnErrorAndNotAnOverflow()
    {
        Assert.Throws<SbmException>(() => Read(new string('{', 100_000)));
        Assert.Throws<SbmException>(() => Read(string.Concat(Enumerable.Repeat("#{\"", 100_000))));
    }

    private static ScssSheet Read(string scss) => ScssReader.Read(new ScssSource("x.scss", scss));
}
