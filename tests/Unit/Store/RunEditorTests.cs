using Sbm.Core;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

public sealed class RunEditorTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Remove_LeavesWhatIsNotSynced_UnlessTold()
    {
        var store = Store("""{"slug":"a","sync_status":"synced"}""", """{"slug":"b"}""", """{"slug":"c","sync_status":"synced"}""");
        var editor = new RunEditor(store);

        var (removed, unsynced) = editor.Remove(static run => run.Slug != "c", evenUnsynced: false);
        Assert.Equal(["a"], removed.Select(static run => run.Record.Slug));
        Assert.Equal(["b"], unsynced.Select(static run => run.Record.Slug));
        Assert.Equal(["b", "c"], store.ReadAll().Select(static run => run.Record.Slug));

        editor.Remove(static run => run.Slug == "b", evenUnsynced: true);
        Assert.Equal(["c"], store.ReadAll().Select(static run => run.Record.Slug));
    }

    [Fact]
    public void Edit_ChangesTheFieldsAlone_AndHasTheRunSentAgain()
    {
        var store = Store("""{"slug":"a","note":"old","weight":1.50e1,"sync_status":"synced","sync_attempts":3,"synced_at":"2026-01-11T10:00:00Z","x":[1]}""");

        var edited = new RunEditor(store).Edit(
            static run => run.Slug == "a", new RunChange().SetNote("say \"hé\"\n").SetManualEstimate(TimeSpan.FromHours(2)));

        Assert.Equal(
            """{"slug":"a","note":"say \"hé\"\n","weight":1.50e1,"x":[1],"manual_estimate_seconds":7200,"sync_status":"pending_sync","sync_attempts":0,"sync_error":null,"sync_attempted_at":null,"synced_at":null}""",
            System.Text.Encoding.UTF8.GetString(edited.Single().Json.Span).Replace("  ", string.Empty, StringComparison.Ordinal));
        Assert.Equal("say \"hé\"\n", store.ReadAll().Single().Record.Note);
    }

    [Fact]
    public void Edit_ToTheSameValues_ChangesNothing()
    {
        var store = Store("""{"slug":"a","note":"same","sync_status":"synced"}""");
        var before = File.ReadAllText(_folder.Path);

        Assert.Single(new RunEditor(store).Edit(static _ => true, new RunChange().SetNote("same")));

        Assert.Equal(before, File.ReadAllText(_folder.Path));
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("not an address")]
    [InlineData("javascript:alert(1)")]
    public void SetPullRequestUrl_RefusesWhatIsNoWebAddress(string url) =>
        Assert.Equal("InvalidPullRequestUrl", Assert.Throws<SbmException>(() => new RunChange().SetPullRequestUrl(url)).ErrorId);

    [Fact]
    public void Edit_TakesTextThatIsNoUnicode()
    {
        var store = Store("""{"slug":"a"}""");
        new RunEditor(store).Edit(static _ => true, new RunChange().SetNote("\uD800x"));
        Assert.Equal("\uFFFDx", store.ReadAll().Single().Record.Note);
    }

    private RunStore Store(params string[] runs)
    {
        File.WriteAllText(_folder.Path, $$"""{"migrations":[],"runs":[{{string.Join(',', runs)}}]}""");
        return _folder.Open();
    }
}
