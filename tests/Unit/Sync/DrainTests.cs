using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.Unit.Store;

namespace Sbm.Unit.Sync;

/// <summary>What a drain sends, in which order, and what it makes of the answers.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Drain_PendingRuns_MarksThemSyncedAndLeavesLastUpdatedAlone()
    {
        _bench.Record("one");
        _bench.Record("two");
        var lastUpdated = LastUpdated();

        var report = await _bench.RunAsync(new FakeDestination());

        Assert.Equal((SyncEnd.Completed, 2, 2, 1), (report.End, report.Attempted, report.Synced, report.Requests));
        Assert.Empty(report.StillPending);
        var run = _bench.Find("one");
        Assert.Equal((SyncStatus.Synced, 1L, null), (run.SyncStatus, run.SyncAttempts, run.SyncError));
        Assert.Equal(_bench.Time.GetUtcNow(), run.SyncedAt);
        Assert.Equal(lastUpdated, LastUpdated());
    }

    [Fact]
    public async Task Drain_RunsOfEveryOutcome_AreSent()
    {
        string[] outcomes = [RunStatus.Success, RunStatus.Failed, RunStatus.Interrupted];
        _bench.Fill(3, i => Runs.New($"theme-{i}") with { Status = outcomes[i] });
        var destination = new FakeDestination();

        await _bench.RunAsync(destination);

        Assert.Equal(outcomes, destination.Content.Values.Select(run => run.Record.Status));
    }

    [Fact]
    public async Task Drain_NothingToSend_MakesNoRequestAndNoFile()
    {
        var report = await _bench.RunAsync(new FakeDestination());

        Assert.Equal((SyncEnd.NothingToDo, 0), (report.End, report.Requests));
        Assert.False(File.Exists(_bench.LeasePath));
    }

    [Fact]
    public async Task Drain_1200Runs_SendsAtMost500AtOnceOldestFirst()
    {
        _bench.Fill(1200, i => Runs.New($"theme-{i:0000}"));
        var destination = new FakeDestination();

        await _bench.RunAsync(destination);

        Assert.Equal([500, 500, 200], destination.Batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"theme-{i:0000}"), destination.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task Drain_LargeRuns_KeepsEachRequestWithin4Megabytes()
    {
        _bench.Fill(9, i => Runs.New($"theme-{i}") with { Error = new string('x', 900_000) });
        var destination = new FakeDestination();

        await _bench.RunAsync(destination);

        Assert.Equal([4, 4, 1], destination.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Drain_Unreachable_NotesTheErrorAndStopsAtOnce()
    {
        _bench.Options = new DrainOptions { MaxBatchRuns = 2 };
        _bench.Fill(5);

        var report = await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Unreachable, "no network"));

        Assert.Equal((SyncEnd.Offline, 1, 0, 5), (report.End, report.Requests, report.Synced, report.StillPending.Count));
        var tried = _bench.Find("theme-000");
        Assert.Equal((SyncStatus.Pending, 1L, "no network"), (tried.SyncStatus, tried.SyncAttempts, tried.SyncError));
        Assert.Equal((0L, null), (_bench.Find("theme-002").SyncAttempts, _bench.Find("theme-002").SyncError));
    }

    [Fact]
    public async Task Drain_DatabaseUnusable_MarksNoRunFailed()
    {
        _bench.Fill(3);
        var fault = new SbmException("DatabaseRefused", "no such database", "look");

        var report = await _bench.RunAsync(new FakeDestination(_ => new Answer(AnswerKind.Unusable, "no such database", fault)));

        Assert.Equal((SyncEnd.Refused, 1), (report.End, report.Requests));
        Assert.Same(fault, report.Fault);
        Assert.Equal(3, _bench.ByStatus()[SyncStatus.Pending].Count());
    }

    [Fact]
    public async Task Drain_StalledWhileSending_HalvesTheBatchAndStaysSmall()
    {
        _bench.Fill(20);
        var destination = new FakeDestination(uploads => uploads.Count > 3 ? new Answer(AnswerKind.Stalled, "slow") : Answer.Confirmed);

        var report = await _bench.RunAsync(destination);

        Assert.Equal((SyncEnd.Completed, 20), (report.End, report.Synced));
        Assert.Equal([20, 10, 5, 3, 2, 3, 2, 3, 3, 3, 1], destination.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Drain_StalledWithOneRun_CountsAsOffline()
    {
        _bench.Fill(4);
        var destination = FakeDestination.Answering(AnswerKind.Stalled, "slow");

        var report = await _bench.RunAsync(destination);

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.Equal([4, 2, 1], destination.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Drain_OtherToolsStates_AreNotSent()
    {
        _bench.WriteRaw(
            """
            {"runs":[{"slug":"a","sync_status":"invalid_slug"},{"slug":"b"},{"slug":"c","sync_status":"synced"},{"slug":"d","sync_status":"failed"}]}
            """);
        var destination = new FakeDestination();

        await _bench.RunAsync(destination);

        Assert.Equal(["b", "d"], destination.Batches.SelectMany(batch => batch));
        Assert.Equal("invalid_slug", _bench.Find("a").SyncStatus);
    }

    [Fact]
    public async Task Drain_SeveralRunsWithOneKey_SendsTheLastAndMarksAll()
    {
        _bench.WriteRaw(
            """
            {"runs":[
            {"slug":"a/b","timestamp":"2026-01-11T10:00:00.123456+00:00Z","lines_migrated":1},
            {"slug":"a-b","timestamp":"2026-01-11T10:00:00Z","lines_migrated":2},
            {"slug":"a-b","timestamp":"2026-01-11T10:00:00Z","lines_migrated":3,"sync_status":"synced"}
            ]}
            """);
        var destination = new FakeDestination();

        var report = await _bench.RunAsync(destination);

        Assert.Equal(3, Assert.Single(destination.Content).Value.Record.LinesMigrated);
        Assert.Equal("a-b_2026-01-11_10-00-00", destination.Content.Keys.Single());
        Assert.Equal(2, report.Synced);
        Assert.Equal(3, _bench.ByStatus()[SyncStatus.Synced].Count());
    }

    [Fact]
    public async Task Drain_OnlySomeRuns_LeavesTheOthersAndForceSendsSyncedOnes()
    {
        _bench.Fill(3);
        await _bench.RunAsync(new FakeDestination(), only: run => run.Record.Slug == "theme-001");
        Assert.Equal(["theme-001"], _bench.ByStatus()[SyncStatus.Synced]);

        var destination = new FakeDestination();
        var report = await _bench.RunAsync(destination, only: run => run.Record.Slug == "theme-001", force: true);
        Assert.Equal((SyncEnd.Completed, 1), (report.End, destination.Content.Count));
    }

    [Fact]
    public async Task Drain_ForcedButUnreachable_LeavesTheRunSynced()
    {
        _bench.Fill(1);
        await _bench.RunAsync(new FakeDestination());

        var report = await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Unreachable), force: true);

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.Equal(SyncStatus.Synced, _bench.Find("theme-000").SyncStatus);
    }

    [Fact]
    public async Task Drain_RunRecordedMeanwhile_IsSentToo()
    {
        _bench.Record("first");
        var recorded = false;
        var destination = new FakeDestination(_ =>
        {
            if (!recorded)
            {
                recorded = true;
                _bench.Record("second");
            }

            return Answer.Confirmed;
        });

        var report = await _bench.RunAsync(destination);

        Assert.Equal((SyncEnd.Completed, 2), (report.End, report.Synced));
        Assert.Equal(2, _bench.ByStatus()[SyncStatus.Synced].Count());
    }

    [Fact]
    public async Task Drain_RunRecordedBetweenTheLastLookAndTheReleaseOfTheLease_IsSentToo()
    {
        _bench.Record("first");
        var store = new StoreThatRecordsLate(_bench.LocalStore, () => _bench.Record("second"));

        var report = await _bench.Drain(new FakeDestination(), store: store).RunAsync(default);

        Assert.True(store.HasRecorded);
        Assert.Equal(2, report.Synced);
    }

    private string LastUpdated()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_bench.Store.Path));
        return document.RootElement.GetProperty("last_updated").GetString()!;
    }
}
