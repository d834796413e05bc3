using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>What a store's folder holds, on the device, before an operation.</summary>
internal static class Situation
{
    /// <summary>Makes one of them.</summary>
    /// <returns>The runs in it that had been promised to somebody.</returns>
    internal static Promises Make(string folder, string name)
    {
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
                File.WriteAllText(path, "{\n  \"migrations\": [\"old\"],\n  \"runs\": [\n" + string.Join(",\n", Enumerable.Range(0, 20).Select(static i =>
                    $"    {{\"slug\": \"old-{i}\", \"status\": \"success\", \"duration_seconds\": 1.50}}")) + "\n  ],\n  \"last_updated\": \"2025-03-04T05:06:07.1+00:00Z\"\n}\n");
                break;
            case "some":
                promises = Record(folder, promises, 3);
                break;
            case "spilled":
                promises = Spill(folder, Record(folder, promises, 3), 14);
                break;
            case "torn":
                promises = Record(folder, promises, 3);
                Damage(path, static bytes => bytes[..^450]);
                promises = promises.WithoutLast();
                break;
            case "torn-middle":
                promises = Record(folder, promises, 3);
                Damage(path, static bytes =>
                {
                    bytes.AsSpan(bytes.Length - 400, 150).Clear();
                    return bytes;
                });
                promises = promises.WithoutLast();
                break;
            case "damaged":
                promises = Record(folder, promises, 3);
                Damage(path, static bytes => [.. bytes.AsSpan(0, bytes.AsSpan().IndexOf("\n"u8)), .. "]]"u8, .. bytes.AsSpan(bytes.AsSpan().IndexOf("\n"u8))]);
                break;
            default:
                throw new ArgumentException(name);
        }

        return promises;
    }

    private static Promises Record(string folder, Promises promises, int count)
    {
        var store = new RunStore(Path.Combine(folder, "store.json"), new RunStoreOptions { StateDirectory = Path.Combine(folder, "state") });
        for (var i = 0; i < count; i++)
        {
            var run = Runs.New($"before-{i}");
            store.Record(run);
            promises = promises.With($"recorded {run.Id} {run.Slug}");
        }

        return promises;
    }

    // One of them is in the store already: it was taken in, and the power went before its file was removed.
    private static Promises Spill(string folder, Promises promises, int count)
    {
        var spill = new SpillFolder(Path.Combine(folder, "store.json"), Path.Combine(folder, "state"), null);
        for (var i = 0; i < count; i++)
        {
            var run = Runs.New($"spilled-{i}");
            if (i == 0)
            {
                new RunStore(Path.Combine(folder, "store.json"), new RunStoreOptions { StateDirectory = Path.Combine(folder, "state") }).Record(run);
            }

            spill.Write(run.Id!, RunJson.Write(run));
            promises = promises.With($"recorded {run.Id} {run.Slug}");
        }

        return promises;
    }

    private static void Damage(string path, Func<byte[], byte[]> damage) => File.WriteAllBytes(path, damage(File.ReadAllBytes(path)));
}
