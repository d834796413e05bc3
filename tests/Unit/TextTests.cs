using Sbm.Core;

namespace Sbm.Unit;

public sealed class TextTests
{
    [Theory]
    [InlineData("lakeside-motors", "lakeside-motors")]
    [InlineData("Zoë שלום 東京 👩‍🚀", "Zoë שלום 東京 👩‍🚀")]
    [InlineData("\u001b[31mred\u001b[0m", @"\u001B[31mred\u001B[0m")]
    [InlineData("a\u009b2Jb\u007f", @"a\u009B2Jb\u007F")]
    [InlineData("exe\u202ecod.scss", @"exe\u202Ecod.scss")]
    [InlineData("a\u2066b\u2069\u200f\u061c\u2028", @"a\u2066b\u2069\u200F\u061C\u2028")]
    [InlineData("two\r\nlines\t", @"two\u000D\u000Alines\u0009")]
    public void HostileCharacters_AreShownAndNothingElseIsChanged(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void TextOfSeveralLines_KeepsThem() => Assert.Equal("a\n\tb\\u001Bc\n", VisibleText.OfLines("a\r\n\tb\u001bc\n"));

    [Theory]
    [InlineData("7d", 7 * 86400)]
    [InlineData("12H", 12 * 3600)]
    [InlineData("1.5h", 5400)]
    [InlineData("90m", 5400)]
    [InlineData(" 30s ", 30)]
    [InlineData("60", 60)]
    [InlineData("0.25", 0.25)]
    [InlineData("-5m", -300)]
    [InlineData("00:05:00", 300)]
    [InlineData("7.00:00", 7 * 86400)]
    public void Span_IsReadTheSameInEveryCulture(string text, double seconds)
    {
        Assert.True(TimeText.TryParseSpan(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7 days")]
    [InlineData("1,5h")]
    [InlineData("1e3")]
    [InlineData("99999999999999d")]
    [InlineData("2026-01-31")]
    [InlineData("1:2:3:4:5")]
    public void TextThatIsNoSpan_IsRefused(string text) => Assert.False(TimeText.TryParseSpan(text, out _));

    [Theory]
    [InlineData(0.41, "0.41s")]
    [InlineData(200, "3m 20s")]
    [InlineData(7500, "2h 05m")]
    [InlineData(-3600, "-1h 00m")]
    [InlineData(3_599_999, "999h 59m")]
    [InlineData(14_400_000_000, "4000000h")]
    public void Duration_IsSaidAsPeopleSayIt(double seconds, string text) => Assert.Equal(text, TimeText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(61, "1m")]
    [InlineData(7500, "2h 05m")]
    [InlineData(1_137_600, "13d 4h")]
    [InlineData(86_400_000, "1000d")]
    public void Age_IsSaidAsPeopleSayIt(double seconds, string text) => Assert.Equal(text, TimeText.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 runs")]
    [InlineData(1, "1 run")]
    [InlineData(1234, "1234 runs")]
    public void Count_IsSaidAsPeopleSayIt(long count, string text) => Assert.Equal(text, CountText.Of(count, "run"));
}
