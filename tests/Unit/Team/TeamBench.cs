using Sbm.Core.Runs;
using Sbm.Core.Team;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Team;

/// <summary>A home with a store in it, whose syncs tell the team, and a database on loopback.</summary>
public abstract class TeamBench : IAsyncLifetime
{
    private protected FirebaseBench Bench { get; } = new() { TellsTeam = true };

    private protected FaultServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await FaultServer.StartAsync();
        Bench.Home.Variables["SBM_DATABASE_URL"] = Server.Url;
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Bench.Dispose();
    }

    private protected static RunRecord Run(string slug, string store = "store-a") => Runs.New(slug) with
    {
        StoreId = store,
        Status = RunStatus.Success,
        LinesMigrated = 10,
        AutomationSeconds = 1.5,
        DurationSeconds = 2,
        ManualEstimateSeconds = 100,
    };

    private protected void Write(params RunRecord[] runs) => File.WriteAllText(
        Bench.Home.StorePath,
        $"{{\"migrations\":[],\"store_id\":\"{runs[0].StoreId}\",\"runs\":[\n" + string.Join(",\n", runs.Select(run => System.Text.Encoding.UTF8.GetString(RunJson.Write(run)))) + "\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");

    private protected TeamDatabase Team() => new(Bench.Home.Environment) { Firebase = Bench.Options with { Retries = 0 } };

    private protected void Put(string path, string json)
    {
        using var value = System.Text.Json.JsonDocument.Parse(json);
        lock (Server.Content)
        {
            Server.Content[path] = value.RootElement.Clone();
        }
    }
}
