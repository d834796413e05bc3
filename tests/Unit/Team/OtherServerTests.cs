using System.Text;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.Core.Team;
using Sbm.Unit.Firebase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Team;

/// <summary>The team's figures, and a lost store's runs, from a server that is not ours: the npm package firebase-server.</summary>
public sealed class OtherServerTests : IDisposable
{
    private readonly FirebaseBench _bench = new() { TellsTeam = true };

    public void Dispose() => _bench.Dispose();

    [SkippableFact]
    public async Task Summaries_AThousandUsersWithAThousandRunsEach_AreOneAnswerOfLessThanAMegabyte()
    {
        using var database = await StartAsync();
        var own = TeamTotals.Of(Enumerable.Range(0, 1000).Select(i => Run(i)));
        var summary = Encoding.UTF8.GetString(SummaryValue.Of(own, "somebody@some-machine.example", TimeProvider.System.GetUtcNow()));
        var users = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"{Guid.NewGuid():N}\":{{\"{Guid.NewGuid():N}\":{summary}}}"));
        using var client = new HttpClient();
        using (var body = new StringContent($"{{{users}}}", Encoding.UTF8, "application/json"))
        {
            (await client.PutAsync(new Uri($"{database.Url}/summaries.json"), body)).EnsureSuccessStatusCode();
        }

        var read = await Team().ReadSummariesAsync(new SettingParameters());

        Assert.InRange((await client.GetByteArrayAsync(new Uri($"{database.Url}/summaries.json"))).Length, 1, 999_999);
        Assert.Equal((1000, 0), (read.Summaries.Count, read.Skipped));
        var sum = read.Summaries.Select(user => user.Totals).Aggregate(static (one, other) => one.Plus(other));
        Assert.Equal((1_000_000, own.Lines * 1000, own.SavedSeconds * 1000), (sum.Runs, sum.Lines, sum.SavedSeconds));
    }

    [SkippableFact]
    public async Task Summaries_OfSeveralUsers_EqualAllTheirRuns_AndALostStoreComesBack()
    {
        using var database = await StartAsync();
        foreach (var (user, count) in new[] { ("ana", 40), ("bo", 25), ("ada", 30) })
        {
            _bench.Home.Variables["SBM_USER_ID"] = user;
            File.Delete(_bench.Home.StorePath);
            for (var i = 0; i < count; i++)
            {
                _bench.Store.Record(Run(i));
                if (i % 15 == 0)
                {
                    Assert.Equal(SyncEnd.Completed, (await _bench.SyncAsync()).End);
                }
            }

            Assert.Equal(SyncEnd.Completed, (await _bench.SyncAsync()).End);
        }

        var all = new List<TeamRun>();
        await Team().ReadRunsAsync(new SettingParameters(), ofEverybody: true, all.Clear, all.Add);
        var sums = (await Team().ReadSummariesAsync(new SettingParameters())).Summaries.ToDictionary(summary => summary.Name, summary => summary.Totals);
        Assert.Equal(95, all.Count);
        Assert.All(all.GroupBy(run => run.User), ofUser => Assert.Equal(TeamTotals.Of(ofUser.Select(run => run.Run.Record)), sums[ofUser.Key!]));

        var lost = _bench.Store.ReadAll().Select(run => run.Identity).ToList();
        File.Delete(_bench.Home.StorePath);
        var recovered = await RunRecovery.RecoverAsync(Team(), new SettingParameters(), _bench.Store, TimeProvider.System);

        Assert.Equal((30, 30, 0, null), (recovered.Added.Count, recovered.Found, recovered.Skipped, recovered.Unsummed));
        Assert.Equal(lost.Order(), _bench.Store.ReadAll().Select(run => run.Identity).Order());
        Assert.Equal(30, _bench.Count(SyncStatus.Synced));
        Assert.Equal(sums["ada"], (await Team().ReadSummariesAsync(new SettingParameters())).Summaries.Single(summary => summary.Name == "ada").Totals);
    }

    private static RunRecord Run(int i) => Runs.New($"theme-{i % 20}") with
    {
        Status = i % 7 == 0 ? RunStatus.Failed : RunStatus.Success,
        LinesMigrated = 100 + i,
        AutomationSeconds = 1.25,
        DurationSeconds = 2,
        ManualEstimateSeconds = 3600,
    };

    private TeamDatabase Team() => new(_bench.Home.Environment) { Firebase = _bench.Options };

    private async Task<NodeServer> StartAsync()
    {
        var modules = await NodePackages.InstallAsync("firebase");
        var port = NodeServer.FreePort();
        var server = await NodeServer.StartAsync(
            Path.Combine(modules, "node_modules", "firebase-server", "bin", "firebase-server.js"), port, _bench.Home.Path, "-p", $"{port}", "-e");
        _bench.Home.Variables["SBM_DATABASE_URL"] = server.Url;
        return server;
    }
}
