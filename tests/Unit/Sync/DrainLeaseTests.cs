using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

public sealed class DrainLeaseTests : IDisposable
{
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private DrainLease Take() => DrainLease.TryTake(_bench.Files)!;

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
    public async Task Lease_Taken_WhoeverWaitsOrIsTurnedAwayIsToldByWhom()
    {
        _bench.Fill(1);
        var holder = new SyncHolder(4711, Environment.MachineName, _bench.Time.GetUtcNow());
        _bench.Files.WriteInfo(SyncInfo.Nothing with { Holder = holder });
        using var held = Take();

        var automatic = await _bench.RunAsync(new FakeDestination(), automatic: true);
        _bench.Options = new DrainOptions { Deadline = TimeSpan.FromTicks(1) };
        var drain = Task.Run(() => _bench.RunAsync(new FakeDestination()));
        while (!drain.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Contains("process 4711, since 2026-03-01 12:00:00 UTC", automatic.Message, StringComparison.Ordinal);
        Assert.True(DrainLease.IsTaken(_bench.Files));
    }

    [Fact]
    public async Task Lease_WhileADrainHasIt_SaysWhoItIsAndStaysEmpty()
    {
        _bench.Fill(1);
        SyncHolder? holder = null;
        var length = -1L;
        await _bench.RunAsync(new FakeDestination(_ =>
        {
            (holder, length) = (_bench.Files.ReadInfo().Holder, new FileInfo(_bench.LeasePath).Length);
            return Answer.Confirmed;
        }));

        Assert.Equal((Environment.ProcessId, 0), (holder!.ProcessId, length));
        Assert.Null(_bench.Files.ReadInfo().Holder);
        Assert.False(DrainLease.IsTaken(_bench.Files));
    }

    [SkippableFact]
    public void Lease_IsALink_IsNotFollowed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _bench.Fill(1);
        var victim = _bench.Store.Path + ".victim";
        File.WriteAllText(victim, "somebody's");
        File.CreateSymbolicLink(_bench.LeasePath, victim);

        using var lease = Take();

        Assert.Equal("somebody's", File.ReadAllText(victim));
    }

    [SkippableFact]
    public async Task Lease_NoRoomBesideTheStore_IsTakenElsewhere()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _bench.Fill(1);
        Directory.CreateDirectory(_bench.LeasePath); // nobody can open a file there
        var destination = new FakeDestination();

        using (var lease = Take())
        {
            Assert.True(DrainLease.IsTaken(_bench.Files));
            Assert.Equal(SyncEnd.AlreadyRunning, (await _bench.RunAsync(destination, automatic: true)).End);
        }

        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(destination, automatic: true)).End);
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
        _bench.Files.WriteInfo(SyncInfo.Nothing.With(destination, new OfflineStamp(destination, _bench.Time.GetUtcNow().AddSeconds(seconds)), default));

        Assert.Equal(SyncEnd.Completed, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [Theory]
    [InlineData("{\"destination\":\"https://fake.ex")]
    [InlineData("[]")]
    [InlineData("{\"holder\":{\"process\":\"x\"},\"offline\":[1,{\"destination\":1,\"until\":2}]}")]
    [InlineData("\0\0\0")]
    public async Task Offline_DamagedStamp_IsNone(string text)
    {
        _bench.Fill(1);
        File.WriteAllText(_bench.Store.Path + ".sync.info", text);
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
