using System.Text.Json;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

public sealed class RunStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NamesWithEscapes_AreTheNamesThatTheyStandFor()
    {
        File.WriteAllText(_folder["runs.json"], """{"runs":[{"sl\u0075g":"a","st\u0061tus":"success","sync_st\u0061tus":"synced"}]}""");

        var run = new RunStore(_folder["runs.json"]).ReadAll().Single().Record;

        Assert.Equal(("a", "success", SyncStatus.Synced), (run.Slug, run.Status, run.SyncStatus));
    }

    [Fact]
    public void Record_ToANewStore_WritesTheCanonicalLayout()
    {
        var store = Open();
        var run = Runs.New("lakeside-motors");

        var outcome = store.Record(run);

        Assert.Equal(new RecordOutcome(store.Path, Spilled: false), outcome);
        var lines = File.ReadAllText(store.Path).Split('\n');
        Assert.Matches("^{\"migrations\":\\[\\],\"store_id\":\"[0-9a-f]{32}\",\"runs\":\\[$", lines[0]);
        Assert.StartsWith($"{{\"id\":\"{run.Id}\",\"timestamp\":\"", lines[1], StringComparison.Ordinal);
        Assert.Equal($"],\"last_updated\":\"{RunTimestamp.Format(run.Timestamp!.Value)}\"}}", lines[2]);
    }

    [Fact]
    public void Record_SeveralRuns_KeepsOrderAndIsJsonAfterEach()
    {
        var store = Open();
        var runs = Enumerable.Range(0, 20).Select(i => Runs.New($"theme-{i}")).ToList();
        foreach (var run in runs)
        {
            store.Record(run);
            JsonDocument.Parse(File.ReadAllText(store.Path)).Dispose();
        }

        Assert.Equal(runs.Select(run => run.Id), store.ReadAll().Select(run => run.Record.Id));
        Assert.Equal(runs.Select(run => run.Id).Reverse().Take(5), store.ReadNewest(5).Select(run => run.Record.Id));
        Assert.Equal(20, store.ReadNewest(50).Count);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Read_WhatWasRecorded_GivesEveryFieldBack()
    {
        var store = Open();
        var run = Runs.New("a/b_c") with
        {
            Error = "line 3: \"é\" 🚗",
            ReportPath = "/tmp/report.md",
            DurationSeconds = 12.34,
            PullRequestUrl = "https://example.org/1",
        };
        store.Record(run);

        var read = store.ReadAll().Single().Record;
        Assert.Equal(run with { StoreId = read.StoreId }, read);
        Assert.Equal(read, store.ReadNewest(1).Single().Record);
        Assert.Contains($"\"store_id\":\"{read.StoreId}\",\"runs\":[", File.ReadAllText(store.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Update_OfSomeRuns_ChangesTheirSyncFieldsAlone()
    {
        var store = Open();
        var runs = Enumerable.Range(0, 5).Select(i => Runs.New($"theme-{i}")).ToList();
        runs.ForEach(run => store.Record(run));
        var before = File.ReadAllLines(store.Path);
        var time = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var update = store.Update(new Dictionary<string, SyncResult>
        {
            [runs[2].Id!] = new(SyncStatus.Synced, time),
            [runs[4].Id!] = new(SyncStatus.Failed, time, "refused"),
        });

        Assert.Equal(2, update.Changed);
        var after = File.ReadAllLines(store.Path);
        Assert.Equal([0, 1, 2, 4, 6], Enumerable.Range(0, before.Length).Where(i => before[i] == after[i]));
        var read = store.ReadAll();
        runs = runs.ConvertAll(run => run with { StoreId = read[0].Record.StoreId });
        Assert.Equal(runs[2] with { SyncStatus = "synced", SyncAttempts = 1, SyncAttemptedAt = time, SyncedAt = time }, read[2].Record);
        Assert.Equal(runs[4] with { SyncStatus = "failed", SyncAttempts = 1, SyncAttemptedAt = time, SyncError = "refused" }, read[4].Record);
        Assert.True(StoreTail.LengthAtEndOf(File.ReadAllBytes(store.Path)) > 0);
    }

    [Fact]
    public void FindSuccess_OfAThemeMigratedTwice_FindsTheLaterSuccess()
    {
        var store = Open();
        store.Record(Runs.New("a"));
        var second = Runs.New("a");
        store.Record(second);
        store.Record(Runs.New("a") with { Status = RunStatus.Failed });
        store.Record(Runs.New("ab"));

        Assert.Equal(second.Id, store.FindSuccess("a")!.Record.Id);
        Assert.Null(store.FindSuccess("b"));
    }

    private RunStore Open() => new(_folder["store.json"], new RunStoreOptions { StateDirectory = _folder["state"] }, _warnings.Add);
}
