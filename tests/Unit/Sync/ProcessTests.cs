using System.Diagnostics;
using Sbm.Core.Firebase;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
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
        var inTheMiddle = new TaskCompletionSource();
        server.Fault = async (context, number) =>
        {
            if (number == 2)
            {
                // The second batch is taken in and never confirmed: who sent it has the lease, and is killed waiting.
                await server.KeepAsync(context);
                inTheMiddle.TrySetResult();
                return await server.HangAsync();
            }

            return false;
        };
        using var first = Worker.Start(_bench.Home, server.Url, "drain");
        await inTheMiddle.Task.WaitAsync(TimeSpan.FromMinutes(4));
        using var second = Worker.Start(_bench.Home, server.Url, "drain");
        using var recorder = Worker.Start(_bench.Home, server.Url, "record", Meanwhile.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("ready", await second.ReadLineAsync());
        first.Kill();
        await recorder.EndAsync();

        var watch = Stopwatch.StartNew();
        while (_bench.Count(SyncStatus.Synced) < Before + Meanwhile && watch.Elapsed < TimeSpan.FromMinutes(4))
        {
            await Task.Delay(50); // another process's work is waited for; there is no event to wait on
        }

        second.Kill();
        var runs = _bench.Store.ReadAll();
        Assert.Equal(Before + Meanwhile, runs.Count);
        Assert.All(runs, run => Assert.Equal(SyncStatus.Synced, run.Record.SyncStatus));
        Assert.Equal(Before + Meanwhile, server.Runs.Count);
        Assert.Equal(runs.Select(run => $"users/worker/runs/{RunKey.Of(run)}").Order(StringComparer.Ordinal), server.Runs.Keys.Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal(run.Record.Id, server.Runs[$"users/worker/runs/{RunKey.Of(run)}"].GetProperty("id").GetString()));
        Assert.Equal(RunTimestamp.Format(runs[^1].Record.Timestamp!.Value), LastUpdated()); // the last recorded one's, whatever was synced since
    }

    [Fact]
    public async Task Drain_AnotherProcessRecordsMeanwhile_ItsRunIsSentWithoutAnotherTrigger()
    {
        await using var server = await FaultServer.StartAsync();
        _bench.Fill(1);
        server.Fault = async (_, number) =>
        {
            if (number == 1)
            {
                using var recorder = Worker.Start(_bench.Home, server.Url, "record", "1");
                await recorder.EndAsync();
            }

            return false;
        };

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 2), (report.End, report.Synced));
        Assert.Contains(server.Runs.Values, run => run.GetProperty("slug").GetString() == "recorded-000");
    }

    [Fact]
    public async Task Leave_DuringADrain_TheRunIsInTheDatabaseWhenTheProcessIsGone()
    {
        await using var server = await FaultServer.StartAsync();
        using var worker = Worker.Start(_bench.Home, server.Url, "leave");

        await worker.EndAsync();

        Assert.Equal("leaving", Assert.Single(server.Runs).Value.GetProperty("slug").GetString());
        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_bench.Home.Path, ".sbm", "logs")));
    }

    [Fact]
    public async Task Leave_DatabaseHangs_TheProcessIsGoneInTimeAndTheRunIsPending()
    {
        await using var server = await FaultServer.StartAsync();
        server.Fault = (_, _) => server.HangAsync();
        _bench.Home.Variables["SBM_EXIT_TIMEOUT"] = "2"; // the default
        using var worker = Worker.Start(_bench.Home, server.Url, "leave");
        Assert.Equal("recorded", await worker.ReadLineAsync());
        var watch = Stopwatch.StartNew();

        await worker.EndAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // two seconds, and a busy machine; the drain has two minutes
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

    [Theory]
    [InlineData(SyncStatus.Synced, false)]
    [InlineData(SyncStatus.Pending, true)]
    public async Task Look_LoadsPackagesOnlyIfThereIsSomethingToSend(string status, bool isSent)
    {
        await using var server = await FaultServer.StartAsync();
        _bench.Fill(1);
        var run = _bench.Store.ReadAll().Single();
        _bench.Store.Update(new Dictionary<string, SyncResult> { [run.Identity] = new(status, TimeProvider.System.GetUtcNow()) });
        using var worker = Worker.Start(_bench.Home, server.Url, "look");

        var said = (await worker.EndAsync()).TrimEnd('\r', '\n');

        Assert.Equal((isSent, isSent ? 1 : 0), (!said.EndsWith("loaded: ", StringComparison.Ordinal), server.Runs.Count));
    }

    [Fact]
    public async Task Leave_DatabaseIsKnownToBeOffline_LoadsNoPackage()
    {
        File.WriteAllText(
            _bench.Home.StorePath + ".sync.info",
            $$"""{"offline":[{"destination":"http://127.0.0.1:9/","until":"{{RunTimestamp.Format(TimeProvider.System.GetUtcNow().AddSeconds(29))}}","reason":"test"}]}""");
        using var worker = Worker.Start(_bench.Home, "http://127.0.0.1:9", "leave");

        Assert.EndsWith("loaded: ", (await worker.EndAsync()).TrimEnd('\r', '\n'), StringComparison.Ordinal);
    }

    private string LastUpdated()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_bench.Home.StorePath));
        return document.RootElement.GetProperty("last_updated").GetString()!;
    }
}
