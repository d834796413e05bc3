using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

public sealed class EmulatorTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(null, "demo-sbm")]
    [InlineData("https://team.example?ns=team", "team")]
    [InlineData("https://team.example", "demo-sbm")]
    public async Task Sync_Emulator_NeedsNoUrlAndIsTheOwner(string? url, string ns)
    {
        await using var emulator = await FaultServer.StartAsync();
        _bench.Home.Variables["FIREBASE_DATABASE_EMULATOR_HOST"] = new Uri(emulator.Url).Authority;
        _bench.Fill(2);

        var report = await _bench.SyncAsync(url);

        Assert.Equal((SyncEnd.Completed, 2), (report.End, report.Synced));
        Assert.Equal(($"/.json?print=silent&ns={ns}", "Bearer owner"), Assert.Single(emulator.Seen));
        Assert.All(emulator.Content.Keys, path => Assert.StartsWith("users/ada@lovelace-example/runs/", path, StringComparison.Ordinal));
    }
}
