using System.Text.Json;
using Xunit.Abstractions;

namespace Sbm.Unit.Store;

public sealed class TornTailTests(ITestOutputHelper output) : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public enum Damage
    {
        Truncated,
        Garbage,
        Zeros,
        LineFeeds,
    }

    [Theory]
    [InlineData(Damage.Truncated)]
    [InlineData(Damage.Garbage)]
    [InlineData(Damage.Zeros)]
    [InlineData(Damage.LineFeeds)]
    public void Record_AfterDamageFromAnyByteOfTheLastRunAndTail_KeepsEveryEarlierRun(Damage damage)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var runs = Enumerable.Range(0, 4).Select(i => Runs.New($"theme-{i}")).ToList();
        runs.ForEach(run => _folder.Open().Record(run));
        var whole = File.ReadAllBytes(_folder.Path);
        var lastRun = whole.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(runs[^1].Id!)) - "{\"id\":\"".Length;
        var earlier = runs.Take(3).Select(run => run.Id!).ToList();

        for (var offset = lastRun; offset < whole.Length; offset++)
        {
            File.WriteAllBytes(_folder.Path, Damaged(whole, offset, damage, random));

            Assert.Equal(earlier, _folder.Ids().Take(3));
            Assert.NotEmpty(_folder.Open().ReadNewest(1));
            var added = Runs.New("added");
            Assert.False(_folder.Open().Record(added).Spilled);

            JsonDocument.Parse(File.ReadAllBytes(_folder.Path)).Dispose();
            var ids = _folder.Ids().ToList();
            Assert.Equal(earlier, ids.Take(3));
            Assert.Equal(added.Id, ids[^1]);
        }
    }

    [Fact]
    public void Record_AfterTornTail_KeepsWhatWasCutOffAndWarns()
    {
        var first = Runs.New("first");
        _folder.Open().Record(first);
        _folder.Open().Record(Runs.New("second"));
        var bytes = File.ReadAllBytes(_folder.Path);
        var cut = bytes.AsSpan().LastIndexOf("\"slug\""u8);
        File.WriteAllBytes(_folder.Path, bytes[..cut]);

        _folder.Open().Record(Runs.New("third"));

        Assert.Equal(["first", "third"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        var aside = Assert.Single(_folder.Files("store.json.torn-*"));
        Assert.EndsWith(System.Text.Encoding.UTF8.GetString(bytes.AsSpan(cut - 30, 30)), File.ReadAllText(aside), StringComparison.Ordinal);
        Assert.Contains(_folder.Warnings, warning => warning.Contains(aside, StringComparison.Ordinal));
    }

    private static byte[] Damaged(byte[] whole, int offset, Damage damage, Random random)
    {
        if (damage == Damage.Truncated)
        {
            return whole[..offset];
        }

        var bytes = (byte[])whole.Clone();
        var rest = bytes.AsSpan(offset);
        switch (damage)
        {
            case Damage.Garbage:
                random.NextBytes(rest);
                break;
            case Damage.LineFeeds:
                rest.Fill((byte)'\n');
                break;
            default:
                rest.Clear();
                break;
        }

        return bytes;
    }
}
