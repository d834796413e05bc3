using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.Core.Sync;
using Sbm.Unit.Store;

namespace Sbm.Unit.Sync;

/// <summary>A store in a folder of its own, a clock that stands still, and drains of that store.</summary>
internal sealed class DrainBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal DrainBench() => Store = new RunStore(_folder["runs.json"]);

    internal RunStore Store { get; }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal DrainOptions Options { get; set; } = new();

    internal string LeasePath => Store.Path + ".sync.lock";

    internal SyncFiles Files => new(Store.Path, _folder["state"]);

    internal LocalStore LocalStore => new(Store, Files);

    internal RunRecord Record(string slug)
    {
        var run = Runs.New(slug);
        Store.Record(run, CancellationToken.None);
        return run;
    }

    /// <summary>Writes a store of many runs at once, in the store's own layout.</summary>
    internal void Fill(int count, Func<int, RunRecord>? make = null) =>
        WriteRaw("{\"migrations\":[],\"runs\":[\n"
            + string.Join(",\n", Enumerable.Range(0, count).Select(i => System.Text.Encoding.UTF8.GetString(RunJson.Write(make?.Invoke(i) ?? Runs.New($"theme-{i:000}")))))
            + "\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");

    internal void WriteRaw(string json) => File.WriteAllText(Store.Path, json);

    internal Drain Drain(
        IDestination destination, bool automatic = false, Func<StoredRun, bool>? only = null, bool force = false, ISyncStore? store = null) =>
        new(store ?? LocalStore, destination, new UploadSelection(automatic, only, force), Options, Time, NullLogger.Instance);

    internal Task<SyncReport> RunAsync(
        IDestination destination, bool automatic = false, Func<StoredRun, bool>? only = null, bool force = false, CancellationToken ct = default) =>
        Drain(destination, automatic, only, force).RunAsync(ct);

    internal RunRecord Find(string slug) => Store.ReadAll().Select(run => run.Record).Last(run => run.Slug == slug);

    internal ILookup<string, string> ByStatus() => Store.ReadAll().ToLookup(run => run.Record.SyncStatus, run => run.Record.Slug);

    public void Dispose() => _folder.Dispose();
}
