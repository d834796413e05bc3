using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Runs;

namespace Sbm.Unit.Migration;

public sealed class UndoTests : IDisposable
{
    private readonly LegacyTheme _theme = new();
    private readonly string _kept = Directory.CreateTempSubdirectory("sbm-kept-").FullName;
    private readonly string _id = RunId.New(DateTimeOffset.UnixEpoch);

    public UndoTests() => _theme["css/style.scss"] = "a { b: c; }";

    public void Dispose()
    {
        _theme.Dispose();
        Directory.Delete(_kept, recursive: true);
    }

    [Fact]
    public void FileThatTheRunCreated_IsRemovedAndWhatItReplaced_IsPutBack()
    {
        Write("sb-inside.scss", "mine {}");
        var outputs = Migrate(force: true);

        Undo(outputs);

        Assert.Equal("mine {}", Read("sb-inside.scss"));
        Assert.False(File.Exists(PathOf("sb-home.scss")));
    }

    [Fact]
    public void FileThatWasChangedSince_IsToldAndKeptWhenItIsReplaced()
    {
        var outputs = Migrate();
        Write("sb-inside.scss", "mended {}");

        var files = ThemeUndo.Plan(_kept, _id, outputs);
        Assert.Equal("sb-inside.scss", Path.GetFileName(Assert.Single(files, static file => file.IsChanged).Path));
        ThemeUndo.Run(_kept, _id, files);

        Assert.False(File.Exists(PathOf("sb-inside.scss")));
        Assert.Contains(Directory.EnumerateFiles(_kept, "*.changed.scss", SearchOption.AllDirectories), static copy => File.ReadAllText(copy) == "mended {}");
    }

    [Fact]
    public void UndoingThatWasDoneAlready_HasNothingThatWasChanged()
    {
        Write("sb-inside.scss", "mine {}");
        var outputs = Migrate(force: true);
        Undo(outputs);

        Assert.DoesNotContain(ThemeUndo.Plan(_kept, _id, outputs), static file => file.IsChanged);
    }

    [Theory]
    [InlineData("files.json")]
    [InlineData("sb-inside.scss")]
    public void CopyThatIsGone_IsAnErrorAndNothingIsChanged(string gone)
    {
        Write("sb-inside.scss", "mine {}");
        var outputs = Migrate(force: true);
        File.Delete(Path.Combine(_kept, _id, gone));

        Assert.Equal("CopyNotFound", Assert.Throws<SbmException>(() => Undo(outputs)).ErrorId);
        Assert.Contains("b: c", Read("sb-inside.scss"), StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatCannotBePutBack_LeavesTheOthersAsTheyAre()
    {
        Write("sb-inside.scss", "mine {}");
        var outputs = Migrate(force: true);
        var files = ThemeUndo.Plan(_kept, _id, outputs);
        var unwritable = new UndoneOutput(Path.Combine(PathOf("sb-inside.scss"), "below-a-file", "x"), new byte[] { 1 }, IsChanged: false);

        Assert.Equal("DestinationUnwritable", Assert.Throws<SbmException>(() => ThemeUndo.Run(_kept, _id, [.. files, unwritable])).ErrorId);

        Assert.Contains("b: c", Read("sb-inside.scss"), StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf("sb-home.scss")));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("")]
    public void IdThatIsNone_NamesNoFolder(string id) =>
        Assert.Equal("CopyNotFound", Assert.Throws<SbmException>(() => ThemeUndo.Plan(_kept, id, new Dictionary<string, string>())).ErrorId);

    [Fact]
    public void FileThatSbmWrote_IsReplacedWhenSomebodyAgreed_AndOneThatWasChanged_IsNot()
    {
        var written = Migrate();
        _theme["css/style.scss"] = "a { b: d; }";
        Assert.Equal("OutputExists", Refusal(Options()));
        Assert.Equal("OutputExists", Refusal(Options() with { Written = written }));

        ThemeMigration.Run(Options() with { Written = written, IsAgreed = true }, null, default);
        Assert.Contains("b: d", Read("sb-inside.scss"), StringComparison.Ordinal);

        Assert.Equal("OutputChanged", Refusal(Options() with { Written = written, IsAgreed = true, ThemePath = Changed() }));
    }

    [Fact]
    public void OutputThatIsWhatWouldBeWritten_IsNoReasonToRefuse()
    {
        Migrate();
        Migrate();
    }

    [Fact]
    public void OutputThatIsALink_IsNeverWrittenThroughNorReplaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // making links needs a privilege there
        }

        var target = Path.Combine(_kept, "target");
        File.WriteAllText(target, "x");
        File.CreateSymbolicLink(PathOf("sb-inside.scss"), target);

        Assert.Equal("DestinationUnwritable", Refusal(Options() with { Force = true }));
        Assert.Equal("x", File.ReadAllText(target));
    }

    [Fact]
    public void CopiesThatCannotBeKept_AreAReasonToRefuseOnlyWhereSomethingIsReplaced()
    {
        var isFile = Path.Combine(_kept, "file");
        File.WriteAllText(isFile, "x");
        var options = Options() with { Force = true, KeptFolder = Path.Combine(isFile, "runs") };

        var result = ThemeMigration.Run(options, null, default);

        Assert.Contains(result.Warnings, static warning => warning.StartsWith("Undo-SbmMigration will not know this run: ", StringComparison.Ordinal));
        Assert.Equal("CopyUnwritable", Refusal(options with { ThemePath = Changed() }));
    }

    private string Changed()
    {
        _theme["css/style.scss"] = "a { b: e; }";
        return _theme.Path;
    }

    private static string Refusal(ThemeMigrationOptions options) => Assert.Throws<SbmException>(() => ThemeMigration.Run(options, null, default)).ErrorId;

    private ThemeMigrationOptions Options() => _theme.Options() with { Force = false, RunId = _id, KeptFolder = _kept };

    private IReadOnlyDictionary<string, string> Migrate(bool force = false) => ThemeMigration.Run(Options() with { Force = force }, null, default).Outputs;

    private void Undo(IReadOnlyDictionary<string, string> outputs) => ThemeUndo.Run(_kept, _id, ThemeUndo.Plan(_kept, _id, outputs));

    private string PathOf(string name) => Path.Combine(_theme.Path, name);

    private string Read(string name) => File.ReadAllText(PathOf(name));

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);
}
