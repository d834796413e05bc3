using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;
using Sbm.Core.Team;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Team;

/// <summary>What a sync tells the team: totals, counted on from the last sync or anew, and who has migrated what.</summary>
public sealed class TeamFiguresTests : TeamBench
{
    [Fact]
    public async Task Sync_TellsTotalsOfTheStoresOwnRunsAndWhoMigratedWhat()
    {
        Write(Run("one"), Run("two"), Run("one"), Run("imported", "store-b"), Run("failed") with { Status = RunStatus.Failed });

        await Bench.SyncAsync();

        var summaries = await Team().ReadSummariesAsync(new SettingParameters());
        var summary = Assert.Single(summaries.Summaries);
        Assert.Equal(("ada@lovelace-example", "store-a", 0), (summary.Name, summary.StoreId, summaries.Skipped));
        Assert.Equal((4, 3, 3, 40), (summary.Totals.Runs, summary.Totals.Successes, summary.Totals.Slugs, summary.Totals.Lines));
        Assert.Equal((6m, 294m), (summary.Totals.AutomationSeconds, summary.Totals.SavedSeconds));
        Assert.Equal(["slugs/one", "slugs/two"], Server.Content.Keys.Where(path => path.StartsWith("slugs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sync_TakesHomeWhoMigratedWhat_AndIsAskedWithoutANetwork()
    {
        Write(Run("one"));
        await Bench.SyncAsync();
        await Server.DisposeAsync();

        var found = TeamSlugs.Of(Bench.Home.Settings())!.Find("one");

        Assert.Equal(("one", "store-a"), (found!.Slug, found.StoreId));
        Assert.Null(TeamSlugs.Of(Bench.Home.Settings())!.Find("two"));
        Assert.NotNull(TeamSlugs.Of(Bench.Home.Settings())!.CopiedAt);
    }

    [Fact]
    public async Task Sync_UndoneRun_LeavesTheSlugsAndTheTotals()
    {
        Write(Run("one"), Run("two"));
        await Bench.SyncAsync();
        Write(Run("one") with { UndoneAt = TimeProvider.System.GetUtcNow() }, Run("two") with { SyncStatus = SyncStatus.Synced });

        await Bench.SyncAsync();

        Assert.Null(TeamSlugs.Of(Bench.Home.Settings())!.Find("one"));
        Assert.NotNull(TeamSlugs.Of(Bench.Home.Settings())!.Find("two"));
        Assert.Equal(1, Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).Totals.Runs);
    }

    [Fact]
    public async Task Sync_AfterOneThatWasCutOffBeforeItToldTheTeam_TellsWhatIsOwed_ThoughNothingIsLeftToSend()
    {
        Write(Run("one"));
        await Bench.SyncAsync();
        Bench.Store.Record(Run("two"));
        await new SyncSession(Bench.Home.Environment) { Firebase = Bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());

        var report = await Bench.SyncAsync();

        Assert.Equal((SyncEnd.NothingToDo, 0), (report.End, report.Synced));
        Assert.Equal((2, 2), await TotalsAsync());
        Assert.NotNull(TeamSlugs.Of(Bench.Home.Settings())!.Find("two"));
        var requests = Server.Requests;
        await Bench.SyncAsync();
        Assert.Equal(requests, Server.Requests);
    }

    [Fact]
    public async Task AutomaticSync_AfterOneThatWasCutOffBeforeItToldTheTeam_TellsWhatIsOwed()
    {
        Write(Run("one"));
        await new SyncSession(Bench.Home.Environment) { Firebase = Bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());
        using var automatic = new AutomaticSync(Bench.Home.Environment) { Firebase = Bench.Options };

        automatic.TriggerIfPending();
        await automatic.Idle;

        Assert.Equal((1, 1), await TotalsAsync());
    }

    [Fact]
    public async Task Sync_OfThrowAwayStoresThatShareAnId_AddsToWhatTheTeamWasTold()
    {
        Bench.Home.Variables["SBM_STORE_ID"] = "ci";
        foreach (var slugs in new[] { ["one", "two"], new[] { "one" }, ["three"] })
        {
            Directory.Delete(Bench.Home.Path, recursive: true); // as a container that nothing outlives
            Directory.CreateDirectory(Bench.Home.Path);
            Write([.. slugs.Select(slug => Run(slug, "ci"))]);
            await Bench.SyncAsync();
        }

        var summary = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries);
        Assert.Equal(("ci", 4, 3, 40), (summary.StoreId, summary.Totals.Runs, summary.Totals.Slugs, summary.Totals.Lines));
    }

    [Fact]
    public async Task Sync_OfASharedId_CountsARunThatIsSentAgainOnce_AndOneThatIsOwed()
    {
        Bench.Home.Variables["SBM_STORE_ID"] = "ci";
        Write(Run("one", "ci"));
        await Bench.SyncAsync();
        var synced = Assert.Single(Bench.Store.ReadAll()).Record;
        Write(synced with { SyncStatus = SyncStatus.Pending, Note = "changed" });
        await Bench.SyncAsync();
        Assert.Equal((1, 1), await TotalsAsync());

        Bench.Store.Record(Run("two", "ci"));
        await new SyncSession(Bench.Home.Environment) { Firebase = Bench.Options, TellsTeam = false }.RunAsync(new SyncRequest());
        await Bench.SyncAsync();
        Assert.Equal((2, 2), await TotalsAsync());
    }

    [Theory]
    [InlineData(401, false)] // the rules allow no figures: asking again and again would change nothing
    [InlineData(503, true)]
    public async Task Sync_WhoseFiguresAreNotTaken_OwesThemUnlessTheyAreRefused(int status, bool isOwed)
    {
        Write(Run("one"));
        var writes = 0;
        Server.Fault = async (context, _) => context.Request.Method == "PATCH" && ++writes > 1 && await FaultServer.Answer(context, status, "{\"error\":\"Permission denied\"}");

        await Bench.SyncAsync();

        Assert.Equal(isOwed, new SyncFiles(Bench.Home.StorePath, Bench.Home.Settings().StateDirectory).ReadInfo().OwedSince is not null);
    }

    [Fact]
    public async Task Sync_OfAFurtherRun_AddsToWhatWasCountedAndReadsNoOtherRun()
    {
        Write(Run("one"), Run("two"));
        await Bench.SyncAsync();
        await Bench.SyncAsync();
        Count(1000, 100); // what it begins with, if it does not count anew

        Bench.Store.Record(Run("one"));
        await Bench.SyncAsync();
        Assert.Equal((1001, 100), await TotalsAsync());

        Bench.Store.Record(Run("three") with { Status = RunStatus.Failed });
        await Bench.SyncAsync();
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
        await Bench.SyncAsync();
        Count(1000, 100);
        var editor = new RunEditor(Bench.Store);
        var files = new SyncFiles(Bench.Store.Path, Bench.Home.Settings().StateDirectory);
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
                Server.Fault = async (context, _) => context.Request.Method == "PATCH" && ++writes == 2 && await FaultServer.Answer(context, 401);
                Bench.Store.Record(Run("untold"));
                await Bench.SyncAsync();
                Server.Fault = (_, _) => Task.FromResult(false);
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

        Bench.Store.Record(Run("new"));
        await Bench.SyncAsync();

        var all = Bench.Store.ReadAll().Where(run => run.Record.UndoneAt is null).ToList();
        Assert.Equal((all.Count, all.Select(run => run.Record.Slug).Distinct().Count()), await TotalsAsync());
    }

    [Fact]
    public async Task Sync_WhoseLastRunWasImported_TellsOfItsOwnStoreAlone()
    {
        Write(Run("one"), Run("two", "store-b"));

        await Bench.SyncAsync();

        var summary = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries);
        Assert.Equal(("store-a", 1), (summary.StoreId, summary.Totals.Runs));
    }

    [Fact]
    public async Task Sync_TeamsFiguresAreRefused_RunsAreSyncedAllTheSame()
    {
        Server.Fault = async (context, number) => number > 1 && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        Write(Run("one"));

        var report = await Bench.SyncAsync();

        Assert.Equal((SyncEnd.Completed, 1), (report.End, Bench.Count(SyncStatus.Synced)));
        Assert.DoesNotContain(Bench.Log, message => message.StartsWith("Warning", StringComparison.Ordinal));
    }

    // What a sync has left for the next.
    private void Count(long runs, long slugs)
    {
        var files = new SyncFiles(Bench.Store.Path, Bench.Home.Settings().StateDirectory);
        var summary = files.ReadInfo().Summary!;
        files.WriteInfo(files.ReadInfo() with { Summary = summary with { Totals = summary.Totals with { Runs = runs, Slugs = slugs } } });
    }

    private async Task<(int Runs, int Slugs)> TotalsAsync()
    {
        var totals = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).Totals;
        return ((int)totals.Runs, (int)totals.Slugs);
    }
}
