using System.Text;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>What a store's folder holds, on the device, before an operation.</summary>
internal static class Situation
{
    private const int Spilled = 6;

    /// <summary>Makes one of them.</summary>
    /// <returns>What had been promised to somebody.</returns>
    internal static Promises Make(string folder, string name)
    {
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        var path = Path.Combine(folder, "store.json");
        var promises = new Promises();
        switch (name)
        {
            case "nothing":
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "python":
                File.WriteAllText(path, Python("\"status\": \"success\"", ": 1.50"));
                break;
            case "lenient":
                File.WriteAllText(path, Python("\"status\": \"success\"", ": NaN,"));
                promises = promises with { Damaged = File.ReadAllBytes(path) };
                break;
            case "utf16":
                File.WriteAllText(path, Python("\"status\": \"success\"", ": 1.50"), Encoding.Unicode);
                promises = promises with { Damaged = File.ReadAllBytes(path) };
                break;
            case "some":
                Record(folder, 3);
                break;
            case "synced":
                Record(folder, 4);
                Open(folder).Update(Open(folder).ReadAll().Take(3).ToDictionary(static run => run.Identity, static _ => new SyncResult(SyncStatus.Synced, DateTimeOffset.UnixEpoch)));
                break;
            case "spilled":
                Record(folder, 3);
                Spill(folder, Spilled);
                break;
            case "spilled-elsewhere":
                Record(folder, 3);
                Spill(folder, 3, mayBeBeside: false);
                break;
            case "spilled-odd": // with one that cannot be read, which stays
                Record(folder, 3);
                Spill(folder, 3);
                File.WriteAllText(path + ".spill/odd.json", "{");
                break;
            case "torn":
                promises = Damage(folder, static bytes => bytes[..^450], isLastLost: true);
                break;
            case "torn-middle":
                promises = Damage(folder, static bytes => Cleared(bytes, bytes.Length - 400, 150), isLastLost: true);
                break;
            case "damaged":
                promises = Damage(folder, static bytes => [.. bytes.AsSpan(0, bytes.AsSpan().IndexOf("\n"u8)), .. "]]"u8, .. bytes.AsSpan(bytes.AsSpan().IndexOf("\n"u8))]);
                break;
            case "half-written": // in place, where it cannot be renamed over
                File.WriteAllText(path, Python("\"status\": \"success\"", ": 1.50"));
                var old = File.ReadAllBytes(path);
                Open(folder).Record(Runs.New("rescued"));
                File.Copy(path, path + ".rescue");
                File.WriteAllBytes(path, [.. File.ReadAllBytes(path).AsSpan(0, 1024), .. old.AsSpan(1024)]);
                return Reading(path + ".rescue").Aggregate(promises, Promise);
            default:
                throw new ArgumentException(name);
        }

        return promises.Damaged is null || name is "lenient" or "utf16" ? Open(folder).ReadAll().Aggregate(promises, Promise) : promises;
    }

    private static Promises Promise(Promises promises, StoredRun run)
    {
        promises = promises.With($"recorded {run.Identity} {run.Record.Slug}");
        return run.Record.SyncStatus == SyncStatus.Pending ? promises : promises.With($"marked {run.Identity} {run.Record.SyncStatus}");
    }

    private static IReadOnlyList<StoredRun> Reading(string path) => new RunStore(path).ReadAll();

    private static RunStore Open(string folder) =>
        new(Path.Combine(folder, "store.json"), new RunStoreOptions { StateDirectory = Path.Combine(folder, "state") });

    private static string Python(string status, string duration) =>
        "{\n  \"migrations\": [\"old\"],\n  \"runs\": [\n"
        + string.Join(",\n", Enumerable.Range(0, 20).Select(i => $"    {{\"slug\": \"old-{i}\", {status}, \"duration_seconds\"{duration}}}"))
        + "\n  ],\n  \"last_updated\": \"2025-03-04T05:06:07.1+00:00Z\"\n}\n";

    private static void Record(string folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Open(folder).Record(Runs.New($"before-{i}"));
        }
    }

    // One of them is in the store already: it was taken in, and the power went before its file was removed.
    private static void Spill(string folder, int count, bool mayBeBeside = true)
    {
        var spill = new SpillFolder(Path.Combine(folder, "store.json"), Path.Combine(folder, "state"), null);
        for (var i = 0; i < count; i++)
        {
            var run = Runs.New($"spilled-{i}");
            if (i == 0)
            {
                Open(folder).Record(run);
            }

            spill.Write(run.Id!, RunJson.Write(run), mayBeBeside);
        }
    }

    // What was promised before is a promise still; the bytes stay, or are kept beside what is made of them.
    private static Promises Damage(string folder, Func<byte[], byte[]> damage, bool isLastLost = false)
    {
        Record(folder, 3);
        var before = Open(folder).ReadAll();
        var path = Path.Combine(folder, "store.json");
        File.WriteAllBytes(path, damage(File.ReadAllBytes(path)));
        var promises = before.Aggregate(new Promises { Damaged = File.ReadAllBytes(path) }, Promise);
        return isLastLost ? promises.Without(before[^1].Identity) : promises;
    }

    private static byte[] Cleared(byte[] bytes, int start, int length)
    {
        bytes.AsSpan(start, length).Clear();
        return bytes;
    }
}
