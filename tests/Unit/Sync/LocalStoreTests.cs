using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.Unit.Store;

namespace Sbm.Unit.Sync;

public sealed class LocalStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OwnResults_AreNoNews()
    {
        var run = Record("a");
        var store = Read();

        store.Update(Confirmed(run), CancellationToken.None);

        Assert.False(store.HasChanged);
    }

    [Fact]
    public void OwnResultsAndARunThatWasSpilledBefore_AreNoNews()
    {
        var run = Record("a");
        Spill("b");
        var store = Read();

        store.Update(Confirmed(run), CancellationToken.None);

        Assert.Equal(2, _folder.Open().ReadAll().Count(stored => stored.Record.Id is not null));
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
        Assert.False(store.HasChanged);
    }

    [Fact]
    public void RunRecordedBeforeOwnResultsAreWritten_IsNews()
    {
        var run = Record("a");
        var store = Read();
        Record("b");

        store.Update(Confirmed(run), CancellationToken.None);

        Assert.True(store.HasChanged);
    }

    [Fact]
    public void RunSpilledBeforeOwnResultsAreWritten_IsNews()
    {
        var run = Record("a");
        var store = Read();
        Spill("b");

        store.Update(Confirmed(run), CancellationToken.None);

        Assert.True(store.HasChanged);
    }

    [Fact]
    public void RunSpilledInThePlaceOfAnother_IsNews()
    {
        Record("a");
        Spill("b");
        var store = Read();

        Directory.Delete(_folder.Path + ".spill", recursive: true);
        Spill("c");

        Assert.True(store.HasChanged);
    }

    [Fact]
    public void RunRecordedAfterOwnResultsAreWritten_IsNews()
    {
        var run = Record("a");
        var store = Read();
        store.Update(Confirmed(run), CancellationToken.None);

        Record("b");

        Assert.True(store.HasChanged);
    }

    [Fact]
    public void RunSpilledAfterOwnResultsAreWritten_IsNews()
    {
        var run = Record("a");
        var store = Read();
        store.Update(Confirmed(run), CancellationToken.None);

        Spill("b");

        Assert.True(store.HasChanged);
    }

    private RunRecord Record(string slug)
    {
        var run = Runs.New(slug);
        _folder.Open().Record(run);
        return run;
    }

    private void Spill(string slug)
    {
        var run = Runs.New(slug);
        Directory.CreateDirectory(_folder.Path + ".spill");
        File.WriteAllBytes(Path.Combine(_folder.Path + ".spill", run.Id + ".json"), RunJson.Write(run));
    }

    private LocalStore Read()
    {
        var store = new LocalStore(_folder.Open());
        store.ReadAll(CancellationToken.None);
        return store;
    }

    private static Dictionary<string, SyncResult> Confirmed(RunRecord run) =>
        new() { [run.Id!] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) };
}
