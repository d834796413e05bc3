using System.Globalization;

namespace Sbm.Unit.Store;

public sealed class ConcurrencyTests : IDisposable
{
    private static readonly int EachBesideOthers = LongForm.Or(150, 500);

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EightProcessesAppending_WhileOthersUpdateAndRead_LoseNothing()
    {
        var stop = _folder["stop"];
        using var updater = new Worker("update", _folder.Path, stop);
        using var reader = new Worker("read", _folder.Path, stop);
        var appenders = Enumerable.Range(0, 8).Select(i => new Worker("append", _folder.Path, EachBesideOthers.ToString(CultureInfo.InvariantCulture), $"worker{i}")).ToList();

        var acknowledged = appenders.SelectMany(worker => worker.Finish()).ToList();
        File.WriteAllText(stop, string.Empty);
        updater.Finish();
        reader.Finish();
        appenders.ForEach(worker => worker.Dispose());

        Assert.Equal(8 * EachBesideOthers, acknowledged.Count);
        Assert.Equal(acknowledged.Order(), _folder.Ids().Order());
    }

    [SkippableFact]
    public void ProcessesAppending_WhereTheRuntimesLocksAreTurnedOff_LoseNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "There are no such locks on Windows.");
        var appenders = Enumerable.Range(0, 4).Select(i => Worker.WithoutFileLocking("append", _folder.Path, "150", $"worker{i}")).ToList();

        var acknowledged = appenders.SelectMany(static worker => worker.Finish()).ToList();
        appenders.ForEach(static worker => worker.Dispose());

        Assert.Equal(600, acknowledged.Count);
        Assert.Equal(acknowledged.Order(), _folder.Ids().Order());
    }

    [Fact]
    public void EightProcessesAppending_ToANewStore_KeepTheirOwnOrder()
    {
        var appenders = Enumerable.Range(0, 8).Select(i => new Worker("append", _folder.Path, "500", $"worker{i}")).ToList();

        var acknowledged = appenders.Select(worker => worker.Finish()).ToList();

        var stored = _folder.Ids().ToList();
        Assert.Equal(4000, stored.Count);
        Assert.All(acknowledged, ids =>
        {
            var mine = ids.ToHashSet();
            Assert.Equal(ids, stored.Where(mine.Contains));
        });
        appenders.ForEach(worker => worker.Dispose());
    }
}
