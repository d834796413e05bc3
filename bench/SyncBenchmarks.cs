using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;

namespace Sbm.Bench;

/// <summary>
/// 10,000 pending runs to a server on loopback: a drain; the same work with one PUT per run in sequence, through the same
/// connection; and such PUTs alone, which read and write no store. The server is part of the process, and of its memory.
/// </summary>
[Config(typeof(PatientConfig))]
[MemoryDiagnoser]
public class SyncBenchmarks
{
    private const int Runs = 10_000;
    private const int WarmUps = 20; // .NET goes on compiling what is hot for about ten
    private readonly string _folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;
    private readonly List<byte[]> _lines = [];
    private readonly HttpClient _client = new();
    private LoopbackDatabase _database = null!;
    private long _peak;
    private int _requests;

    [Params(0, 1)]
    public int LatencyMilliseconds { get; set; }

    private string StorePath => Path.Combine(_folder, "runs.json");

    [GlobalSetup]
    public async Task StartAsync()
    {
        _database = new LoopbackDatabase();
        var time = new DateTimeOffset(2026, 1, 11, 10, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < Runs; i++)
        {
            var run = new RunRecord { Id = RunId.New(time), Timestamp = time, Slug = $"theme-{i}", Command = "migrate", Status = RunStatus.Success, UserId = "bench" };
            _lines.Add(RunJson.Write(run));
            time = time.AddSeconds(1);
        }

        for (var i = 0; i < WarmUps; i++)
        {
            FillStore();
            await WatchMemoryAsync(Drain);
            FillStore();
            await DrainByPut();
            await PutPerRun();
        }

        _database.Latency = TimeSpan.FromMilliseconds(LatencyMilliseconds);
    }

    [IterationSetup(Targets = [nameof(Drain), nameof(DrainByPut)])]
    public void FillStore()
    {
        using (var store = new StreamWriter(StorePath))
        {
            store.Write("{\"migrations\":[],\"runs\":[\n");
            store.Write(string.Join(",\n", _lines.Select(Encoding.UTF8.GetString)));
            store.Write("\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");
            store.Flush();
            RandomAccess.FlushToDisk(((FileStream)store.BaseStream).SafeFileHandle); // as recorded runs are
        }

        GC.Collect();
    }

    [Benchmark]
    public async Task<int> Drain()
    {
        var environment = new SettingEnvironment(_folder, _ => null, "bench", "bench");
        var report = await new SyncSession(environment).RunAsync(new SyncRequest
        {
            Parameters = new SettingParameters { StorePath = StorePath, DatabaseUrl = _database.Url },
        });
        _requests = report.Requests;
        return report.Synced == Runs ? report.Synced : throw new InvalidOperationException($"Only {report.Synced} were synced: {report.Message}");
    }

    [Benchmark]
    public async Task DrainByPut()
    {
        var store = new RunStore(StorePath);
        var results = new Dictionary<string, SyncResult>(StringComparer.Ordinal);
        var value = new ArrayBufferWriter<byte>();
        using var connection = new FirebaseConnection(new FirebaseOptions(), TimeProvider.System, NullLogger.Instance, isPlain: true);
        foreach (var run in store.ReadAll())
        {
            value.ResetWrittenCount();
            RunValue.Write(run.Json.Span, value);
            var url = new Uri($"{_database.Url}/users/bench/runs/{RunKey.Of(run)}.json?print=silent");
            var answer = await connection.SendAsync(new FirebaseRequest("Sending a run", HttpMethod.Put, url) { Body = value.WrittenMemory }, CancellationToken.None);
            results[run.Identity] = answer.IsSuccess
                ? new SyncResult(SyncStatus.Synced, TimeProvider.System.GetUtcNow())
                : throw new InvalidOperationException(FirebaseError.ReasonOf(answer));
        }

        store.Update(results);
    }

    [Benchmark(Baseline = true)]
    public async Task PutPerRun()
    {
        for (var i = 0; i < Runs; i++)
        {
            using var content = new ByteArrayContent(_lines[i]);
            using var answer = await _client.PutAsync(new Uri($"{_database.Url}/users/bench/runs/{i}.json?print=silent"), content);
            answer.EnsureSuccessStatusCode();
        }
    }

    [GlobalCleanup]
    public void Stop()
    {
        if (_requests > 0)
        {
            Console.WriteLine($"// {_requests} requests, managed memory at most {_peak / 1_000_000} MB above the start, working set {Environment.WorkingSet / 1_000_000} MB");
        }

        _database.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WatchMemoryAsync(Func<Task<int>> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        var working = work();
        while (!working.IsCompleted)
        {
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false) - before);
            await Task.Delay(1);
        }

        await working;
    }

    /// <summary>In this process, whose memory is measured; the PUTs that wait for a slow server take a quarter of an hour altogether.</summary>
    private sealed class PatientConfig : ManualConfig
    {
        public PatientConfig() => AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(30), logOutput: true))
            .WithWarmupCount(1)
            .WithIterationCount(10)
            .WithInvocationCount(1)
            .WithUnrollFactor(1));
    }
}
