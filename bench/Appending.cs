using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Bench;

/// <summary>
/// What recording one run costs, beside the least that it can cost and beside an insert into SQLite (WAL, synchronous=FULL). The three take
/// turns, append by append, so that each meets the same device; of each run of many the median counts, and of five runs their median.
/// </summary>
internal static class Appending
{
    internal const string Name = "Append";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5); // .NET compiles what is hot in steps, and on a busy machine late
    private const int Appends = 200;
    private const int Repetitions = 5;
    private static readonly int[] Sizes = [500, 10_000, 100_000];

    internal static void Run()
    {
        Console.WriteLine("runs in the store | Sbm ms | limit ms | SQLite ms | Sbm - limit | Sbm / SQLite (medians of five runs)");
        foreach (var size in Sizes)
        {
            var folder = Directory.CreateTempSubdirectory("sbm-bench-").FullName;
            try
            {
                Measure(folder, size);
            }
            finally
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void Measure(string folder, int size)
    {
        var store = new RunStore(Path.Combine(folder, "store.json"), new RunStoreOptions { StateDirectory = folder });
        BenchRuns.WriteStore(store.Path, size);
        using var bare = new BareAppend(store.Path, store.Path + ".bare");
        using var sqlite = OpenSqlite(Path.Combine(folder, "runs.db"), size);
        Func<Action>[] ways =
        [
            () => With(BenchRuns.New(), run => store.Record(run)),
            bare.Prepare,
            () => With(BenchRuns.New(), run => Insert(sqlite, run)),
        ];
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Turns(ways, Appends);
        }

        var runs = Enumerable.Range(0, Repetitions).Select(_ => Turns(ways, Appends)).ToList();
        string OfFive(Func<double[], double> figure) => Text(Median(runs.Select(figure)));
        string Five(Func<double[], double> figure) => $"{OfFive(figure)} of {string.Join(' ', runs.Select(figure).Order().Select(Text))}";
        Console.WriteLine(
            $"{size} | {OfFive(static run => run[0])} | {OfFive(static run => run[1])} | {OfFive(static run => run[2])} | {Five(static run => run[0] - run[1])} | {Five(static run => run[0] / run[2])}");
        var append = ways[0]();
        var before = GC.GetAllocatedBytesForCurrentThread();
        append();
        Console.WriteLine($"{size} | {GC.GetAllocatedBytesForCurrentThread() - before} bytes allocated by an append of Sbm");
    }

    // The median of each way, in milliseconds. The order of each turn is left to chance, so that none always comes after the same other.
    private static double[] Turns(Func<Action>[] ways, int appends)
    {
        var times = ways.Select(_ => new List<double>(appends)).ToArray();
        foreach (var way in Enumerable.Range(0, appends).SelectMany(_ => Enumerable.Range(0, ways.Length).OrderBy(_ => Random.Shared.Next())))
        {
            var append = ways[way]();
            var start = Stopwatch.GetTimestamp();
            append();
            times[way].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times.Select(Median)];
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static Action With(RunRecord run, Action<RunRecord> append) => () => append(run);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static SqliteConnection OpenSqlite(string path, int runs)
    {
        var sqlite = new SqliteConnection($"Data Source={path}");
        sqlite.Open();
        using var command = sqlite.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE runs (id TEXT PRIMARY KEY, slug TEXT, status TEXT, sync_status TEXT, json TEXT)";
        command.ExecuteNonQuery();
        using var transaction = sqlite.BeginTransaction();
        for (var i = 0; i < runs; i++)
        {
            Insert(sqlite, BenchRuns.New());
        }

        transaction.Commit();
        return sqlite;
    }

    private static void Insert(SqliteConnection sqlite, RunRecord run)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = "INSERT INTO runs VALUES ($id, $slug, $status, 'pending_sync', $json)";
        command.Parameters.AddWithValue("$id", run.Id);
        command.Parameters.AddWithValue("$slug", run.Slug);
        command.Parameters.AddWithValue("$status", run.Status);
        command.Parameters.AddWithValue("$json", Encoding.UTF8.GetString(RunJson.Write(run)));
        command.ExecuteNonQuery();
    }
}
