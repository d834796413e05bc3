using Sbm.Core;
using Sbm.Core.Scss;
using Sbm.Unit.Migration;

namespace Sbm.Unit.Scss;

/// <summary>32 KB, in the long form a megabyte, of what makes a careless reader go back again and again, or call itself until the stack ends.</summary>
public sealed class TrapTests
{
    private static readonly int Size = LongForm.Or(1 << 15, 1 << 20);

    // What the process may compute meanwhile; a busy machine makes it wait, not compute. To go back costs minutes.
    private static readonly TimeSpan Most = LongForm.Or(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    // Before, the piece that is repeated, behind.
    public static TheoryData<string, string, string> Traps => new()
    {
        { "", "(", "" },
        { "", "[", "" },
        { "", "{", "" },
        { "", "}", "" },
        { "", "#{", "" },
        { "", "#{\"", "" },
        { "", "\"\\", "" },
        { "", "\"", "" },
        { "", "\\", "" },
        { "", "/*", "" },
        { "", "/**/", "" },
        { "", "//", "" },
        { "", "//\n", "" },
        { "", "url(", "" },
        { "a: ", "url( ", "" },
        { "a: ", "url(#{1} ", ";" },
        { "--x:", "url(", "" },
        { "--x:", "{", "" },
        { "--x: a", "{", "" },
        { "a: #{", "url(", "};" },
        { "a: #{", "url(x ", "};" },
        { "a: #{", "(", "};" },
        { "a: url(", "#{", "" },
        { "", "a{", "" },
        { "", "a{}", "" },
        { "", "a:b;", "" },
        { "", "a:not(", "" },
        { "", "a[", "]{b:c}" },
        { "", ",", "" },
        { "", ",", "{a:b}" },
        { "", ".header,", "{a:b}" },
        { "", ".a:not(.b)", "{a:b}" },
        { "", ":", "{a:b}" },
        { "", "@", "" },
        { "", "@include x(", "" },
        { "", "@include x;", "" },
        { "", "@if a{}", "" },
        { "", "@if a{}@else{}", "" },
        { "", "@media ", "{}" },
        { "", "$a: ((", "" },
        { "", "$a:1;", "" },
        { "", "$a:$b;", "" },
        { "$a: 1", "+1", "; b{c:$a}" },
        { "$a: ", "-", "1; b{c:$a}" },
        { "$a: ", "not ", "1; b{c:$a}" },
        { "$a: ", "1 ", "; b{c:$a}" },
        { "$a: ", "1,", "; b{c:$a}" },
        { "$a: ", "$b ", "; b{c:$a}" },
        { "$a: 1 ", "!default ", ";" },
        { "a:b", " ", ";" },
        { "a", "\n", "{b:c}" },
        { "", "!", ";" },
        { "", "&", "{a:b}" },
        { "", "//----\n", "" },
        { "", "/*----*/", "" },
        { "", "$a:$a+$b;", "" },
        { "", "$a:$a $a;", "b{c:$a}" },
        { "$a:x;", "$a:$a $a;", "b{c:$a}" },
        { "$a:x;", "$a:$a+'x';", "b{c:$a}" },
        { "$a:();", "$a:append($a,1);", "b{c:$a}" },
        { "a{", "$a:$b;", "}" },
        { "", "a{$a:$b $b;b:$a}", "" },
        { "", ".a{@extend .b}", ".b{}" },
        { "", "@import 'x';", "" },
        { "", "@import url(x);", "" },
        { "", "@use 'sass:math';", "" },
        { "", "@mixin m{@include m}", "" },
        { "", "@function f(){@return f()}", "" },
        { "", "a{b:rgba($c,1)}", "" },
        { "$m:(a:1);", "$m:map-merge($m,(a:1));", "" },
        { "a{b:", "url(../images/x) ", "}" },
        { "a{b:", "url(x) ", "}" },
        { "a{b:", "url(x", ")}" },
        { "a{b:", "#{$a}", "}" },
        { "a{b:", "\"#{$a}\"", "}" },
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public void Read_OfATrap_EndsSoon(string before, string piece, string behind)
    {
        var scss = Text(before, piece, behind);

        AssertEndsSoon(() => Assert.Equal(scss, ScssReader.Read(new ScssSource("x.scss", scss)).ToString()));
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public void Migrate_OfATrap_EndsSoon(string before, string piece, string behind)
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = Text(before, piece, behind) };

        AssertEndsSoon(() => theme.Migrate());
    }

    [Theory]
    [InlineData("$a: ", "(", "1", ")", ";")]
    [InlineData("a{b: ", "(", "1", ")", "}")]
    [InlineData("a{b: ", "[", "1", "]", "}")]
    [InlineData("a{b: ", "calc(", "1px", ")", "}")]
    [InlineData("a{b: ", "min(1px, ", "1px", ")", "}")]
    [InlineData("a{b: ", "map-get(", "$m", ", a)", "}")]
    [InlineData("a{b: ", "url(", "$m", ")", "}")]
    [InlineData("a{b: ", "#{", "$m", "}", "}")]
    [InlineData("a{b: ", "#{\"", "$m", "\"}", "}")]
    [InlineData("--x:", "{", "$m", "}", ";")]
    [InlineData("", ":not(", "a", ")", "{b: c}")]
    [InlineData("@include x", "(", "1", ")", ";")]
    [InlineData("", "a{", "b: c", "}", "")]
    public void Migrate_OfWhatIsNestedBeyondReason_EndsSoon(string before, string open, string inside, string close, string behind)
    {
        var count = Size / 2 / open.Length;
        using var theme = new LegacyTheme { ["css/style.scss"] = Text(before, open, inside, count) + Text("", close, behind, count) };

        AssertEndsSoon(() => theme.Migrate());
    }

    private static string Text(string before, string piece, string behind, int? count = null) =>
        before + string.Concat(Enumerable.Repeat(piece, count ?? (Size / piece.Length))) + behind;

    private static void AssertEndsSoon(Action run)
    {
        Exception? failure = null;
        var start = Environment.CpuUsage.TotalTime;
        var thread = new Thread(() => failure = Record.Exception(run)) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            Assert.True(Environment.CpuUsage.TotalTime - start < Most, "This does not end.");
        }

        Assert.True(failure is null or SbmException { ErrorId: "ScssInvalid" }, failure?.ToString());
    }
}
