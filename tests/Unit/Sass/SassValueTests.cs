using Sbm.Core.Sass.Values;

namespace Sbm.Unit.Sass;

/// <summary>How values are written and compared. Every expectation is what Dart Sass 1.108 gives.</summary>
public class SassValueTests
{
    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1, "1")]
    [InlineData(1.10, "1.1")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1.0 / 3, "0.3333333333")]
    [InlineData(2.0 / 3, "0.6666666667")]
    [InlineData(-1e-12, "0")]
    [InlineData(1234567.12345678, "1234567.12345678")]
    [InlineData(-100000000000000000, "-100000000000000000")]
    public void Number_IsWrittenWithTenDecimalsAndNoExponent(double value, string css) =>
        Assert.Equal(css + "px", new SassNumber(value, "px").ToCss());

    [Fact]
    public void Written_IsWhatALiteralIsWrittenAs()
    {
        Assert.Equal(".50em", new SassNumber(0.5, "em") { Written = ".50em" }.ToCss());
        Assert.Equal("#FFF", SassColor.FromHex("#FFF")!.ToCss());
        Assert.Equal("White", SassColor.FromName("White")!.ToCss());
    }

    [Fact]
    public void Written_DoesNotCountForEquality()
    {
        Assert.Equal(new SassNumber(0.5, "em") { Written = ".50em" }, new SassNumber(0.5, "em"));
        Assert.Equal(SassColor.FromHex("#FFF"), SassColor.FromName("white"));
    }

    [Theory]
    [InlineData("abc", "\"abc\"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"x\"", "'say \"x\"'")]
    [InlineData("\"it's\"", "\"\\\"it's\\\"\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("\uF101", "\"\\f101\"")]
    [InlineData("\uF101a", "\"\\f101 a\"")]
    [InlineData("\nx", "\"\\ax\"")]
    [InlineData("ä😊", "\"ä😊\"")]
    public void QuotedString_IsEscaped(string text, string css) => Assert.Equal(css, new SassString(text, IsQuoted: true).ToCss());

    [Theory]
    [InlineData("()")]
    [InlineData("[a b]")]
    [InlineData("(a: 1, b: 2)")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"a\"")]
    public void Literal_IsWrittenAsItWasRead(string literal) => Assert.Equal(literal, SassLiteral.Read(literal).ToCss());

    [Fact]
    public void ListInAList_GetsParenthesesWhereItWouldFallApart()
    {
        var spaces = SassLiteral.Read("(a b)");
        var commas = SassLiteral.Read("(a, b)");

        Assert.Equal("a b, c", new SassList([spaces, SassLiteral.Read("c")], ListSeparator.Comma).ToCss());
        Assert.Equal("(a, b), c", new SassList([commas, SassLiteral.Read("c")], ListSeparator.Comma).ToCss());
        Assert.Equal("(a b) c", new SassList([spaces, SassLiteral.Read("c")], ListSeparator.Space).ToCss());
        Assert.Equal("(a, b) c", new SassList([commas, SassLiteral.Read("c")], ListSeparator.Space).ToCss());
        Assert.Equal("(a,)", new SassList([SassLiteral.Read("a")], ListSeparator.Comma).ToCss());
        Assert.Equal("(k: (a, b))", new SassMap([KeyValuePair.Create(SassLiteral.Read("k"), commas)]).ToCss());
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "1.000000000001", true)]
    [InlineData("1", "1.0000000001", false)]
    [InlineData("1in", "96px", true)]
    [InlineData("1turn", "360deg", true)]
    [InlineData("1s", "1000ms", true)]
    [InlineData("1", "1px", false)]
    [InlineData("1em", "1px", false)]
    [InlineData("\"a\"", "a", true)]
    [InlineData("a", "A", false)]
    [InlineData("red", "#f00", true)]
    [InlineData("red", "\"red\"", false)]
    [InlineData("(1 2)", "(1, 2)", false)]
    [InlineData("(1 2)", "[1 2]", false)]
    [InlineData("(1in 2)", "(96px 2)", true)]
    [InlineData("(a: 1, b: 2)", "(b: 2, a: 1)", true)]
    [InlineData("(a: 1, b: 2)", "(a: 1)", false)]
    [InlineData("null", "false", false)]
    public void Equality_IsThatOfSass(string left, string right, bool areEqual)
    {
        var (a, b) = (SassLiteral.Read(left), SassLiteral.Read(right));

        Assert.Equal(areEqual, a.Equals(b));
        Assert.Equal(areEqual, SassOperations.Apply("==", a, b)!.IsTruthy);
        Assert.Equal(areEqual, !SassOperations.Apply("!=", a, b)!.IsTruthy);
        Assert.True(!areEqual || a.GetHashCode() == b.GetHashCode());
    }

    [Fact]
    public void EmptyMap_IsAnEmptyListToTheOperator() =>
        Assert.Equal(SassBoolean.True, SassOperations.Apply("==", new SassMap([]), SassLiteral.Read("()")));

    [Theory]
    [InlineData("#f80", 255, 136, 0, 1)]
    [InlineData("#f808", 255, 136, 0, 136 / 255.0)]
    [InlineData("#FF8800", 255, 136, 0, 1)]
    [InlineData("#ff880033", 255, 136, 0, 0.2)]
    public void FromHex_ReadsEveryLength(string text, double red, double green, double blue, double alpha) =>
        Assert.Equal(new SassColor(red, green, blue, alpha), SassColor.FromHex(text));

    [Theory]
    [InlineData("#f8")]
    [InlineData("#ff88000")]
    [InlineData("#ggg")]
    [InlineData("fff")]
    [InlineData("")]
    public void FromHex_RefusesAnythingElse(string text) => Assert.Null(SassColor.FromHex(text));

    [Fact]
    public void FromName_KnowsNamesInAnyCase()
    {
        Assert.Equal(new SassColor(0x66, 0x33, 0x99, 1), SassColor.FromName("RebeccaPurple"));
        Assert.Equal(new SassColor(0, 0, 0, 0), SassColor.FromName("transparent"));
        Assert.Null(SassColor.FromName("currentColor"));
    }

    [Fact]
    public void ComputedColor_IsWrittenRoundedAndClamped()
    {
        Assert.Equal("#0a0080", SassColor.Of(9.6, -3, 127.5, 1).ToCss());
        Assert.Equal("rgba(255, 0, 1, 0.3)", SassColor.Of(300, 0.4, 0.5, 0.1 + 0.2).ToCss());
    }
}
