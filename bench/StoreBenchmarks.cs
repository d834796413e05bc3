using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Sbm.Core.Files;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Bench;

/// <summary>
/// The store beside what one might take instead: SQLite (WAL, synchronous=FULL), a file per run, and rewriting the whole
/// file. Every write is on the device when it returns.
/// </summary>
[MemoryDiagnoser]
[InProcess]
[WarmupCount(2)]
[IterationCount(10)]
public class StoreBenchmarks
{
    private const int UpdatedRuns = 500;

    private string _folder = string.Empty;
    private RunStore _store = null!;
    private SqliteConnection _sqlite = null!;
    private List<string> _ids = [];
    private int _number;

    [Params(500, 10_000, 100_000)]
    public int Runs { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;
        _store = new RunStore(Path.Combine(_folder, "store.json"), new RunStoreOptions { StateDirectory = _folder });
        var runs = Enumerable.Range(0, Runs).Select(_ => NewRun()).ToList();
        _ids = [.. runs.Select(static run => run.Id!)];
        WriteStore(_store.Path, runs);

        _sqlite = new SqliteConnection($"Data Source={Path.Combine(_folder, "runs.db")}");
        _sqlite.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE runs (id TEXT PRIMARY KEY, slug TEXT, status TEXT, sync_status TEXT, json TEXT)");
        using var transaction = _sqlite.BeginTransaction();
        runs.ForEach(Insert);
        transaction.Commit();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _sqlite.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "append: a file per run")]
    public void AppendFile()
    {
        var run = NewRun();
        var path = Path.Combine(_folder, run.Id + ".json");
        DurableFile.Replace(path, file => file.Write(RunJson.Write(run)));
    }

    [Benchmark(Description = "append: whole file")]
    public void AppendByRewriting()
    {
        var path = Path.Combine(_folder, "whole.json");
        var document = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(_store.Path));
        DurableFile.Replace(path, file => JsonSerializer.Serialize(file, document));
    }

    [Benchmark(Description = "update 500: Sbm")]
    public int Update() => _store.Update(_ids.Take(UpdatedRuns).ToDictionary(static id => id, static _ => new SyncResult(SyncStatus.Synced, DateTimeOffset.UnixEpoch))).Changed;

    [Benchmark(Description = "update 500: SQLite")]
    public void UpdateSqlite()
    {
        using var transaction = _sqlite.BeginTransaction();
        foreach (var id in _ids.Take(UpdatedRuns))
        {
            using var command = _sqlite.CreateCommand();
            command.CommandText = "UPDATE runs SET sync_status = 'synced' WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    [Benchmark(Description = "read all: Sbm")]
    public int ReadAll() => _store.ReadAll().Count;

    [Benchmark(Description = "read all: SQLite")]
    public int ReadAllSqlite() => Query("SELECT json FROM runs");

    [Benchmark(Description = "newest 20: Sbm")]
    public int Newest() => _store.ReadNewest(20).Count;

    [Benchmark(Description = "newest 20: SQLite")]
    public int NewestSqlite() => Query("SELECT json FROM runs ORDER BY rowid DESC LIMIT 20");

    [Benchmark(Description = "find a slug: Sbm")]
    public StoredRun? Find() => _store.FindSuccess("never-migrated");

    [Benchmark(Description = "find a slug: SQLite")]
    public int FindSqlite() => Query("SELECT json FROM runs WHERE slug = 'never-migrated' AND status = 'success'");

    private RunRecord NewRun()
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(_number);
        return BenchRuns.New() with
        {
            Id = RunId.New(time),
            Timestamp = time,
            Slug = string.Create(CultureInfo.InvariantCulture, $"theme-{_number++ % 400}"),
            StoreId = null,
        };
    }

    private static void WriteStore(string path, List<RunRecord> runs)
    {
        var content = StoreContent.Empty with { LastUpdated = "\"2026-01-01T00:00:00.0000000Z\""u8.ToArray() };
        content.Runs.AddRange(runs.Select(static run => (ReadOnlyMemory<byte>)RunJson.Write(run)));
        using var file = File.Create(path);
        content.WriteTo(file);
    }

    private void Insert(RunRecord run)
    {
        using var command = _sqlite.CreateCommand();
        command.CommandText = "INSERT INTO runs VALUES ($id, $slug, $status, 'pending_sync', $json)";
        command.Parameters.AddWithValue("$id", run.Id);
        command.Parameters.AddWithValue("$slug", run.Slug);
        command.Parameters.AddWithValue("$status", run.Status);
        command.Parameters.AddWithValue("$json", System.Text.Encoding.UTF8.GetString(RunJson.Write(run)));
        command.ExecuteNonQuery();
    }

    private int Query(string sql)
    {
        using var command = _sqlite.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var runs = new List<RunRecord>();
        while (reader.Read())
        {
            runs.Add(RunJson.Read(System.Text.Encoding.UTF8.GetBytes(reader.GetString(0)))!);
        }

        return runs.Count;
    }

    private void Execute(string sql)
    {
        using var command = _sqlite.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
