using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

/// <summary>A drain that is called off, out of time, or cut off by the end of its process: what it leaves, and what it says.</summary>
public sealed class DrainEndTests : IDisposable
{
    private readonly DrainBench _bench = new();

    public void Dispose() => _bench.Dispose();

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
}
