using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;
using Sbm.Core.Team;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Team;

/// <summary>What a sync tells the team, and what can be read of it.</summary>
public sealed class TeamTests : IAsyncLifetime
{
    private readonly FirebaseBench _bench = new() { TellsTeam = true };
    private FaultServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _bench.Home.Variables["SBM_DATABASE_URL"] = _server.Url;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _bench.Dispose();
    }

    private static RunRecord Run(string slug, string store = "store-a") => Runs.New(slug) with
    {
        StoreId = store,
        Status = RunStatus.Success,
        LinesMigrated = 10,
        AutomationSeconds = 1.5,
        DurationSeconds = 2,
        ManualEstimateSeconds = 100,
    };

    private void Write(params RunRecord[] runs) => File.WriteAllText(
        _bench.Home.StorePath,
        $"{{\"migrations\":[],\"store_id\":\"{runs[0].StoreId}\",\"runs\":[\n" + string.Join(",\n", runs.Select(run => System.Text.Encoding.UTF8.GetString(RunJson.Write(run)))) + "\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");

    private TeamDatabase Team() => new(_bench.Home.Environment) { Firebase = _bench.Options with { Retries = 0 } };

    [Fact]
    public async Task Sync_TellsTotalsOfTheStoresOwnRunsAndWhoMigratedWhat()
    {
        Write(Run("one"), Run("two"), Run("one"), Run("imported", "store-b"), Run("failed") with { Status = RunStatus.Failed });

        await _bench.SyncAsync();

        var summaries = await Team().ReadSummariesAsync(new SettingParameters());
        var summary = Assert.Single(summaries.Summaries);
        Assert.Equal(("ada@lovelace-example", "store-a", 0), (summary.Name, summary.StoreId, summaries.Skipped));
        Assert.Equal((4, 3, 3, 40), (summary.Totals.Runs, summary.Totals.Successes, summary.Totals.Slugs, summary.Totals.Lines));
        Assert.Equal((6m, 294m), (summary.Totals.AutomationSeconds, summary.Totals.SavedSeconds));
        Assert.Equal(["slugs/one", "slugs/two"], _server.Content.Keys.Where(path => path.StartsWith("slugs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sync_TakesHomeWhoMigratedWhat_AndIsAskedWithoutANetwork()
    {
        Write(Run("one"));
        await _bench.SyncAsync();
        await _server.DisposeAsync();

        var found = TeamSlugs.Of(_bench.Home.Settings())!.Find("one");

        Assert.Equal(("one", "store-a"), (found!.Slug, found.StoreId));
        Assert.Null(TeamSlugs.Of(_bench.Home.Settings())!.Find("two"));
        Assert.NotNull(TeamSlugs.Of(_bench.Home.Settings())!.CopiedAt);
    }

    [Fact]
    public async Task Sync_UndoneRun_LeavesTheSlugsAndTheTotals()
    {
        Write(Run("one"), Run("two"));
        await _bench.SyncAsync();
        Write(Run("one") with { UndoneAt = TimeProvider.System.GetUtcNow() }, Run("two") with { SyncStatus = SyncStatus.Synced });

        await _bench.SyncAsync();

        Assert.Null(TeamSlugs.Of(_bench.Home.Settings())!.Find("one"));
        Assert.NotNull(TeamSlugs.Of(_bench.Home.Settings())!.Find("two"));
        Assert.Equal(1, Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).Totals.Runs);
    }

    [Fact]
    public async Task Sync_AfterOneThatWasCutOffBeforeItToldTheTeam_TellsWhatIsOwed_ThoughNothingIsLeftToSend()
    {
        Write(Run("one"));
        await _bench.SyncAsync();
        _bench.Store.Record(Run("two"));
        await new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());

        var report = await _bench.SyncAsync();

        Assert.Equal((SyncEnd.NothingToDo, 0), (report.End, report.Synced));
        Assert.Equal((2, 2), await TotalsAsync());
        Assert.NotNull(TeamSlugs.Of(_bench.Home.Settings())!.Find("two"));
        var requests = _server.Requests;
        await _bench.SyncAsync();
        Assert.Equal(requests, _server.Requests);
    }

    [Fact]
    public async Task AutomaticSync_AfterOneThatWasCutOffBeforeItToldTheTeam_TellsWhatIsOwed()
    {
        Write(Run("one"));
        await new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());
        using var automatic = new AutomaticSync(_bench.Home.Environment) { Firebase = _bench.Options };

        automatic.TriggerIfPending();
        await automatic.Idle;

        Assert.Equal((1, 1), await TotalsAsync());
    }

    [Fact]
    public async Task Sync_OfThrowAwayStoresThatShareAnId_AddsToWhatTheTeamWasTold()
    {
        _bench.Home.Variables["SBM_STORE_ID"] = "ci";
        foreach (var slugs in new[] { ["one", "two"], new[] { "one" }, ["three"] })
        {
            Directory.Delete(_bench.Home.Path, recursive: true); // as a container that nothing outlives
            Directory.CreateDirectory(_bench.Home.Path);
            Write([.. slugs.Select(slug => Run(slug, "ci"))]);
            await _bench.SyncAsync();
        }

        var summary = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries);
        Assert.Equal(("ci", 4, 3, 40), (summary.StoreId, summary.Totals.Runs, summary.Totals.Slugs, summary.Totals.Lines));
    }

    [Fact]
    public async Task Sync_OfASharedId_CountsARunThatIsSentAgainOnce_AndOneThatIsOwed()
    {
        _bench.Home.Variables["SBM_STORE_ID"] = "ci";
        Write(Run("one", "ci"));
        await _bench.SyncAsync();
        var synced = Assert.Single(_bench.Store.ReadAll()).Record;
        Write(synced with { SyncStatus = SyncStatus.Pending, Note = "changed" });
        await _bench.SyncAsync();
        Assert.Equal((1, 1), await TotalsAsync());

        _bench.Store.Record(Run("two", "ci"));
        await new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());
        await _bench.SyncAsync();
        Assert.Equal((2, 2), await TotalsAsync());
    }

    [Theory]
    [InlineData(401, false)] // the rules allow no figures: asking again and again would change nothing
    [InlineData(503, true)]
    public async Task Sync_WhoseFiguresAreNotTaken_OwesThemUnlessTheyAreRefused(int status, bool isOwed)
    {
        Write(Run("one"));
        var writes = 0;
        _server.Fault = async (context, _) => context.Request.Method == "PATCH" && ++writes > 1 && await FaultServer.Answer(context, status, "{\"error\":\"Permission denied\"}");

        await _bench.SyncAsync();

        Assert.Equal(isOwed, new SyncFiles(_bench.Home.StorePath, _bench.Home.Settings().StateDirectory).ReadInfo().OwedSince is not null);
    }

    [Fact]
    public async Task Sync_OfAFurtherRun_AddsToWhatWasCountedAndReadsNoOtherRun()
    {
        Write(Run("one"), Run("two"));
        await _bench.SyncAsync();
        await _bench.SyncAsync();
        Count(1000, 100); // what it begins with, if it does not count anew

        _bench.Store.Record(Run("one"));
        await _bench.SyncAsync();
        Assert.Equal((1001, 100), await TotalsAsync());

        _bench.Store.Record(Run("three") with { Status = RunStatus.Failed });
        await _bench.SyncAsync();
        Assert.Equal((1002, 101), await TotalsAsync());
    }

    [Theory]
    [InlineData("a run is edited")]
    [InlineData("a run is undone")]
    [InlineData("a run is removed")]
    [InlineData("the team could not be told")]
    [InlineData("a sync has died")]
    [InlineData("it is for another database")]
    [InlineData("it was counted yesterday")]
    public async Task Sync_AfterWhatMakesTheCountDoubtful_CountsAnew(string what)
    {
        Write(Run("one"), Run("two"));
        await _bench.SyncAsync();
        Count(1000, 100);
        var editor = new RunEditor(_bench.Store);
        var files = new SyncFiles(_bench.Store.Path, _bench.Home.Settings().StateDirectory);
        switch (what)
        {
            case "a run is edited":
                editor.Edit(run => run.Slug == "one", new RunChange().SetNote("x"));
                break;
            case "a run is undone":
                editor.Edit(run => run.Slug == "one", new RunChange().SetUndone(TimeProvider.System.GetUtcNow()));
                break;
            case "a run is removed":
                editor.Remove(run => run.Slug == "one", evenUnsynced: false);
                break;
            case "the team could not be told":
                var writes = 0;
                _server.Fault = async (context, _) => context.Request.Method == "PATCH" && ++writes == 2 && await FaultServer.Answer(context, 401);
                _bench.Store.Record(Run("untold"));
                await _bench.SyncAsync();
                _server.Fault = (_, _) => Task.FromResult(false);
                break;
            case "a sync has died":
                files.WriteInfo(files.ReadInfo() with { Holder = new SyncHolder(1, "gone", default), Summary = null });
                break;
            case "it is for another database":
                files.WriteInfo(files.ReadInfo() with { Summary = files.ReadInfo().Summary! with { Destination = "https://other.example/" } });
                break;
            default:
                files.WriteInfo(files.ReadInfo() with { Summary = files.ReadInfo().Summary! with { CountedAt = TimeProvider.System.GetUtcNow().AddDays(-1) } });
                break;
        }

        _bench.Store.Record(Run("new"));
        await _bench.SyncAsync();

        var all = _bench.Store.ReadAll().Where(run => run.Record.UndoneAt is null).ToList();
        Assert.Equal((all.Count, all.Select(run => run.Record.Slug).Distinct().Count()), await TotalsAsync());
    }

    [Fact]
    public async Task Sync_WhoseLastRunWasImported_TellsOfItsOwnStoreAlone()
    {
        Write(Run("one"), Run("two", "store-b"));

        await _bench.SyncAsync();

        var summary = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries);
        Assert.Equal(("store-a", 1), (summary.StoreId, summary.Totals.Runs));
    }

    // What a sync has left for the next.
    private void Count(long runs, long slugs)
    {
        var files = new SyncFiles(_bench.Store.Path, _bench.Home.Settings().StateDirectory);
        var summary = files.ReadInfo().Summary!;
        files.WriteInfo(files.ReadInfo() with { Summary = summary with { Totals = summary.Totals with { Runs = runs, Slugs = slugs } } });
    }

    private async Task<(int Runs, int Slugs)> TotalsAsync()
    {
        var totals = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).Totals;
        return ((int)totals.Runs, (int)totals.Slugs);
    }

    [Fact]
    public async Task Sync_TeamsFiguresAreRefused_RunsAreSyncedAllTheSame()
    {
        _server.Fault = async (context, number) => number > 1 && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        Write(Run("one"));

        var report = await _bench.SyncAsync();

        Assert.Equal((SyncEnd.Completed, 1), (report.End, _bench.Count(SyncStatus.Synced)));
        Assert.DoesNotContain(_bench.Log, message => message.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadSummaries_MalformedRecords_AreSkippedAndCounted()
    {
        Put("summaries/u/good", """{"name":"ada","runs":2,"successes":1,"slugs":1,"lines":5,"automation_seconds":1,"saved_seconds":-3}""");
        Put("summaries/u/bad", """{"name":"ada","runs":"many"}""");
        Put("summaries/v/negative", """{"runs":-2,"successes":1,"slugs":1,"lines":5,"automation_seconds":1,"saved_seconds":3}""");
        Put("summaries/w", "7");

        var summaries = await Team().ReadSummariesAsync(new SettingParameters());

        Assert.Equal(("ada", 3), (Assert.Single(summaries.Summaries).Name, summaries.Skipped));
    }

    [Fact]
    public async Task ReadSummaries_AThousandUsers_IsOneRequestOfLessThanAMegabyte()
    {
        for (var i = 0; i < 1000; i++)
        {
            Put(
                $"summaries/{Guid.NewGuid():N}/{Guid.NewGuid():N}",
                """{"name":"somebody@some-machine.example","at":"2026-01-11T10:00:00.0000000Z","runs":1000,"successes":900,"slugs":800,"lines":1234567,"automation_seconds":12345.67,"saved_seconds":12345678.9}""");
        }

        var summaries = await Team().ReadSummariesAsync(new SettingParameters());

        Assert.Equal((1000, 1), (summaries.Summaries.Count, _server.Requests));
        Assert.InRange(_server.Content.Sum(pair => pair.Key.Length + pair.Value.GetRawText().Length), 1, 1_000_000);
    }

    [Fact]
    public async Task ReadRuns_OwnAndEverybodys_GiveBackWhatWasSynced()
    {
        Write(Run("one"), Run("two"));
        await _bench.SyncAsync();
        Put("users/colleague/runs/theirs", """{"slug":"theirs","status":"success"}""");
        Put("users/colleague/runs/malformed", "true");
        Put("users/colleague/probes/x", "true");
        var runs = new List<TeamRun>();

        var own = await Team().ReadRunsAsync(new SettingParameters(), ofEverybody: false, runs.Clear, runs.Add);
        Assert.Equal((2, 0), (own.Runs, own.Skipped));
        Assert.Equal(["one", "two"], runs.Select(run => run.Run.Record.Slug).Order());

        var all = await Team().ReadRunsAsync(new SettingParameters(), ofEverybody: true, runs.Clear, runs.Add);
        Assert.Equal((3, 1), (all.Runs, all.Skipped));
        Assert.Contains(runs, run => run is { User: "colleague", Key: "theirs" });
    }

    [Fact]
    public async Task Recover_ReplacesTheUsersSummariesByARecount_WhichLaterSyncsKeep()
    {
        Write(Run("one"), Run("two"));
        await _bench.SyncAsync();
        var user = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).User;
        Put($"summaries/{user}/stale", """{"name":"ada","runs":70,"successes":7,"slugs":7,"lines":7,"automation_seconds":7,"saved_seconds":7}""");
        Put($"summaries/{user}x/colleague", """{"name":"bo","runs":5,"successes":5,"slugs":5,"lines":5,"automation_seconds":5,"saved_seconds":5}""");
        Put($"users/{user}/runs/of-python", """{"slug":"three","status":"success","lines_migrated":1}""");
        var before = _server.Requests;
        Write(Run("new", "store-b")); // the store was lost, and another begun

        var recovered = await RunRecovery.RecoverAsync(Team(), new SettingParameters(), _bench.Store, TimeProvider.System);

        Assert.Equal((3, null, 2), (recovered.Added.Count, recovered.Unsummed, _server.Requests - before));
        Assert.Equal([("-x", 5), ("none", 1), ("store-a", 2)], await TotalsAsync());

        await _bench.SyncAsync();
        Assert.Equal([("-x", 5), ("none", 1), ("store-a", 2), ("store-b", 1)], await TotalsAsync());

        async Task<IEnumerable<(string Store, long Runs)>> TotalsAsync() => (await Team().ReadSummariesAsync(new SettingParameters())).Summaries
            .Select(summary => (summary.User == user ? summary.StoreId : "-x", summary.Totals.Runs))
            .OrderBy(summary => summary.Item1, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Recover_RecountIsRefused_RunsAreBackAndTheReasonIsTold()
    {
        Write(Run("one"));
        await _bench.SyncAsync();
        File.Delete(_bench.Home.StorePath);
        _server.Fault = async (context, _) => context.Request.Method == "PATCH" && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");

        var recovered = await RunRecovery.RecoverAsync(Team(), new SettingParameters(), _bench.Store, TimeProvider.System);

        Assert.Single(_bench.Store.ReadAll());
        Assert.Contains("Permission denied", recovered.Unsummed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfflineOrRefused_IsAnErrorThatSaysSo()
    {
        _server.Fault = (context, _) => FaultServer.Answer(context, 503);
        Assert.Equal("DatabaseUnreachable", (await Assert.ThrowsAsync<SbmException>(() => Team().ReadSummariesAsync(new SettingParameters()))).ErrorId);
        _server.Fault = (context, _) => FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        Assert.Equal("DatabaseRefused", (await Assert.ThrowsAsync<SbmException>(() => Team().ReadSummariesAsync(new SettingParameters()))).ErrorId);
    }

    [Fact]
    public async Task Verify_TellsWhatIsMissingAndWhatIsDifferent()
    {
        Write(Run("good"), Run("gone"), Run("changed"));
        async Task<VerifiedRuns> VerifyAsync() => (await new SyncSession(_bench.Home.Environment) { Firebase = _bench.Options, TellsTeam = false }
            .RunAsync(new SyncRequest { Force = true, Verify = true })).Verified!;

        Assert.True((await VerifyAsync()).IsGood);
        _server.Fault = (context, _) =>
        {
            lock (_server.Content)
            {
                var isRead = context.Request.Method == "GET";
                foreach (var path in _server.Content.Keys.Where(path => isRead && path.Contains("gone_", StringComparison.Ordinal)).ToList())
                {
                    _server.Content.Remove(path);
                }

                foreach (var path in _server.Content.Keys.Where(path => isRead && path.Contains("changed_", StringComparison.Ordinal)).ToList())
                {
                    Put(path, """{"slug":"other"}""");
                }
            }

            return Task.FromResult(false);
        };
        var verified = await VerifyAsync();

        Assert.Equal((3, "gone", "changed"), (verified.Checked, Assert.Single(verified.Missing).Slug, Assert.Single(verified.Different).Slug));
    }

    private void Put(string path, string json)
    {
        using var value = System.Text.Json.JsonDocument.Parse(json);
        lock (_server.Content)
        {
            _server.Content[path] = value.RootElement.Clone();
        }
    }
}
