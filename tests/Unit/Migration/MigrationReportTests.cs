using Sbm.Core.Migration;
using Sbm.Core.Migration.Findings;

namespace Sbm.Unit.Migration;

public sealed class MigrationReportTests : IDisposable
{
    private readonly LegacyTheme _theme = new()
    {
        ["css/style.scss"] = "@import 'parts', \"../Common/all\", url(https://fonts.example/x);\n$primary-button-bg: red;\n#header { a: b }\n.a { @include flexbox; @include flex-wrap(wrap); @include site-builder(kia); @include nope; color: $primary-button-bg }\n",
        ["css/_parts.scss"] = ".menu-item, .p { @include flexbox; background: url(x.png) }\n",
        ["css/lvdp.scss"] = ".b { @extend .gone; c: d }\n.footer .gone { e: f }\n",
    };

    public void Dispose() => _theme.Dispose();

    [Fact]
    public void Report_AgreesWithTheFilesAndTheRun()
    {
        var (result, report) = Migrate();

        Assert.Contains($"- Lines of source: {Lines("css/style.scss", "css/_parts.scss", "css/lvdp.scss")}\n", report, StringComparison.Ordinal);
        Assert.Contains($"- Lines written: {Lines("sb-inside.scss", "sb-vdp.scss")}\n", report, StringComparison.Ordinal);
        Assert.Contains($"| `sb-inside.scss` | {Lines("sb-inside.scss")} | `css/style.scss` |\n", report, StringComparison.Ordinal);
        Assert.Contains("| `css/_parts.scss` | 1 |\n", report, StringComparison.Ordinal);
        Assert.Equal((Lines("css/style.scss", "css/_parts.scss", "css/lvdp.scss"), Lines("sb-inside.scss", "sb-vdp.scss"), 2), (result.ScssLines, result.LinesMigrated, result.FilesCreated));
    }

    [Fact]
    public void Report_SaysWhatWasDroppedAndWhy()
    {
        var (_, report) = Migrate();

        Assert.Contains("## Dropped: header, 1\n\nSite Builder brings its own header.\n\n- css/style.scss:3: `#header`\n", report, StringComparison.Ordinal);
        Assert.Contains("## Dropped: navigation, 1\n", report, StringComparison.Ordinal);
        Assert.Contains("- css/style.scss:1: `url(https://fonts.example/x)`\n", report, StringComparison.Ordinal);
        Assert.Contains("- css/style.scss:1: `\"../Common/all\"`\n", report, StringComparison.Ordinal);
        Assert.Contains("## Dropped: extends of what has gone, 1\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ListsMixinsValuesAndWhatIsNotConverted()
    {
        var (result, report) = Migrate();

        Assert.Contains("- `flex-wrap`: 1\n- `flexbox`: 2\n", report, StringComparison.Ordinal);
        Assert.Contains("- `--primarybutton-bg`: `red`\n", report, StringComparison.Ordinal);
        Assert.Contains("- css/style.scss:4:78: the mixin 'nope' is not known: `@include nope`\n", report, StringComparison.Ordinal);
        Assert.Contains("- css/_parts.scss:1:36: the address stays relative: `background: url(x.png)`\n", report, StringComparison.Ordinal);
        Assert.Contains($"- Constructs left unconverted: {result.Unconverted.Count}\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_KeepsTextInItsCodeSpan()
    {
        _theme["css/style.scss"] = ".a { @include nope('```` </code><img>\u202E') }\n.b { @include nope(1) }\n";

        var (_, report) = Migrate();

        Assert.Contains(": ````` @include nope('```` </code><img>\\u202E') `````\n", report, StringComparison.Ordinal);
        Assert.Contains(": `@include nope(1)`\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressesThatStayRelative_AreOneLineForEachFolder()
    {
        _theme["css/style.scss"] = string.Concat(Enumerable.Range(1, 12).Select(static i => $".a{i} {{ background: url(../mixins/{i}.png?x/y) }}\n")) + ".b { background: url(b.png) }\n";

        var (result, report) = Migrate();

        Assert.Contains("- 12 addresses stay relative in ../mixins/: css/style.scss:1:7, css/style.scss:2:7, ", report, StringComparison.Ordinal);
        Assert.Contains("- css/style.scss:13:6: the address stays relative: `background: url(b.png)`\n", report, StringComparison.Ordinal);
        Assert.Equal(13, result.Unconverted.Count);
        Assert.Equal("Address", UnconvertedKind.Of(result.Unconverted[0]).Kind);
    }

    [Fact]
    public void SecondReportOfTheSameSecond_GetsANameOfItsOwn()
    {
        var (first, _) = Migrate();
        var (second, _) = Migrate();

        Assert.NotEqual(first.ReportPath, second.ReportPath);
    }

    private (ThemeMigrationResult Result, string Report) Migrate()
    {
        var result = ThemeMigration.Run(_theme.Options() with { ReportFolder = Path.Combine(_theme.Path, "reports") }, null, default);
        return (result, File.ReadAllText(result.ReportPath!));
    }

    private int Lines(params string[] files) => files.Sum(file => _theme[file].Count(static c => c == '\n'));
}
