using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Firebase;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;

namespace Sbm.Bench;

/// <summary>
/// Records one run and has it synced, in stores of ever more synced runs: medians of time, of the bytes that the process writes to files
/// (Linux counts them), and of what is allocated. Three ways: a drain to a destination that confirms without a request, which is what syncing costs
/// beyond it; a whole sync to a server on loopback, the team's figures and a new connection included; and SQLite (WAL, synchronous=FULL), which
/// inserts the run, selects what is pending, and updates it.
/// </summary>
internal static class RecordAndSync
{
    internal const string Name = "RecordAndSync";
    private const int WarmUps = 30;
    private const int Repetitions = 60;
    private static readonly int[] Sizes = [10, 10_000, 100_000, 1_000_000];

    internal static async Task RunAsync()
    {
        using var database = new LoopbackDatabase();
        Console.WriteLine("runs | way | median ms | bytes written | allocated bytes");
        foreach (var size in (int[])[Sizes[0], .. Sizes]) // once more at first, until .NET has compiled what is hot
        {
            var folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;
            try
            {
                var store = new RunStore(Path.Combine(folder, "store.json"), new RunStoreOptions { StateDirectory = folder });
                BenchRuns.WriteStore(store.Path, size);
                await MeasureAsync(size, "drain", () => DrainAsync(store, folder));
                await MeasureAsync(size, "whole sync", () => SyncAsync(store, folder, database.Url));
                using var sqlite = OpenSqlite(Path.Combine(folder, "runs.db"), size);
                await MeasureAsync(size, "SQLite", () => SqliteAsync(sqlite));
            }
            finally
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(int size, string way, Func<Task> work)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            await work();
        }

        var (times, bytes, allocated) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Repetitions; i++)
        {
            var (writtenBefore, allocatedBefore, start) = (Written(), GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            await work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore);
            bytes.Add(Written() - writtenBefore);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} | {way} | {Median(times):0.00} | {Median(bytes):0} | {Median(allocated):0}"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Written() => !OperatingSystem.IsLinux() ? 0 : long.Parse(
        File.ReadLines("/proc/self/io").First(static line => line.StartsWith("wchar:", StringComparison.Ordinal))["wchar:".Length..],
        CultureInfo.InvariantCulture);

    private static async Task DrainAsync(RunStore store, string folder)
    {
        store.Record(BenchRuns.New());
        var files = new SyncFiles(store.Path, folder);
        var drain = new Drain(
            new LocalStore(store, files), new Confirming(), new UploadSelection(Automatic: false), new DrainOptions(), TimeProvider.System, NullLogger.Instance, null);
        Check(await drain.RunAsync(CancellationToken.None));
    }

    private static async Task SyncAsync(RunStore store, string folder, string url)
    {
        store.Record(BenchRuns.New());
        var environment = new SettingEnvironment(folder, static _ => null, "bench", "bench");
        var request = new SyncRequest { Parameters = new SettingParameters { StorePath = store.Path, DatabaseUrl = url } };
        Check(await new SyncSession(environment).RunAsync(request));
    }

    private static void Check(SyncReport report)
    {
        if (report.Synced != 1)
        {
            throw new InvalidOperationException($"{report.Synced} runs were synced: {report.Message}");
        }
    }

    private static Task SqliteAsync(SqliteConnection sqlite)
    {
        Insert(sqlite, BenchRuns.New());
        using var select = sqlite.CreateCommand();
        select.CommandText = "SELECT id, json FROM runs WHERE sync_status = 'pending_sync'";
        var pending = new List<string>();
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read())
            {
                pending.Add(RunJson.Read(Encoding.UTF8.GetBytes(reader.GetString(1)))!.Id!);
            }
        }

        using var update = sqlite.CreateCommand();
        update.CommandText = "UPDATE runs SET sync_status = 'synced' WHERE id = $id";
        update.Parameters.AddWithValue("$id", pending.Single());
        update.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static SqliteConnection OpenSqlite(string path, int runs)
    {
        var sqlite = new SqliteConnection($"Data Source={path}");
        sqlite.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        Execute("CREATE TABLE runs (id TEXT PRIMARY KEY, sync_status TEXT, json TEXT); CREATE INDEX pending ON runs (sync_status) WHERE sync_status = 'pending_sync'");
        using var transaction = sqlite.BeginTransaction();
        for (var i = 0; i < runs; i++)
        {
            Insert(sqlite, BenchRuns.Synced());
        }

        transaction.Commit();
        return sqlite;

        void Execute(string sql)
        {
            using var command = sqlite.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static void Insert(SqliteConnection sqlite, RunRecord run)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = "INSERT INTO runs VALUES ($id, $status, $json)";
        command.Parameters.AddWithValue("$id", run.Id);
        command.Parameters.AddWithValue("$status", run.SyncStatus);
        command.Parameters.AddWithValue("$json", Encoding.UTF8.GetString(RunJson.Write(run)));
        command.ExecuteNonQuery();
    }

    /// <summary>Confirms at once what it is given.</summary>
    private sealed class Confirming : IDestination
    {
        public string Name => "bench";

        public int Requests { get; private set; }

        public string? Trouble => null;

        public string KeyOf(StoredRun run) => RunKey.Of(run);

        public Task<Answer> SendAsync(IReadOnlyList<Upload> uploads, CancellationToken ct)
        {
            Requests++;
            return Task.FromResult(Answer.Confirmed);
        }
    }
}
