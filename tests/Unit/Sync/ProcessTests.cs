using System.Diagnostics;
using Sbm.Core.Runs;
using Sbm.Unit.Firebase;

namespace Sbm.Unit.Sync;

/// <summary>Several processes, one store, one database.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Drain_TwoProcessesOneKilledInTheMiddleWhileAThirdRecords_EveryRunArrivesOnceAndIsSynced()
    {
        const int Before = 1500;
        const int Meanwhile = 60;
        await using var server = await FaultServer.StartAsync();
        _bench.Fill(Before);
        using var first = Worker.Start(_bench.Home, server.Url, "drain");
        using var second = Worker.Start(_bench.Home, server.Url, "drain");
        using var recorder = Worker.Start(_bench.Home, server.Url, "record", Meanwhile.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var inTheMiddle = new TaskCompletionSource();
        server.Fault = (_, number) =>
        {
            if (number == 2)
            {
                inTheMiddle.TrySetResult();
            }

            return Task.FromResult(false);
        };

        await inTheMiddle.Task.WaitAsync(TimeSpan.FromSeconds(60));
        first.Kill();
        await recorder.EndAsync();
        var lastUpdated = LastUpdated();
        var watch = Stopwatch.StartNew();
        while (_bench.Count(SyncStatus.Synced) < Before + Meanwhile && watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(50); // another process's work is waited for; there is no event to wait on
        }

        second.Kill();
        var runs = _bench.Store.ReadAll();
        Assert.Equal(Before + Meanwhile, runs.Count);
        Assert.All(runs, run => Assert.Equal(SyncStatus.Synced, run.Record.SyncStatus));
        Assert.Equal(Before + Meanwhile, server.Content.Count);
        Assert.Equal(
            runs.Select(run => run.Record.Id).Order(),
            server.Content.Values.Select(value => value.GetProperty("id").GetString()).Order());
        Assert.Equal(lastUpdated, LastUpdated());
    }

    [Fact]
    public async Task Leave_DuringADrain_TheRunIsInTheDatabaseWhenTheProcessIsGone()
    {
        await using var server = await FaultServer.StartAsync();
        using var worker = Worker.Start(_bench.Home, server.Url, "leave");

        await worker.EndAsync();

        Assert.Equal("leaving", Assert.Single(server.Content).Value.GetProperty("slug").GetString());
        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_bench.Home.Path, ".sbm", "logs")));
    }

    [Fact]
    public async Task Leave_DatabaseHangs_TheProcessIsGoneInTimeAndTheRunIsPending()
    {
        await using var server = await FaultServer.StartAsync();
        server.Fault = (_, _) => server.HangAsync();
        using var worker = Worker.Start(_bench.Home, server.Url, "leave");
        Assert.Equal("recorded", await worker.ReadLineAsync());
        var watch = Stopwatch.StartNew();

        await worker.EndAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6)); // two seconds, and a busy machine
        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Leave_NothingIsConfigured_LoadsNoPackageAndMakesNoFile()
    {
        using var worker = Worker.Start(_bench.Home, string.Empty, "leave");

        var said = await worker.EndAsync();

        Assert.EndsWith("loaded: ", said.TrimEnd('\r', '\n'), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_bench.Home.Path, ".sbm")));
    }

    [Fact]
    public async Task Leave_DatabaseIsKnownToBeOffline_LoadsNoPackage()
    {
        File.WriteAllText(
            _bench.Home.StorePath + ".sync.lock",
            $$"""{"destination":"http://127.0.0.1:9/","offline_until":"{{RunTimestamp.Format(DateTimeOffset.UtcNow.AddSeconds(29))}}"}""");
        using var worker = Worker.Start(_bench.Home, "http://127.0.0.1:9", "leave");

        Assert.EndsWith("loaded: ", (await worker.EndAsync()).TrimEnd('\r', '\n'), StringComparison.Ordinal);
    }

    private string LastUpdated()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_bench.Home.StorePath));
        return document.RootElement.GetProperty("last_updated").GetString()!;
    }
}
