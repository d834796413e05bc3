using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm.Unit;

public sealed class RunSlugTests
{
    [Theory]
    [InlineData("lakeside-motors")]
    [InlineData("group/store_2")]
    [InlineData("A")]
    public void Validate_ASlug_ReturnsIt(string slug) => Assert.Equal(slug, RunSlug.Validate(slug));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("..", "'.'")]
    [InlineData("a/../b", "'.'")]
    [InlineData("two words", "' '")]
    [InlineData("car🚗", "🚗")]
    [InlineData("/a", "between")]
    [InlineData("a//b", "between")]
    [InlineData("a\nb", "holds")]
    public void Validate_NoSlug_SaysWhatIsWrong(string slug, string reason)
    {
        var error = Assert.Throws<SbmException>(() => RunSlug.Validate(slug));
        Assert.Equal("InvalidSlug", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("-Slug", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_129Characters_IsRefusedAnd128Accepted()
    {
        Assert.Throws<SbmException>(() => RunSlug.Validate(new string('a', 129)));
        Assert.Equal(128, RunSlug.Validate(new string('a', 128)).Length);
    }
}
