using Xunit.Abstractions;

namespace Sbm.Unit.Store;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = LongForm.Or(48, 1000);
    private const int AtOnce = 8;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KillingWritersAtRandomMoments_LosesNothingAcknowledged()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var acknowledged = new HashSet<string>();
        for (var killed = 0; killed < Kills; killed += AtOnce)
        {
            var workers = Enumerable.Range(0, AtOnce).Select(i => new Worker("append", _folder.Path, "1000000", $"worker{i}")).ToList();
            foreach (var worker in workers)
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

            Assert.Empty(acknowledged.Except(_folder.Ids()));
        }

        _folder.Open().Record(Runs.New("after"));
        Assert.Empty(acknowledged.Except(_folder.Ids()));
    }
}
