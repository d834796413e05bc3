using System.Text.Json;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>Opens a state that a power cut has left, as Sbm would the next morning.</summary>
internal static class StateCheck
{
    /// <summary>
    /// Lists the runs, records another and syncs all: everything promised must be there, nothing may throw, and the document must
    /// be JSON in the end.
    /// </summary>
    /// <param name="folder">Where the state is now; emptied by the caller.</param>
    /// <param name="store">The store's path within the folder.</param>
    /// <param name="promises">What had been promised.</param>
    /// <returns>The document in the end.</returns>
    internal static byte[] Run(string folder, string store, Promises promises)
    {
        var path = Path.Combine(folder, store);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RunStore Open() => new(path, new RunStoreOptions { StateDirectory = Path.Combine(folder, "state") });

        Keeps(promises, Open().ReadAll(), "A listing");
        Keeps(promises, Open().ReadNewest(1_000), "A listing of the newest");

        var added = Runs.New("the-next");
        Assert.False(Open().Record(added).Spilled, "the next run is spilled");
        promises = promises.With($"recorded {added.Id} {added.Slug}");
        var document = File.ReadAllBytes(path);
        Keeps(promises, RunsIn(document), "The document after the next run");
        Keeps(promises, Open().ReadAll(), "A listing after the next run");

        var pending = Open().ReadAll().Where(static run => run.Record.SyncStatus == SyncStatus.Pending).ToList();
        Open().Update(pending.ToDictionary(static run => run.Identity, static _ => new SyncResult(SyncStatus.Synced, DateTimeOffset.UnixEpoch)));
        document = File.ReadAllBytes(path);
        pending.ForEach(run => promises = promises.With($"synced {run.Record.Id}"));
        Keeps(promises, RunsIn(document), "The document after the next sync");
        return document;
    }

    private static List<StoredRun> RunsIn(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.GetProperty("runs").EnumerateArray()
            .Select(static run => System.Text.Encoding.UTF8.GetBytes(run.GetRawText()))
            .Select(static run => new StoredRun(RunJson.Read(run) ?? throw new InvalidDataException("No run: " + System.Text.Encoding.UTF8.GetString(run)), run))
            .ToList();
    }

    private static void Keeps(Promises promises, IReadOnlyList<StoredRun> runs, string what)
    {
        var byId = runs.GroupBy(static run => run.Record.Id ?? string.Empty).ToDictionary(static group => group.Key, static group => group.ToList());
        foreach (var (id, slug) in promises.Recorded)
        {
            Assert.True(byId.TryGetValue(id, out var found), $"{what} lacks the run {slug} ({id}).");
            Assert.True(found!.Count == 1, $"{what} has the run {slug} ({id}) {found.Count} times.");
            var run = found[0].Record;
            var isWhole = run.Slug == slug && run.Status == RunStatus.Success && (run.UserId == "tester-host" || run.UserId?.Trim('u') == "");
            Assert.True(isWhole, $"{what} has the run {slug} ({id}) changed: {run}.");
        }

        foreach (var id in promises.Synced)
        {
            Assert.True(byId[id][0].Record.SyncStatus == SyncStatus.Synced, $"{what} has the result of {id} no more.");
        }

        Assert.All(runs, static run => Assert.Contains(run.Record.SyncStatus, new[] { SyncStatus.Pending, SyncStatus.Synced, SyncStatus.Failed }));
    }
}
