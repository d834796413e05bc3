using Sbm.Core;
using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.Core.Team;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Team;

/// <summary>What the database holds is read: figures and runs of the team, runs to bring back, and whether it has what it confirmed.</summary>
public sealed class TeamReadingTests : TeamBench
{
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

        Assert.Equal((1000, 1), (summaries.Summaries.Count, Server.Requests));
        Assert.InRange(Server.Content.Sum(pair => pair.Key.Length + pair.Value.GetRawText().Length), 1, 1_000_000);
    }

    [Fact]
    public async Task ReadRuns_OwnAndEverybodys_GiveBackWhatWasSynced()
    {
        Write(Run("one"), Run("two"));
        await Bench.SyncAsync();
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
        await Bench.SyncAsync();
        var user = Assert.Single((await Team().ReadSummariesAsync(new SettingParameters())).Summaries).User;
        Put($"summaries/{user}/stale", """{"name":"ada","runs":70,"successes":7,"slugs":7,"lines":7,"automation_seconds":7,"saved_seconds":7}""");
        Put($"summaries/{user}x/colleague", """{"name":"bo","runs":5,"successes":5,"slugs":5,"lines":5,"automation_seconds":5,"saved_seconds":5}""");
        Put($"users/{user}/runs/of-python", """{"slug":"three","status":"success","lines_migrated":1}""");
        var before = Server.Requests;
        Write(Run("new", "store-b")); // the store was lost, and another begun

        var recovered = await RunRecovery.RecoverAsync(Team(), new SettingParameters(), Bench.Store, TimeProvider.System);

        Assert.Equal((3, null, 2), (recovered.Added.Count, recovered.Unsummed, Server.Requests - before));
        Assert.Equal([("-x", 5), ("none", 1), ("store-a", 2)], await TotalsAsync());

        await Bench.SyncAsync();
        Assert.Equal([("-x", 5), ("none", 1), ("store-a", 2), ("store-b", 1)], await TotalsAsync());

        async Task<IEnumerable<(string Store, long Runs)>> TotalsAsync() => (await Team().ReadSummariesAsync(new SettingParameters())).Summaries
            .Select(summary => (summary.User == user ? summary.StoreId : "-x", summary.Totals.Runs))
            .OrderBy(summary => summary.Item1, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Recover_RecountIsRefused_RunsAreBackAndTheReasonIsTold()
    {
        Write(Run("one"));
        await Bench.SyncAsync();
        File.Delete(Bench.Home.StorePath);
        Server.Fault = async (context, _) => context.Request.Method == "PATCH" && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");

        var recovered = await RunRecovery.RecoverAsync(Team(), new SettingParameters(), Bench.Store, TimeProvider.System);

        Assert.Single(Bench.Store.ReadAll());
        Assert.Contains("Permission denied", recovered.Unsummed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfflineOrRefused_IsAnErrorThatSaysSo()
    {
        Server.Fault = (context, _) => FaultServer.Answer(context, 503);
        Assert.Equal("DatabaseUnreachable", (await Assert.ThrowsAsync<SbmException>(() => Team().ReadSummariesAsync(new SettingParameters()))).ErrorId);
        Server.Fault = (context, _) => FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        Assert.Equal("DatabaseRefused", (await Assert.ThrowsAsync<SbmException>(() => Team().ReadSummariesAsync(new SettingParameters()))).ErrorId);
    }

    [Fact]
    public async Task Verify_TellsWhatIsMissingAndWhatIsDifferent()
    {
        Write(Run("good"), Run("gone"), Run("changed"));
        async Task<VerifiedRuns> VerifyAsync() => (await new SyncSession(Bench.Home.Environment) { Firebase = Bench.Options, TellsTeam = false }
            .RunAsync(new SyncRequest { Force = true, Verify = true })).Verified!;

        Assert.True((await VerifyAsync()).IsGood);
        Server.Fault = (context, _) =>
        {
            lock (Server.Content)
            {
                var isRead = context.Request.Method == "GET";
                foreach (var path in Server.Content.Keys.Where(path => isRead && path.Contains("gone_", StringComparison.Ordinal)).ToList())
                {
                    Server.Content.Remove(path);
                }

                foreach (var path in Server.Content.Keys.Where(path => isRead && path.Contains("changed_", StringComparison.Ordinal)).ToList())
                {
                    Put(path, """{"slug":"other"}""");
                }
            }

            return Task.FromResult(false);
        };
        var verified = await VerifyAsync();

        Assert.Equal((3, "gone", "changed"), (verified.Checked, Assert.Single(verified.Missing).Slug, Assert.Single(verified.Different).Slug));
    }
}
