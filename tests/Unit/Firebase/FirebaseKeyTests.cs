using System.Text;
using Sbm.Core;

namespace Sbm.Unit.Firebase;

public sealed class FirebaseKeyTests
{
    [Theory]
    [InlineData("lakeside-motors", "lakeside-motors")]
    [InlineData("a.b$c#d[e]f/g", "a-b-c-d-e-f-g")]
    [InlineData("tab\tbell\u0007del\u007fnext\u0085", "tab-bell-del-next-")]
    [InlineData("Zoë 🚗 'x' %", "Zoë 🚗 'x' %")]
    [InlineData("", "-")]
    public void Legal_ReplacesEachForbiddenCharacter(string text, string key) => Assert.Equal(key, FirebaseKey.Legal(text));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("🚗")]
    public void Legal_TooLong_IsShortenedBetweenCharactersAndStaysDistinct(string character)
    {
        var longText = string.Concat(Enumerable.Repeat(character, 800));

        var key = FirebaseKey.Legal(longText);
        var other = FirebaseKey.Legal(longText + "b");

        Assert.InRange(Encoding.UTF8.GetByteCount(key), 740, FirebaseKey.MaxBytes);
        Assert.DoesNotContain('\ufffd', key);
        Assert.NotEqual(key, other);
        Assert.Equal(key, FirebaseKey.Legal(longText));
    }

    [Fact]
    public void Legal_OfExactly768Bytes_IsKept() =>
        Assert.Equal(new string('a', 768), FirebaseKey.Legal(new string('a', 768)));
}
