using Sbm.Core.Migration;
using Sbm.Core.Migration.Selectors;

namespace Sbm.Unit.Migration;

/// <summary>Rule 2: which selectors are header, footer or navigation.</summary>
public sealed class SelectorVerdictTests
{
    [Theory]
    [InlineData("header", "header")]
    [InlineData("HEADER .logo", "header")]
    [InlineData("body > footer a", "footer")]
    [InlineData("ul nav", "navigation")]
    [InlineData(".header", "header")]
    [InlineData("#footer-bottom", "footer")]
    [InlineData(".Site-Header", "header")]
    [InlineData(".siteHeader__logo", "header")]
    [InlineData(".mainNav", "navigation")]
    [InlineData("#mobile-sticky_nav", "navigation")]
    [InlineData(".navbar-toggle", "navigation")]
    [InlineData(".FOOTER", "footer")]
    [InlineData(".banner", "header")]
    [InlineData(".banner__title", "header")]
    [InlineData(".mastheadCopy", "header")]
    [InlineData(".menu-item", "navigation")]
    [InlineData(".MENU-x", "navigation")]
    [InlineData(":is(.header, footer) a", "header")]
    [InlineData(":where(.site-header)", "header")]
    public void PartOfTheSite_Goes(string selector, string part) => Assert.Equal(part, Judge(selector).Part);

    [Theory]
    [InlineData(".card-header", ".card-header")]
    [InlineData(".modal-footer", ".modal-footer")]
    [InlineData(".vehicle-card__footer", ".vehicle-card__footer")]
    [InlineData(".card-site-header", ".card-site-header")]
    [InlineData(".DIHeader", ".DIHeader")]
    [InlineData(".nav-tabs > li", ".nav-tabs")]
    [InlineData(".nav-pills", ".nav-pills")]
    [InlineData(".nav-item", ".nav-item")]
    [InlineData(".nav-link", ".nav-link")]
    [InlineData(".hero-banner", ".hero-banner")]
    [InlineData("#banner", "#banner")]
    [InlineData("site-header", "site-header")]
    [InlineData("%header", "%header")]
    [InlineData(":is(header, .card)", "header")]
    [InlineData(".c:not(.header)", null)]
    [InlineData(".c:has(header)", null)]
    [InlineData("[class*=header]", null)]
    [InlineData(".menu", null)]
    [InlineData(".navy", null)]
    [InlineData(".headers", null)]
    public void PartOfSomethingElse_StaysAndIsNamedIfItHasSuchAWord(string selector, string? named)
    {
        Assert.Null(Judge(selector).Part);
        Assert.Equal(named, Judge(selector).Stays);
    }

    [Theory]
    [InlineData("&-header", ".site", "header")]
    [InlineData("&-header", ".card", null)]
    [InlineData("&__title", ".banner", "header")]
    [InlineData("&-item", ".a .menu", "navigation")]
    [InlineData("&:hover", ".card", null)]
    public void NameThatGoesOnFromItsParent_IsJudgedWhole(string selector, string parent, string? part) => Assert.Equal(part, new SelectorVerdict([]).Judge(selector, parent).Part);

    [Theory]
    [InlineData(".site-header", ".site-header")]
    [InlineData(".site-*", ".x .site-header a")]
    [InlineData("*header*", "HEADER")]
    [InlineData(".x .site-header ?", ".x .site-header a")]
    public void Kept_Stays(string pattern, string selector) => Assert.Null(new SelectorVerdict([pattern]).Judge(selector, null).Part);

    [Theory]
    [InlineData(".banner { a: b; &__title { c: d } } .banner__sub { e: f }", "")]
    [InlineData(".site { &-header { a: b } &-body { c: d } }", ".site { &-body { c: d; } }")]
    [InlineData(".site, .card { &-header { a: b } }", ".site, .card { @at-root .card-header { a: b; } }")]
    [InlineData(".x { .site, .card { &-header a { a: b } } }", ".x { .site, .card { @at-root .x .card-header a { a: b; } } }")]
    [InlineData("@at-root .header { a: b } .c { @at-root .footer, .d { e: f } }", ".c { @at-root .d { e: f; } }")]
    public void NestedRules_GoLikewise(string scss, string expected) => Assert.Equal(expected, LegacyTheme.Convert(scss));

    [Fact]
    public void Report_ListsWhatWentAndWhatStayed()
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = ".banner { &__title { a: b } }\n.banner__sub { a: b }\n.card-header { a: b }\n.x .card-header { a: b }" };
        var result = ThemeMigration.Run(theme.Options() with { ReportFolder = Path.Combine(theme.Path, "reports"), KeepSelectors = [".unused"] }, null, default);
        var report = File.ReadAllText(result.ReportPath!);

        Assert.Contains("- css/style.scss:1: `.banner`\n- css/style.scss:1: `.banner__title`\n- css/style.scss:2: `.banner__sub`\n", report, StringComparison.Ordinal);
        Assert.Contains("- `.card-header`: css/style.scss:3, css/style.scss:4\n", report, StringComparison.Ordinal);
    }

    private static SelectorVerdict.Verdict Judge(string selector) => new SelectorVerdict([]).Judge(selector, parent: null);
}
