using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

public sealed class StoreMergeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 11, 12, 0, 0, TimeSpan.Zero);
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_PutsRunsWhereTheirTimeBelongs_OnceEach()
    {
        var store = Recorded(_folder.Path, 1, 3, 5);
        var other = Recorded(_folder["other.json"], 0, 2, 4, 6);

        Assert.Equal(4, StoreMerge.Import(store, other.ReadAll()).Count);
        Assert.Empty(StoreMerge.Import(store, other.ReadAll()));

        Assert.Equal(["r0", "r1", "r2", "r3", "r4", "r5", "r6"], store.ReadAll().Select(static run => run.Record.Slug));
        Assert.Contains($"\"last_updated\":\"{RunTimestamp.Format(Noon.AddHours(6))}\"", File.ReadAllText(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_KeepsEveryTokenAndWhatTheStoreHas()
    {
        const string Odd = """{"slug":"odd","timestamp":"2026-01-11T11:00:00+00:00Z","weight":1.50e1,"sync_status":"skipped_empty"}""";
        File.WriteAllText(_folder["python.json"], $$"""{ "migrations": ["odd"], "runs": [ {{Odd}} ] }""");
        var store = Recorded(_folder.Path, 1);

        StoreMerge.Import(store, _folder.Open(_folder["python.json"]).ReadAll());

        Assert.Contains("\n" + Odd + ",\n", File.ReadAllText(_folder.Path), StringComparison.Ordinal);
        Assert.StartsWith("{\"migrations\":[]", File.ReadAllText(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OfRunsWithoutTimeOrOrder_TakesThemAll()
    {
        File.WriteAllText(_folder["other.json"], """{"runs":[{"slug":"b"},{"slug":"a","timestamp":"2026-01-11T20:00:00Z"},{"slug":"c"},{"slug":"c"}]}""");
        var store = Recorded(_folder.Path, 5, 1);

        Assert.Equal(3, StoreMerge.Import(store, _folder.Open(_folder["other.json"]).ReadAll()).Count);

        Assert.Equal(["a", "b", "c", "r1", "r5"], store.ReadAll().Select(static run => run.Record.Slug).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_OfTenCopiesByTwoAtOnce_TakesEveryRunOnce()
    {
        var original = Recorded(_folder["original.json"], [.. Enumerable.Range(0, 50)]);
        var copies = Enumerable.Range(0, 10).Select(copy => _folder[$"copy{copy}.json"]).ToList();
        copies.ForEach(copy => File.Copy(original.Path, copy));

        await Task.WhenAll(Enumerable.Range(0, 2).Select(worker => Task.Run(() =>
        {
            foreach (var copy in copies.Concat(Enumerable.Reverse(copies)).Skip(worker))
            {
                StoreMerge.Import(_folder.Open(), _folder.Open(copy).ReadAll());
            }
        })));

        Assert.Equal(original.ReadAll().Select(static run => run.Record.Id), _folder.Ids());
    }

    private RunStore Recorded(string path, params int[] hours)
    {
        var store = _folder.Open(path);
        foreach (var hour in hours)
        {
            store.Record(Runs.New($"r{hour}", Noon.AddHours(hour)));
        }

        return store;
    }
}
