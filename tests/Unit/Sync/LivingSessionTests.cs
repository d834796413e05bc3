using Microsoft.Extensions.Time.Testing;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;

namespace Sbm.Unit.Sync;

/// <summary>A process that goes on living keeps at it without anybody's doing. Its time is the test's.</summary>
public sealed class LivingSessionTests : IAsyncLifetime
{
    private readonly FirebaseBench _bench = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TaskCompletionSource _sentTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FaultServer _server = null!;
    private AutomaticSync _automatic = null!;

    public async Task InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _bench.Home.Variables["SBM_DATABASE_URL"] = _server.Url;
        _automatic = new AutomaticSync(_bench.Home.Environment, _time) { Firebase = _bench.Options with { Retries = 0 } };
    }

    public async Task DisposeAsync()
    {
        _automatic.Dispose();
        await _automatic.Idle;
        await _server.DisposeAsync();
        _bench.Dispose();
    }

    private void GoOffline() => _server.Fault = (context, _) => FaultServer.Answer(context, 503);

    private void ComeOnline() => _server.Fault = (_, _) => Task.FromResult(false);

    private async Task AfterAsync(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await _automatic.Idle.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Pending_WhenTheDatabaseIsBack_IsSentWithoutAnotherTrigger()
    {
        GoOffline();
        _bench.Fill(1);
        _automatic.Trigger();
        await _automatic.Idle;
        Assert.Equal(1, _server.Requests);

        ComeOnline();
        await AfterAsync(29);
        Assert.Equal(1, _server.Requests);
        await AfterAsync(8);

        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
    }

    [Fact]
    public async Task Pending_WhileTheDatabaseIsAway_IsTriedLessAndLessOftenButAtLeastEveryFiveMinutes()
    {
        GoOffline();
        _bench.Fill(1);
        _automatic.Trigger();
        await _automatic.Idle;

        var times = new List<int>();
        for (var second = 0; second < 1800; second++)
        {
            var before = _server.Requests;
            await AfterAsync(1);
            if (_server.Requests > before)
            {
                times.Add(second);
            }
        }

        var pauses = times.Zip(times.Skip(1), (one, other) => other - one).ToList();
        Assert.InRange(times.Count, 6, 12);
        Assert.All(pauses, pause => Assert.InRange(pause, 30, 300));
        Assert.True(pauses[^1] > pauses[0], string.Join(' ', pauses));
    }

    [Fact]
    public async Task Pending_WhenTheNetworkChanges_IsTriedAtOnceAndTheOfflineStampIsVoid()
    {
        GoOffline();
        _bench.Fill(1);
        _automatic.Trigger();
        await _automatic.Idle;

        ComeOnline();
        _automatic.OnNetworkChanged();
        await AfterAsync(1);

        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
    }

    [Fact]
    public async Task Trigger_FindsTheLeaseTaken_ComesBackWhenItIsFreeAlsoIfItsHolderDied()
    {
        _bench.Fill(1);
        var lease = DrainLease.TryTake(new SyncFiles(_bench.Store.Path, Path.Combine(_bench.Home.Path, ".sbm")))!;
        _automatic.Trigger();
        await _automatic.Idle;
        Assert.Equal(0, _server.Requests);

        lease.Dispose();
        await AfterAsync(2);

        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
    }

    [Fact]
    public async Task Run_RecordedDuringADrainOfNamedRuns_IsSentAfterwards()
    {
        _bench.Fill(1);
        _server.Fault = (_, number) =>
        {
            if (number == 1)
            {
                _bench.Store.Record(Store.Runs.New("meanwhile"));
            }

            if (number == 2)
            {
                _sentTwice.TrySetResult();
            }


            return Task.FromResult(false);
        };
        var request = new SyncRequest { Only = run => run.Record.Slug == "theme-000" };

        await _automatic.RunAsync(new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options, TellsTeam = false }, request, null, null, default);
        await _sentTwice.Task.WaitAsync(TimeSpan.FromMinutes(1)); // started by the end of the drain, on a thread of its own
        await _automatic.Idle.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _bench.Count(SyncStatus.Synced));
        Assert.Equal(2, _server.Runs.Count);
    }

    [Fact]
    public async Task Leave_DuringADrainThatSomebodyAskedFor_GivesItTheExitTimeout()
    {
        _bench.Fill(1);
        _bench.Home.Variables["SBM_EXIT_TIMEOUT"] = "60";
        var reached = new TaskCompletionSource();
        var answer = new TaskCompletionSource<bool>();
        _server.Fault = (_, _) =>
        {
            reached.TrySetResult();
            return answer.Task;
        };
        var drain = _automatic.RunAsync(new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options }, new SyncRequest(), null, null, default);
        await reached.Task;
        var leave = Task.Run(_automatic.Leave);

        answer.SetResult(false);
        await leave.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(SyncEnd.Completed, (await drain).End);
    }

    [Fact]
    public async Task Leave_TheDatabaseHangs_CutsTheDrainOffAndRemembersIt()
    {
        _bench.Fill(1);
        _bench.Home.Variables["SBM_EXIT_TIMEOUT"] = "0";
        var reached = new TaskCompletionSource();
        _server.Fault = (_, _) =>
        {
            reached.TrySetResult();
            return _server.HangAsync();
        };
        var drain = _automatic.RunAsync(new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options }, new SyncRequest(), null, null, default);
        await reached.Task;

        _automatic.Leave();

        Assert.Equal(SyncEnd.Cancelled, (await drain.WaitAsync(TimeSpan.FromMinutes(1))).End);
        Assert.Contains("no answer", Assert.Single(_bench.Store.ReadAll()).Record.SyncError, StringComparison.Ordinal);
        Assert.NotNull(new SyncFiles(_bench.Store.Path, string.Empty).ReadInfo().StampOf(new SbmSettings(null, _bench.Home.Environment).Destination!.ToString()));
    }
}
