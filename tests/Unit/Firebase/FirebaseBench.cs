using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;
using Sbm.Unit.Settings;
using Sbm.Unit.Store;

namespace Sbm.Unit.Firebase;

/// <summary>A home with a store in it, and syncs of that store with short time-outs. Keeps every message that was logged.</summary>
internal sealed class FirebaseBench : IDisposable
{
    internal TemporaryHome Home { get; } = new();

    internal RunStore Store => new(Home.StorePath);

    internal List<string> Log { get; } = [];

    internal FirebaseOptions Options { get; set; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(5),
        MaxRetryAfter = TimeSpan.FromMilliseconds(50),
        ProgressTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Whether syncs also tell the team's figures; tests that count requests do without.</summary>
    internal bool TellsTeam { get; init; }

    internal void Fill(int count, int padding = 0)
    {
        var lines = Enumerable.Range(0, count)
            .Select(i => System.Text.Encoding.UTF8.GetString(RunJson.Write(Runs.New($"theme-{i:000}") with { Error = padding == 0 ? null : new string('x', padding) })));
        File.WriteAllText(Home.StorePath, $"{{\"migrations\":[],\"runs\":[\n{string.Join(",\n", lines)}\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}}\n");
    }

    internal Task<SyncReport> SyncAsync(string? url = null, SettingParameters? parameters = null, CancellationToken ct = default) =>
        new SyncSession(Home.Environment) { Firebase = Options, TellsTeam = TellsTeam }.RunAsync(
            new SyncRequest { Parameters = (parameters ?? new SettingParameters()) with { DatabaseUrl = url } },
            null,
            (level, message) =>
            {
                lock (Log)
                {
                    Log.Add($"{level}: {message}");
                }
            },
            ct);

    internal int Count(string status) => Store.ReadAll().Count(run => run.Record.SyncStatus == status);

    public void Dispose() => Home.Dispose();
}
