using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;

namespace Sbm.Unit.Sync;

/// <summary>The connection test goes as far as it comes, and says what is in the way.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private async Task<List<ConnectionStep>> RunAsync(string? url, bool writes = true)
    {
        var steps = new List<ConnectionStep>();
        await foreach (var step in new ConnectionTest(_bench.Home.Environment) { Firebase = _bench.Options with { Retries = 0 } }
            .RunAsync(new SettingParameters { DatabaseUrl = url }, writes))
        {
            steps.Add(step);
        }

        return steps;
    }

    [Fact]
    public async Task Test_HealthyDatabase_WritesAndRemovesAProbeBelowTheUsersOwnPath()
    {
        await using var server = await FaultServer.StartAsync();

        var steps = await RunAsync(server.Url);

        Assert.Equal(["Settings", "Resolve", "Connect", "Authenticate", "Write", "Remove"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.True(step.Succeeded, step.Detail));
        Assert.All(server.Content, pair => Assert.StartsWith("users/ada@lovelace-example/probes/", pair.Key, StringComparison.Ordinal));
        Assert.All(server.Content.Values, value => Assert.Equal(System.Text.Json.JsonValueKind.Null, value.ValueKind));
    }

    [Fact]
    public async Task Test_WithoutTheProbe_WritesNothing()
    {
        await using var server = await FaultServer.StartAsync();

        Assert.Equal("Authenticate", (await RunAsync(server.Url, writes: false))[^1].Name);
        Assert.Empty(server.Content);
    }

    [Theory]
    [InlineData(404, "Connect", "DatabaseUrl")]
    [InlineData(500, "Connect", "trouble of its own")]
    [InlineData(401, "Write", "security rules")]
    public async Task Test_DatabaseThatRefuses_EndsThereAndSaysWhatToDo(int status, string last, string remedy)
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, status, status == 500 ? string.Empty : "{\"error\":\"Permission denied\"}"));

        var step = (await RunAsync(server.Url))[^1];

        Assert.Equal((last, false), (step.Name, step.Succeeded));
        Assert.Contains(remedy, step.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_NotConfiguredOrNobodyThere_SaysSo()
    {
        Assert.Contains("SBM_DATABASE_URL", Assert.Single(await RunAsync(null)).Remedy, StringComparison.Ordinal);
        Assert.Contains("refuses the connection", (await RunAsync("http://127.0.0.1:9"))[^1].Detail, StringComparison.Ordinal);
    }
}
