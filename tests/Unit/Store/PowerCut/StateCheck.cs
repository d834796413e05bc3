using System.Text;
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
        var warnings = new List<string>();
        RunStore Open() => new(path, new RunStoreOptions { StateDirectory = Path.Combine(folder, "state") }, warnings.Add);

        Keeps(promises, Open().ReadAll(), "A listing");
        if (!Directory.Exists(path + ".spill")) // then it is the same listing
        {
            Keeps(promises, Open().ReadNewest(1_000), "A listing of the newest");
        }

        var added = Runs.New("the-next");
        Assert.False(Open().Record(added).Spilled, $"The next run is spilled. {string.Join(' ', warnings)}");
        promises = promises.With($"recorded {added.Id} {added.Slug}");
        Keeps(promises, RunsIn(File.ReadAllBytes(path)), "The document after the next run");

        var all = Open().ReadAll();
        Keeps(promises, all, "A listing after the next run");
        var pending = all.Where(static run => run.Record.SyncStatus == SyncStatus.Pending).ToList();
        Open().Update(pending.ToDictionary(static run => run.Identity, static _ => new SyncResult(SyncStatus.Synced, DateTimeOffset.UnixEpoch)));
        var document = File.ReadAllBytes(path);
        Keeps(pending.Aggregate(promises, static (promises, run) => promises.With($"marked {run.Identity} synced")), RunsIn(document), "The document after the next sync");

        if (promises.Damaged is { } damaged)
        {
            var asides = Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*-*").Select(File.ReadAllBytes);
            Assert.True(asides.Any(aside => aside.Length > 0 && damaged.AsSpan().IndexOf(aside) >= 0), "What was damaged is not kept.");
        }

        return document;
    }

    private static List<StoredRun> RunsIn(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.GetProperty("runs").EnumerateArray()
            .Select(static run => Encoding.UTF8.GetBytes(run.GetRawText()))
            .Select(static run => new StoredRun(RunJson.Read(run) ?? throw new InvalidDataException("No run: " + Encoding.UTF8.GetString(run)), run))
            .ToList();
    }

    private static void Keeps(Promises promises, IReadOnlyList<StoredRun> runs, string what)
    {
        var byIdentity = runs.ToLookup(static run => run.Identity, static run => run.Record);
        foreach (var (id, slug) in promises.Recorded)
        {
            var found = byIdentity[id].ToList();
            Must(found.Count == 1, () => $"{what} has the run {slug} ({id}) {found.Count} times.");
            var run = found[0];
            var isWhole = run.Slug == slug && run.Status == RunStatus.Success && (run.UserId is null or "tester-host" || run.UserId.Trim('u').Length == 0);
            Must(isWhole, () => $"{what} has the run {slug} ({id}) changed: {run}.");
        }

        foreach (var (id, status) in promises.Marked)
        {
            Must(byIdentity[id].Single().SyncStatus == status, () => $"{what} has the result of {id} no more.");
        }

        foreach (var id in promises.Noted)
        {
            Must(byIdentity[id].Single().Note == "noted", () => $"{what} has the note of {id} no more.");
        }

        foreach (var id in promises.Removed)
        {
            Must(!byIdentity.Contains(id), () => $"{what} has {id}, which was removed, again.");
        }

        foreach (var run in runs)
        {
            Must(run.Record.SyncStatus is SyncStatus.Pending or SyncStatus.Synced or SyncStatus.Failed, () => $"{what} has the sync status '{run.Record.SyncStatus}'.");
        }
    }

    // Of a million such checks none fails: their messages, written beforehand, would be half of the work.
    private static void Must(bool isTrue, Func<string> message)
    {
        if (!isTrue)
        {
            Assert.Fail(message());
        }
    }
}
