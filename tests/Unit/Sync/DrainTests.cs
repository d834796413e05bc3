using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.Unit.Store;

namespace Sbm.Unit.Sync;

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

    [Fact]
    public async Task Drain_CalledOff_WritesDownWhatWasConfirmedAndKeepsTheRestPending()
    {
        _bench.Options = new DrainOptions { MaxBatchRuns = 1 };
        _bench.Fill(3);
        using var cancel = new CancellationTokenSource();
        var sent = 0;
        var destination = new FakeDestination(_ =>
        {
            if (++sent == 2)
            {
                cancel.Cancel();
            }

            return Answer.Confirmed;
        });

        var report = await _bench.RunAsync(destination, ct: cancel.Token);

        Assert.Equal((SyncEnd.Cancelled, 1, 2), (report.End, report.Synced, report.StillPending.Count));
        Assert.Equal(["theme-000"], _bench.ByStatus()[SyncStatus.Synced]);
    }

    [Fact]
    public async Task Drain_OutOfTime_SaysSo()
    {
        _bench.Fill(1);
        _bench.Options = new DrainOptions { Deadline = TimeSpan.FromSeconds(10) };
        var destination = new FakeDestination(_ =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(11));
            return Answer.Confirmed;
        });

        var report = await _bench.RunAsync(destination);

        Assert.Equal((SyncEnd.Deadline, 1), (report.End, report.StillPending.Count));
        Assert.Contains("10.00s, was up, and ", report.Message, StringComparison.Ordinal);
        Assert.Equal((SyncStatus.Pending, 1L), (_bench.Find("theme-000").SyncStatus, _bench.Find("theme-000").SyncAttempts));
        Assert.Contains("no answer within", _bench.Find("theme-000").SyncError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_OutOfTimeWhileTheDatabaseIsTriedAgain_SaysWhyAndNotesTheAttempt()
    {
        _bench.Fill(1);
        _bench.Options = new DrainOptions { Deadline = TimeSpan.FromSeconds(10) };
        FakeDestination destination = null!;
        destination = new FakeDestination(_ =>
        {
            destination.Trouble = "the host is not known";
            _bench.Time.Advance(TimeSpan.FromSeconds(11));
            return Answer.Confirmed;
        });

        var report = await _bench.RunAsync(destination);

        Assert.Equal(SyncEnd.Deadline, report.End);
        Assert.Contains("the host is not known", report.Message, StringComparison.Ordinal);
        Assert.Equal((1L, "the host is not known"), (_bench.Find("theme-000").SyncAttempts, _bench.Find("theme-000").SyncError));
        Assert.Equal(SyncEnd.Offline, (await _bench.RunAsync(new FakeDestination(), automatic: true)).End);
    }

    [Theory]
    [InlineData("refuses the connection", "refuses the connection")]
    [InlineData(null, "no answer by the time the process ended")]
    public async Task Drain_CutOffByTheEndOfTheProcessWithoutAnAnswer_TheNextProcessKnowsItIsOffline(string? trouble, string reason)
    {
        _bench.Fill(1);
        using var leaving = new CancellationTokenSource();
        _bench.Options = new DrainOptions { Leaving = leaving.Token };
        FakeDestination destination = null!;
        destination = new FakeDestination(_ =>
        {
            destination.Trouble = trouble;
            leaving.Cancel();
            return Answer.Confirmed;
        });

        await _bench.RunAsync(destination, automatic: true);

        Assert.Equal(reason, _bench.Find("theme-000").SyncError);
        Assert.Equal(reason, _bench.Files.ReadInfo().StampOf(destination.Name)!.Reason);
        _bench.Options = new DrainOptions();
        Assert.Equal((SyncEnd.Offline, 0), await EndOfAutomaticAsync());
        _bench.Options = new DrainOptions { NetworkChangedAt = _bench.Time.GetUtcNow() };
        Assert.Equal((SyncEnd.Completed, 1), await EndOfAutomaticAsync());
        Assert.Null(_bench.Files.ReadInfo().StampOf(destination.Name));

        async Task<(SyncEnd, int)> EndOfAutomaticAsync()
        {
            var report = await _bench.RunAsync(new FakeDestination(), automatic: true);
            return (report.End, report.Requests);
        }
    }

    [Fact]
    public async Task Drain_CutOffByTheEndOfTheProcessAfterAnAnswer_IsNotOffline()
    {
        _bench.Fill(2);
        using var leaving = new CancellationTokenSource();
        _bench.Options = new DrainOptions { Leaving = leaving.Token, MaxBatchRuns = 1 };
        var sent = 0;
        var destination = new FakeDestination(_ =>
        {
            if (++sent == 2)
            {
                leaving.Cancel();
            }

            return Answer.Confirmed;
        });

        await _bench.RunAsync(destination, automatic: true);

        Assert.Null(_bench.Files.ReadInfo().StampOf(destination.Name));
        Assert.Equal(["theme-000"], _bench.ByStatus()[SyncStatus.Synced]);
    }

    [Fact]
    public async Task Drain_WritesToTheStoreTakeLong_WritesNoMoreOftenThanTenTimesTheirDuration()
    {
        _bench.Options = new DrainOptions { MaxBatchRuns = 1 };
        _bench.Fill(40);
        var store = new CountingStore(_bench.LocalStore, () => _bench.Time.Advance(TimeSpan.FromSeconds(1)));
        var destination = new FakeDestination(_ =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1)); // a batch a second, and a second for each write
            return Answer.Confirmed;
        });

        await _bench.Drain(destination, store: store).RunAsync(default);

        Assert.Equal([1, 10, 10, 10, 9], store.Updates); // the first after a second
        Assert.Equal(40, _bench.ByStatus()[SyncStatus.Synced].Count());
    }

    [Fact]
    public async Task Drain_ResultsCannotBeWritten_NothingIsSentAgainAndTheStoreIsToldLater()
    {
        var destination = new FakeDestination();
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));
        for (var i = 0; i < 5; i++)
        {
            _bench.Record($"theme-{i}");
            var report = await _bench.Drain(destination, store: store).RunAsync(default);
            Assert.Equal((SyncEnd.Completed, 1), (report.End, report.Synced));
        }

        Assert.Equal(5, destination.Batches.Count);
        Assert.All(destination.Batches, batch => Assert.Single(batch));
        Assert.Equal(5, _bench.ByStatus()[SyncStatus.Pending].Count());

        await _bench.RunAsync(destination); // the store can be written again
        Assert.Equal(5, destination.Batches.Count);
        Assert.Equal(5, _bench.ByStatus()[SyncStatus.Synced].Count());
        Assert.False(File.Exists(_bench.Files.KeptResultsPath));
    }

    [Fact]
    public async Task Drain_RunChangedAfterItsResultWasKeptElsewhere_IsSentAgain()
    {
        _bench.Record("one");
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));
        await _bench.Drain(new FakeDestination(), store: store).RunAsync(default);
        File.WriteAllText(_bench.Store.Path, File.ReadAllText(_bench.Store.Path).Replace("\"error\":null", "\"error\":\"changed\"", StringComparison.Ordinal));

        var destination = new FakeDestination();
        await _bench.RunAsync(destination);

        Assert.Single(destination.Batches);
    }

    [Fact]
    public async Task Drain_NeitherStoreNorStateDirectoryCanBeWritten_IsAnError()
    {
        _bench.Record("one");
        File.WriteAllText(Path.GetDirectoryName(Path.GetDirectoryName(_bench.Files.KeptResultsPath))!, "a file where the folder should be");
        var store = new CountingStore(_bench.LocalStore, () => throw new SbmException("StoreUnavailable", "locked", "wait"));

        var error = await Assert.ThrowsAsync<SbmException>(() => _bench.Drain(new FakeDestination(), store: store).RunAsync(default));

        Assert.Equal("StoreUnavailable", error.ErrorId);
    }

    private string LastUpdated()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_bench.Store.Path));
        return document.RootElement.GetProperty("last_updated").GetString()!;
    }
}
