using Sbm.Core.Runs;
using Xunit.Abstractions;

namespace Sbm.Unit.Store;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = LongForm.Or(32, 1000);
    private const int AtOnce = 8;
    private const int Markers = 3; // of these; the others record

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KillingWritersAtRandomMoments_LosesNoRunAndNoResultThatWasAcknowledged()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (recorded, marked) = (new HashSet<string>(), new HashSet<string>());
        for (var killed = 0; killed < Kills; killed += AtOnce)
        {
            var workers = Enumerable.Range(0, AtOnce)
                .Select(i => i < Markers ? new Worker("mark", _folder.Path) : new Worker("append", _folder.Path, "1000000", $"worker{i}"))
                .ToList();
            foreach (var (worker, acknowledged) in workers.Select((worker, i) => (worker, i < Markers ? marked : recorded)).Reverse())
            {
                // Some appends in, at a moment that nobody chose.
                for (var lines = random.Next(1, 12); lines > 0 && worker.ReadLine() is { } id; lines--)
                {
                    acknowledged.Add(id);
                }

                Thread.SpinWait(random.Next(100_000));
                worker.Kill();
                acknowledged.UnionWith(worker.Finish(mustSucceed: false));
                worker.Dispose();
            }

            CheckAll();
        }

        _folder.Open().Record(Runs.New("after"));
        CheckAll();
        Assert.NotEmpty(marked);
        Figures.Tell("kills at random", $"{Kills:N0} processes killed, {recorded.Count:N0} runs and {marked.Count:N0} results acknowledged: none lost");

        void CheckAll()
        {
            var stored = _folder.Open().ReadAll().ToDictionary(static run => run.Record.Id!, static run => run.Record.SyncStatus);
            Assert.Empty(recorded.Except(stored.Keys));
            Assert.DoesNotContain(marked, id => stored[id] != SyncStatus.Synced);
        }
    }
}
