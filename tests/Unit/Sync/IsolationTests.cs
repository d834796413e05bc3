using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

public sealed class IsolationTests : IDisposable
{
    private const int MostRequests = 24;
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Isolate_OneBadRunOf500_FindsItWhereverItIsWithin24Requests()
    {
        for (var bad = 0; bad < 500; bad += bad is 0 or 498 ? 1 : 83)
        {
            _bench.Fill(500);
            var destination = FakeDestination.Refusing($"theme-{bad:000}");

            var report = await _bench.RunAsync(destination);

            Assert.Equal((SyncEnd.Completed, 499, 1), (report.End, report.Synced, report.Refused.Count));
            Assert.InRange(report.Requests, 1, MostRequests - 1); // one more is for renewing the credential
            var refused = _bench.Find($"theme-{bad:000}");
            Assert.Equal((SyncStatus.Failed, 1L, "Permission denied (401)"), (refused.SyncStatus, refused.SyncAttempts, refused.SyncError));
            Assert.Equal(499, _bench.ByStatus()[SyncStatus.Synced].Count());
            Assert.Contains(destination.Batches, batch => batch.SequenceEqual([$"theme-{bad:000}"]));
        }
    }

    [Theory]
    [InlineData(499)]
    [InlineData(0)]
    public async Task Isolate_FirstOrLastOf500_IsFound(int bad)
    {
        _bench.Fill(500);
        var report = await _bench.RunAsync(FakeDestination.Refusing($"theme-{bad:000}"));
        Assert.Equal($"theme-{bad:000}", Assert.Single(report.Refused).Run.Slug);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(499)]
    [InlineData(301)]
    [InlineData(257)]
    [InlineData(17)]
    [InlineData(9)]
    [InlineData(8)]
    public async Task Isolate_EverythingIsRefused_EndsWithin24RequestsAndLeavesTheUntriedPending(int count)
    {
        _bench.Fill(count);

        var report = await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Refused, "Permission denied (401)"));

        Assert.Equal((SyncEnd.Refused, 8), (report.End, report.Refused.Count));
        Assert.InRange(report.Requests, 8, MostRequests - 1);
        Assert.Equal(8, _bench.ByStatus()[SyncStatus.Failed].Count());
        Assert.Equal(count - 8, _bench.ByStatus()[SyncStatus.Pending].Count());
        Assert.All(_bench.Store.ReadAll().Where(run => run.Record.SyncStatus == SyncStatus.Pending), run => Assert.Equal(0, run.Record.SyncAttempts));
    }

    [Fact]
    public async Task Isolate_AfterEverythingWasRefused_TheNextDrainStartsWithThoseTriedLeast()
    {
        _bench.Fill(20);
        await _bench.RunAsync(FakeDestination.Answering(AnswerKind.Refused));
        var tried = _bench.ByStatus()[SyncStatus.Failed].ToHashSet();
        var destination = new FakeDestination();

        await _bench.RunAsync(destination);

        Assert.DoesNotContain(destination.Batches[0], tried.Contains);
        Assert.Equal(20, _bench.ByStatus()[SyncStatus.Synced].Count());
    }

    [Fact]
    public async Task Isolate_NineBadRunsAmongGoodOnes_AreAllFound()
    {
        _bench.Fill(100);
        var bad = Enumerable.Range(40, 9).Select(i => $"theme-{i:000}").ToArray();

        var report = await _bench.RunAsync(FakeDestination.Refusing(bad));

        Assert.Equal((SyncEnd.Completed, 91), (report.End, report.Synced));
        Assert.Equal(bad, report.Refused.Select(refused => refused.Run.Slug).Order());
    }

    [Fact]
    public async Task Isolate_RefusedBeforeIsolationEnds_MarksNobodyWhoWasNotRefusedAlone()
    {
        _bench.Fill(4);
        var requests = 0;
        var destination = new FakeDestination(_ => new Answer(++requests > 2 ? AnswerKind.Unreachable : AnswerKind.Refused, "x"));

        var report = await _bench.RunAsync(destination);

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.Equal(4, _bench.ByStatus()[SyncStatus.Pending].Count());
    }

    [Fact]
    public async Task Isolate_RefusedOnce_AutomaticDrainsWaitAnHourAndSendItLastInABatchOfItsOwn()
    {
        _bench.Fill(2);
        await _bench.RunAsync(FakeDestination.Refusing("theme-000"));
        _bench.Record("new");

        _bench.Time.Advance(TimeSpan.FromMinutes(59));
        var early = new FakeDestination();
        await _bench.RunAsync(early, automatic: true);
        Assert.Equal([["new"]], early.Batches);

        _bench.Record("newer");
        _bench.Time.Advance(TimeSpan.FromMinutes(2));
        var late = new FakeDestination();
        await _bench.RunAsync(late, automatic: true);
        Assert.Equal([["newer"], ["theme-000"]], late.Batches);
    }
}
