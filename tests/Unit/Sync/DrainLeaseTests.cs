using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

public sealed class DrainLeaseTests : IDisposable
{
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private DrainLease Take() => DrainLease.TryTake(new LocalStore(_bench.Store))!;

    [Fact]
    public async Task Lease_Taken_AutomaticDrainEndsAtOnce()
    {
        _bench.Fill(1);
        using var held = Take();

        var report = await _bench.RunAsync(new FakeDestination(), automatic: true);

        Assert.Equal((SyncEnd.AlreadyRunning, 0), (report.End, report.Requests));
    }

    [Fact]
    public async Task Lease_Taken_ExplicitDrainWaitsAndSendsWhatIsLeft()
    {
        _bench.Fill(2);
        _bench.Options = new DrainOptions { Deadline = TimeSpan.FromDays(30) }; // time runs as fast as the loop below, however busy the machine is
        var held = Take();
        var destination = new FakeDestination();
        var drain = Task.Run(() => _bench.RunAsync(destination));

        var sent = _bench.Store.ReadAll()[0]; // what the other drain has done before it ends
        _bench.Store.Update(new Dictionary<string, SyncResult> { [sent.Identity] = new(SyncStatus.Synced, _bench.Time.GetUtcNow()) });
        held.Dispose();
        while (!drain.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal(SyncEnd.Completed, (await drain).End);
        Assert.Equal([["theme-001"]], destination.Batches);
    }

    [Fact]
    public async Task Lease_TakenForever_ExplicitDrainEndsAtItsDeadline()
    {
        _bench.Fill(1);
        _bench.Options = new DrainOptions { Deadline = TimeSpan.FromSeconds(30) };
        using var held = Take();
        var drain = Task.Run(() => _bench.RunAsync(new FakeDestination()));
        while (!drain.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal((SyncEnd.Deadline, 0), ((await drain).End, (await drain).Requests));
    }

    [Fact]
    public async Task Offline_IsRememberedFor30SecondsByAutomaticDrainsOnly()
    {
        _bench.Fill(1);
        await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Unreachable));

        var early = await _bench.RunAsync(new FakeDestination(), automatic: true);
        Assert.Equal((SyncEnd.Offline, 0), (early.End, early.Requests));

        _bench.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [Fact]
    public async Task Offline_ExplicitDrainTriesAllTheSameAndForgetsItOnSuccess()
    {
        _bench.Fill(1);
        await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Unreachable));
        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination())).End);

        _bench.Record("another");
        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [Theory]
    [InlineData("https://fake.example/", 3600)] // a wrong clock's
    [InlineData("https://other.example/", 20)] // another database's
    public async Task Offline_StampThatDoesNotHold_IsIgnored(string destination, int seconds)
    {
        _bench.Fill(1);
        using (var lease = Take())
        {
            lease.WriteStamp(new OfflineStamp(destination, _bench.Time.GetUtcNow().AddSeconds(seconds)));
        }

        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [Theory]
    [InlineData("{\"destination\":\"https://fake.ex")]
    [InlineData("[]")]
    [InlineData("{\"destination\":1,\"offline_until\":2}")]
    [InlineData("\0\0\0")]
    public async Task Offline_DamagedStamp_IsNone(string text)
    {
        _bench.Fill(1);
        File.WriteAllText(_bench.LeasePath, text);
        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [SkippableFact]
    public void Lease_NewFile_HasTheStoresMode()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _bench.Fill(1);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_bench.Store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Take().Dispose();
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bench.LeasePath));
        }
    }
}
