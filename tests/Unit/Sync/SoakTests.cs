using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;
using Xunit.Abstractions;

namespace Sbm.Unit.Sync;

/// <summary>
/// A week in a minute: processes record and sync one store, are killed, stopped and continued, while the database is away, and answers
/// whatever a server may answer. At the end nothing is lost, nothing is there twice, and nothing is stuck.
/// <c>SBM_TEST_LONG=1</c> (<c>./build.ps1 Unit Soak -Long</c>) makes it a long one; <c>SBM_SOAK_SEED</c> repeats its disturbances.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Recorders = 8;
    private const int Syncers = 3;
    private static readonly TimeSpan Longest = LongForm.Or(TimeSpan.FromMinutes(10), TimeSpan.FromHours(3)); // on a machine that does much else
    private static readonly TimeSpan LongestHang = LongForm.Or(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5)); // longer than anybody waits, in the long form
    private readonly FirebaseBench _bench = new();
    private readonly ConcurrentDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _answers = [];
    private readonly object _gate = new();
    private Random _random = null!;
    private FaultServer _server = null!;
    private volatile bool _isHealthy;
    private volatile bool _isAway;

    public void Dispose() => _bench.Dispose();

    [SkippableFact]
    public async Task Soak_KillsStopsAndEveryAnswer_NothingIsLostOrTwiceOrStuck()
    {
        Skip.If(OperatingSystem.IsWindows(), "Processes cannot be stopped and continued there.");
        var (runs, kills, answers) = LongForm.Or((400, 8, 20), (20_000, 200, 300));
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SBM_SOAK_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SBM_SOAK_SEED={seed}");
        _random = new Random(seed);
        _server = await FaultServer.StartAsync(MisbehaveAsync);
        await using var server = _server;

        var watch = Stopwatch.StartNew();
        var (killed, stopped) = await DisturbAsync(runs, kills, answers);
        var recorded = watch.Elapsed;
        var rounds = await SettleAsync();

        var stored = _bench.Store.ReadAll();
        var inStore = stored.GroupBy(static run => run.Record.Id!).ToDictionary(static same => same.Key, static same => same.Count());
        var inDatabase = server.Runs
            .GroupBy(static pair => pair.Value.GetProperty("id").GetString()!)
            .ToDictionary(static same => same.Key, static same => same.Count());
        var lost = _acknowledged.Keys.Count(id => !inStore.ContainsKey(id) || !inDatabase.ContainsKey(id));
        var twice = inStore.Values.Count(static count => count > 1) + inDatabase.Values.Count(static count => count > 1);
        var stuck = stored.Count(static run => run.Record.SyncStatus != SyncStatus.Synced);
        FormattableString figures = $"{_acknowledged.Count:N0} runs acknowledged, {killed} kills, {stopped} stops, {server.Requests:N0} requests in {recorded.TotalSeconds:0} s; settled in {rounds} syncs; {lost} lost, {twice} twice, {stuck} stuck";
        output.WriteLine(figures.ToString(CultureInfo.InvariantCulture));
        Figures.Tell("soak", figures);
        Assert.True(LongForm.Or(true, EveryAnswerWasGiven()));
        output.WriteLine(string.Join(", ", _answers.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}: {pair.Value}")));
        Assert.Equal((0, 0, 0), (lost, twice, stuck));
        Assert.True(killed >= kills && _acknowledged.Count >= runs);
    }

    private async Task<(int Killed, int Stopped)> DisturbAsync(int runs, int kills, int answers)
    {
        var workers = Enumerable.Range(0, Recorders).Select(_ => Start("soak-record"))
            .Concat(Enumerable.Range(0, Syncers).Select(i => Start(i == 0 ? "soak-automatic" : "soak-drain")))
            .ToList();
        var (killed, stopped) = (0, 0);
        var watch = Stopwatch.StartNew();
        while (killed < kills || _acknowledged.Count < runs || _server.Requests < answers || LongForm.Or(false, !EveryAnswerWasGiven()))
        {
            Assert.True(watch.Elapsed < Longest, $"{killed} kills, {_acknowledged.Count} runs, {_server.Requests} requests, and no more.");
            await Task.Delay(_random.Next(20, 150)); // the time between two disturbances
            _isAway = _random.Next(6) == 0;
            var i = _random.Next(workers.Count);
            if (_random.Next(3) == 0)
            {
                _ = Signal(workers[i].Worker.Id, Stop);
                await Task.Delay(_random.Next(1, 400));
                _ = Signal(workers[i].Worker.Id, Continue);
                stopped++;
            }
            else if (killed < kills)
            {
                workers[i].Worker.Kill();
                await workers[i].Reading;
                workers[i].Worker.Dispose();
                workers[i] = Start(workers[i].Mode);
                killed++;
            }
        }

        foreach (var worker in workers)
        {
            worker.Worker.Kill();
            await worker.Reading;
            worker.Worker.Dispose();
        }

        return (killed, stopped);
    }

    private bool EveryAnswerWasGiven()
    {
        lock (_gate)
        {
            return Answers.Values.All(answer => _answers.ContainsKey(answer.Name));
        }
    }

    // The network is back. What refused runs there are goes last, but every explicit sync takes them up.
    private async Task<int> SettleAsync()
    {
        (_isHealthy, _isAway) = (true, false);
        for (var round = 1; ; round++)
        {
            var report = await _bench.SyncAsync(_server.Url, new() { UserId = "worker" });
            if (round == 10 || (report.End is SyncEnd.Completed or SyncEnd.NothingToDo && report.StillPending.Count == 0 && report.Refused.Count == 0))
            {
                return round;
            }
        }
    }

    private (Worker Worker, Task Reading, string Mode) Start(string mode)
    {
        var worker = Worker.Start(_bench.Home, _server.Url, mode);
        return (worker, Task.Run(async () =>
        {
            while (await worker.ReadLineAsync(Timeout.InfiniteTimeSpan) is { Length: RunId.Length } id)
            {
                _acknowledged.AddOrUpdate(id, 1, static (_, count) => count + 1);
            }
        }), mode);
    }

    private async Task<bool> MisbehaveAsync(HttpContext context, int number)
    {
        if (context.Request.Method == "GET")
        {
            return false; // takes home who has migrated what; nothing of the store's depends on it
        }

        int choice;
        lock (_gate)
        {
            choice = _isHealthy ? int.MaxValue : _isAway ? -1 : _random.Next(28);
        }

        var answer = Answers.GetValueOrDefault(choice, ("taken", static (_, _) => Task.FromResult(false)));
        lock (_gate)
        {
            _answers[answer.Item1] = _answers.GetValueOrDefault(answer.Item1) + 1;
        }

        return await answer.Item2(_server, context);
    }

    private static readonly Dictionary<int, (string Name, Func<FaultServer, HttpContext, Task<bool>> Do)> Answers = new()
    {
        [-1] = ("away", static (_, context) => FaultServer.Reset(context)),
        [0] = ("reset", static (_, context) => FaultServer.Reset(context)),
        [1] = ("reset after taking", static async (server, context) => await KeepAsync(server, context) && await FaultServer.Reset(context)),
        [2] = ("500 after taking", static async (server, context) => await KeepAsync(server, context) && await FaultServer.Answer(context, 500)),
        [3] = ("503", static (_, context) => FaultServer.Answer(context, 503, "{\"error\":\"busy\"}", "1")),
        [4] = ("429", static (_, context) => FaultServer.Answer(context, 429)),
        [5] = ("401", static (_, context) => FaultServer.Answer(context, 401, "{\"error\":\"expired\"}")),
        [6] = ("401 Permission denied", static (_, context) => FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}")),
        [7] = ("400", static (_, context) => FaultServer.Answer(context, 400, "{\"error\":\"bad\"}")),
        [8] = ("404", static (_, context) => FaultServer.Answer(context, 404)),
        [9] = ("413", static (_, context) => FaultServer.Answer(context, 413)),
        [10] = ("200 with garbage", static (_, context) => FaultServer.Answer(context, 200, "<html>sign in</html>")),
        [11] = ("200 with an error", static (_, context) => FaultServer.Answer(context, 200, "{\"error\":\"sign in first\"}")),
        [12] = ("hang", HangAsync),
        [13] = ("hang after taking", static async (server, context) => await KeepAsync(server, context) && await HangAsync(server, context)),
        [14] = ("redirect", RedirectAsync),
        [15] = ("slow", SlowAsync),
    };

    private static Task<bool> RedirectAsync(FaultServer server, HttpContext context)
    {
        context.Response.Headers.Location = "http://another.invalid/";
        return FaultServer.Answer(context, 307);
    }

    private static async Task<bool> HangAsync(FaultServer server, HttpContext context)
    {
        await Task.WhenAny(server.HangAsync(), Task.Delay(LongestHang, context.RequestAborted));
        return await FaultServer.Reset(context);
    }

    private static async Task<bool> SlowAsync(FaultServer server, HttpContext context)
    {
        await Task.Delay(700, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default); // the fault itself
        return false;
    }

    private static async Task<bool> KeepAsync(FaultServer server, HttpContext context)
    {
        await server.KeepAsync(context);
        return true;
    }

    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
