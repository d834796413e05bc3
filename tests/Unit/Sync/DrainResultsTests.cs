using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

/// <summary>What a drain has been answered gets into the store, now or later, or is an error.</summary>
public sealed class DrainResultsTests : IDisposable
{
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Drain_WritesToTheStoreTakeLong_WritesNoMoreOftenThanTenTimesTheirDuration()
    {
        _bench.Options = new DrainOptions { MaxBatchRuns = 1 };
        _bench.Fill(40);
        var store = new CountingStore(_bench.LocalStore, () => _bench.Time.Advance(TimeSpan.FromSeconds(1)));
        var destination = new FakeDestination(_ =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1)); // a batch a second, and a second for each write
            return Answer.Confirmed;
        });

        await _bench.Drain(destination, store: store).RunAsync(default);

        Assert.Equal([1, 10, 10, 10, 9], store.Updates); // the first after a second
        Assert.Equal(40, _bench.ByStatus()[SyncStatus.Synced].Count());
    }

    [Fact]
    public async Task Drain_ResultsCannotBeWritten_NothingIsSentAgainAndTheStoreIsToldLater()
    {
        var destination = new FakeDestination();
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));
        for (var i = 0; i < 5; i++)
        {
            _bench.Record($"theme-{i}");
            var report = await _bench.Drain(destination, store: store).RunAsync(default);
            Assert.Equal((SyncEnd.Completed, 1), (report.End, report.Synced));
        }

        Assert.Equal(5, destination.Batches.Count);
        Assert.All(destination.Batches, batch => Assert.Single(batch));
        Assert.Equal(5, _bench.ByStatus()[SyncStatus.Pending].Count());

        await _bench.RunAsync(destination); // the store can be written again
        Assert.Equal(5, destination.Batches.Count);
        Assert.Equal(5, _bench.ByStatus()[SyncStatus.Synced].Count());
        Assert.False(File.Exists(_bench.Files.KeptResultsPath));
    }

    [Fact]
    public async Task Drain_RunChangedAfterItsResultWasKeptElsewhere_IsSentAgain()
    {
        _bench.Record("one");
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));
        await _bench.Drain(new FakeDestination(), store: store).RunAsync(default);
        File.WriteAllText(_bench.Store.Path, File.ReadAllText(_bench.Store.Path).Replace("\"error\":null", "\"error\":\"changed\"", StringComparison.Ordinal));

        var destination = new FakeDestination();
        await _bench.RunAsync(destination);

        Assert.Single(destination.Batches);
    }

    [Fact]
    public async Task Drain_NeitherStoreNorStateDirectoryCanBeWritten_IsAnError()
    {
        _bench.Record("one");
        File.WriteAllText(Path.GetDirectoryName(Path.GetDirectoryName(_bench.Files.KeptResultsPath))!, "a file where the folder should be");
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));

        var error = await Assert.ThrowsAsync<SbmException>(() => _bench.Drain(new FakeDestination(), store: store).RunAsync(default));

        Assert.Equal("StoreUnavailable", error.ErrorId);
    }
}
