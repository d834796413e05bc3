using System.Text.Json;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Firebase;

/// <summary>End to end against servers that are not ours: the npm package firebase-server and Google's Auth emulator.</summary>
public sealed class NodeServerTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private Task<NodeServer> StartDatabaseAsync(string modules, int port) => NodeServer.StartAsync(
        Path.Combine(modules, "node_modules", "firebase-server", "bin", "firebase-server.js"), port, _bench.Home.Path, "-p", $"{port}", "-e");

    private static async Task<JsonElement> ReadAsync(NodeServer database, string path)
    {
        using var client = new HttpClient();
        using var content = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{database.Url}/{path}.json")));
        return content.RootElement.Clone();
    }

    [SkippableFact]
    public async Task Sync_OfflineThenOnline_EverythingRecordedMeanwhileIsInTheDatabase()
    {
        var modules = await NodePackages.InstallAsync("firebase");
        var port = NodeServer.FreePort();
        for (var i = 0; i < 5; i++)
        {
            _bench.Store.Record(Runs.New($"group/theme-{i}"));
        }

        var offline = await _bench.SyncAsync($"http://127.0.0.1:{port}");
        Assert.Equal((SyncEnd.Offline, 5), (offline.End, _bench.Count(SyncStatus.Pending)));

        using var database = await StartDatabaseAsync(modules, port);
        var online = await _bench.SyncAsync(database.Url);

        Assert.Equal((SyncEnd.Completed, 5, 1), (online.End, online.Synced, online.Requests));
        Assert.Equal(5, _bench.Count(SyncStatus.Synced));
        var runs = await ReadAsync(database, "users/ada@lovelace-example/runs");
        foreach (var run in _bench.Store.ReadAll().Select(stored => stored.Record))
        {
            var value = runs.GetProperty($"{run.Slug.Replace('/', '-')}_2026-01-11_10-00-00_{run.Id![^8..]}");
            Assert.Equal((run.Id, run.Slug, 120), (value.GetProperty("id").GetString(), value.GetProperty("slug").GetString(), value.GetProperty("lines_migrated").GetInt32()));
        }
    }

    [SkippableFact]
    public async Task SecurityRulesOfTheDocs_LetEachUserWriteItsOwnRunsAndNobodyElses()
    {
        var modules = await NodePackages.InstallAsync("firebase");
        var docs = Path.Combine(Sync.Worker.Metadata("RepositoryRoot"), "docs", "sync.md");

        var said = await NodePackages.OutputAsync(Path.Combine(NodePackages.FolderOf("firebase"), "rules.js"), modules, docs);

        Assert.NotNull(said); // what was wrong is printed by: node tests/node/firebase/rules.js FOLDER docs/sync.md
        Assert.Matches(@"^(\d+) of \1 as they should be$", said);
    }

    [SkippableFact]
    public async Task Sync_AnonymousUser_KeepsItsIdentityAndRefreshesItsToken()
    {
        var modules = await NodePackages.InstallAsync("firebase");
        var authPort = NodeServer.FreePort();
        using var auth = await NodeServer.StartAsync(
            Path.Combine(NodePackages.FolderOf("firebase"), "auth.js"), authPort, _bench.Home.Path, modules, $"{authPort}");
        await using var database = await FaultServer.StartAsync();
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = $"127.0.0.1:{authPort}";
        _bench.Home.Variables["SBM_API_KEY"] = "fake-api-key";

        _bench.Fill(1);
        Assert.Equal(1, (await _bench.SyncAsync(database.Url)).Synced);

        // Another session, with nothing but the kept refresh token; and its first ID token is refused.
        database.Fault = (context, number) => number == 2 ? FaultServer.Answer(context, 401, """{"error":"Auth token is expired"}""") : Task.FromResult(false);
        _bench.Fill(2);
        var second = await _bench.SyncAsync(database.Url);

        Assert.Equal((2, 2), (second.Synced, second.Requests));
        var user = Assert.Single(database.Content.Keys.Select(path => path.Split('/')[1]).Distinct());
        Assert.NotEqual("ada@lovelace-example", user);
        Assert.All(database.Seen, seen => Assert.Contains("&auth=", seen.Target, StringComparison.Ordinal));
    }
}
