using System.Text;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm.Unit.Store;

public sealed class DamageTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"runs\": 5}")]
    [InlineData("{\"migrations\" :")]
    [InlineData("\0\0\0\0")]
    [InlineData("text, and {\"slug\":\"a\"}")]
    [InlineData("{\"runs\": []} trailing")]
    [InlineData("{\"runs\": [{\"slug\":\"a\"}")]
    public void Record_ToAnUnreadableFile_MovesItAsideAndWarns(string content)
    {
        File.WriteAllText(_folder.Path, content);

        _folder.Open().Record(Runs.New("new"));

        Assert.Equal("new", _folder.Open().ReadAll()[^1].Record.Slug);
        Assert.Equal(content, File.ReadAllText(Assert.Single(_folder.Files("store.json.damaged-*"))));
        Assert.Contains(_folder.Warnings, warning => warning.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAll_TornRunHasBecomeAFieldOfTheDocument_KeepsTheRunsBeforeAndAfterIt()
    {
        // Of several runs written at once, the sector with the end of the old tail was lost, and the one after it was not.
        File.WriteAllText(_folder.Path, """
            {"migrations":[],"runs":[
            {"slug":"before"}
            ],"last_updated":"2026-01","timestamp":"2026-01-11T10:00:00.0000000Z","slug":"torn"},
            {"slug":"after"}
            ],"last_updated":"2026-01-11T10:00:00.0000000Z"}

            """);

        Assert.Equal(["before", "after"], _folder.Open().ReadAll().Select(static run => run.Record.Slug));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[1, 2]")]
    [InlineData("{\"name\": \"package\", \"note\": \"the runs: none\"}")]
    public void TextThatIsNoStore_IsRefusedAndStaysAlone(string content)
    {
        File.WriteAllText(_folder.Path, content);

        Assert.Equal("StoreUnavailable", Assert.Throws<SbmException>(() => _folder.Open().Check()).ErrorId);
        Assert.Throws<SbmException>(() => _folder.Open().ReadAll());
        var outcome = _folder.Open().Record(Runs.New("kept"));

        Assert.StartsWith(_folder["state"], outcome.Path, StringComparison.Ordinal);
        Assert.Equal([_folder.Path], _folder.Files("store.json*"));
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
        Assert.Equal(content, File.ReadAllText(_folder.Path));
    }

    [Theory]
    [InlineData("{\"runs\": [{\"slug\": \"one\", \"x\": NaN, \"y\": [-Infinity, .5]}, {\"slug\": \"two\"}]}", "\"x\":null,\"y\":[null,0.5]")]
    [InlineData("{\"runs\": [{\"slug\": \"one\",}, {\"slug\": \"two\"},],}", "{\"slug\":\"one\"}")]
    [InlineData("// by hand\n{\"runs\": [{\"slug\": \"one\" /* ! */}, # two\n {\"slug\": \"two\"}]}", "{\"slug\":\"one\"}")]
    [InlineData("{\"runs\": [{\"slug\": \"one\", \"x\": \"a\tb\\qc\"}, {\"slug\": \"two\"}]}", "\"x\":\"a\\u0009b\\\\qc\"")]
    [InlineData("{\"runs\": [{\"slug\": \"one\", \"x\": [True, None, undefined, 0x1F]}, {\"slug\": \"two\"}]}", "\"x\":[true,null,null,31]")]
    public void WhatOtherToolsCanRead_IsKeptToTheLastRun(string content, string became)
    {
        foreach (var encoding in new[] { new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            var path = _folder[encoding.EncodingName + ".json"];
            File.WriteAllText(path, content, encoding);

            Assert.Equal(["one", "two"], _folder.Open(path).ReadAll().Select(run => run.Record.Slug));
            _folder.Open(path).Record(Runs.New("new"));

            Assert.Equal(["one", "two", "new"], _folder.Open(path).ReadAll().Select(run => run.Record.Slug));
            Assert.Contains(became, File.ReadAllText(path), StringComparison.Ordinal);
            System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(path)).Dispose();
            Assert.Equal(content, File.ReadAllText(Assert.Single(_folder.Files(encoding.EncodingName + ".json.damaged-*"))));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16WithoutAMark_IsKeptToTheLastRun(bool bigEndian)
    {
        File.WriteAllText(_folder.Path, "{\"runs\": [{\"slug\": \"one\"}, {\"slug\": \"two\"}]}", new UnicodeEncoding(bigEndian, byteOrderMark: false));

        _folder.Open().Record(Runs.New("new"));

        Assert.Equal(["one", "two", "new"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
    }

    [Fact]
    public void HalfOfARunAndOfTheOldTail_IsNoRun()
    {
        var first = Runs.New("first");
        _folder.Open().Record(first);
        var before = File.ReadAllText(_folder.Path);
        var second = Encoding.UTF8.GetString(RunJson.Write(Runs.New("second")));
        var cut = second.IndexOf("tester-", StringComparison.Ordinal);
        var tail = before.IndexOf("\n]", StringComparison.Ordinal);
        File.WriteAllText(_folder.Path, before[..tail] + ",\n" + second[..cut] + before[^6..]); // a sector of the new end, and one of the old

        Assert.Equal(["first"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        _folder.Open().Record(Runs.New("third"));

        Assert.Equal(["first", "third"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        Assert.Single(_folder.Files("store.json.torn-*"));
    }

    [Fact]
    public void AnyDepth_IsRead()
    {
        File.WriteAllText(_folder.Path, $$"""{"runs": [{"slug": "one", "x": {{new string('[', 5_000)}}{{new string(']', 5_000)}} }]}""");

        _folder.Open().Record(Runs.New("new"));

        Assert.Equal(["one", "new"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        Assert.Empty(_folder.Warnings);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":{}},")]
    [InlineData("{\"a\":x")]
    [InlineData("{/*")]
    [InlineData("[")]
    public void HostileStore_IsSalvagedInLinearTime(string part)
    {
        File.WriteAllText(_folder.Path, "{\"runs\":[" + string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length)));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMinutes(1)); // quadratic it would take hours

        Assert.False(_folder.Open().Record(Runs.New("new"), cancelled.Token).Spilled);

        Assert.Equal("new", _folder.Open().ReadAll().Single().Record.Slug);
    }

    [Fact]
    public void Record_AfterDamageInTheMiddle_CarriesEveryOtherRunOver()
    {
        var runs = Enumerable.Range(0, 5).Select(i => Runs.New($"theme-{i}")).ToList();
        runs.ForEach(run => _folder.Open().Record(run));
        var bytes = File.ReadAllBytes(_folder.Path);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(runs[2].Id!)) - 1] = 0xFF; // the quote before the id
        File.WriteAllBytes(_folder.Path, bytes);

        Assert.Equal(4, _folder.Open().ReadAll().Count);
        _folder.Open().Update(new Dictionary<string, SyncResult> { [runs[4].Id!] = new(SyncStatus.Synced, runs[4].Timestamp!.Value) });

        Assert.Equal([runs[0].Id!, runs[1].Id!, runs[3].Id!, runs[4].Id!], _folder.Ids());
        Assert.Equal(bytes, File.ReadAllBytes(Assert.Single(_folder.Files("store.json.damaged-*"))));
    }

    [Theory]
    [InlineData("\"id\"", "\"id")] // no JSON any more
    [InlineData("\"slug\"", "\"slag\"")] // JSON, but no run
    public void DamageFarIntoALargeStore_CostsThatRunAlone(string part, string damage)
    {
        var runs = Enumerable.Range(0, 3_500).Select(i => Runs.New($"theme-{i}")).ToList();
        var lines = runs.ConvertAll(run => Encoding.UTF8.GetString(RunJson.Write(run)));
        lines[2_600] = lines[2_600].Replace(part, damage, StringComparison.Ordinal);
        File.WriteAllText(_folder.Path, "{\"migrations\":[],\"runs\":[\n" + string.Join(",\n", lines) + "\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");
        runs.RemoveAt(2_600);

        Assert.Equal(runs, _folder.Open().ReadAll().Select(run => run.Record));
        Assert.Contains(_folder.Warnings, warning => warning.Contains(damage.EndsWith('"') ? "number 2601." : "damaged: 3499 runs", StringComparison.Ordinal));
        _folder.Open().Update(new Dictionary<string, SyncResult> { [runs[3_400].Id!] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) });

        Assert.Equal(runs.Select(run => run.Id!), _folder.Ids());
        Assert.Equal(SyncStatus.Synced, _folder.Open().ReadAll()[3_400].Record.SyncStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t")]
    public void EmptyFile_IsANewStore(string content)
    {
        File.WriteAllText(_folder.Path, content);

        Assert.Empty(_folder.Open().ReadAll());
        _folder.Open().Record(Runs.New("new"));

        Assert.Single(_folder.Open().ReadAll());
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void NameThatIsNoText_IsCarriedAlongInTheDocumentAndInARun()
    {
        File.WriteAllText(_folder.Path, """{"\ud800":1,"runs":[{"slug":"a","\udc00":2}]}""");
        var old = _folder.Open().ReadAll().Single();

        _folder.Open().Record(Runs.New("new"));
        _folder.Open().Update(new Dictionary<string, SyncResult> { [old.Identity] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) });

        var lines = File.ReadAllLines(_folder.Path);
        Assert.StartsWith("""{"\ud800":1,"store_id":""", lines[0], StringComparison.Ordinal);
        Assert.Matches("""^{"slug":"a","\\udc00":2, *"sync_status":"synced",""", lines[1]);
        Assert.Equal(["a", "new"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        Assert.Empty(_folder.Warnings);
    }

    [Theory]
    [InlineData("""{"id":"01a212f470977779b5873f7574ba0279","slug":"b","id":"other"}""")] // the last of two counts
    [InlineData("""{"id":"12345678","slug":"abcdefghijklmn"}""")] // a quote where a longer id would end
    [InlineData("""{"id":"01a212f470977779b5873f7574\u0061b","slug":"b"}""")]
    public void OddId_IsTheSameWhereverItIsLookedFor(string json)
    {
        File.WriteAllText(_folder.Path, $$"""{"runs":[{{json}}]}""");
        var run = _folder.Open().ReadAll().Single();

        Assert.Equal(1, _folder.Open().Update(new Dictionary<string, SyncResult> { [run.Identity] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) }).Changed);
    }

    [Fact]
    public void ForeignFields_ComeOutOfEveryRewriteTokenForToken()
    {
        File.WriteAllText(_folder.Path, """
            {
              "migrations": ["a", "b\u00e9"],
              "schema": {"version": 1.10, "big": 12345678901234567890123},
              "runs": [
                {"slug": "old", "timestamp": "2025-03-04T05:06:07.123456+00:00Z", "duration_seconds": 1.50, "x": 1e3, "nested": {"a": [1.0, null]}},
                17,
                {"no": "slug"},
                {"slug": "skipped", "sync_status": "invalid_slug", "lines_migrated": "many"}
              ],
              "last_updated": "2025-03-04T05:06:07.123456+00:00Z"
            }
            """);

        var read = _folder.Open().ReadAll();
        Assert.Equal(["old", "skipped"], read.Select(run => run.Record.Slug));
        Assert.Single(_folder.Warnings);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1234560), read[0].Record.Timestamp);
        Assert.Equal(SyncStatus.Pending, read[0].Record.SyncStatus);
        Assert.Equal("invalid_slug", read[1].Record.SyncStatus);
        Assert.Null(read[1].Record.LinesMigrated);

        var added = Runs.New("new");
        _folder.Open().Record(added);
        _folder.Open().Update(new Dictionary<string, SyncResult> { [read[0].Identity] = new(SyncStatus.Synced, added.Timestamp!.Value) });

        var lines = File.ReadAllLines(_folder.Path);
        Assert.StartsWith("""{"migrations":["a","b\u00e9"],"schema":{"version":1.10,"big":12345678901234567890123},"store_id":""", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"slug":"old","timestamp":"2025-03-04T05:06:07.123456+00:00Z","duration_seconds":1.50,"x":1e3,"nested":{"a":[1.0,null]},""", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"sync_status\":\"synced\",", lines[1], StringComparison.Ordinal);
        Assert.Equal("17,", lines[2]);
        Assert.Equal("""{"no":"slug"},""", lines[3]);
        Assert.Equal("""{"slug":"skipped","sync_status":"invalid_slug","lines_migrated":"many"},""", lines[4]);
        Assert.DoesNotContain("\"id\"", lines[1], StringComparison.Ordinal);
        Assert.Equal(read[0].Identity, _folder.Open().ReadAll()[0].Identity);
    }

    [Fact]
    public void Update_OfAFileThatIsNotCanonical_LeavesLastUpdatedAsItIs()
    {
        File.WriteAllText(_folder.Path, """{"runs": [{"slug": "old"}], "last_updated": "2025-03-04T05:06:07.1+00:00Z"}""");
        var run = _folder.Open().ReadAll().Single();

        Assert.Equal(1, _folder.Open().Update(new Dictionary<string, SyncResult> { [run.Identity] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) }).Changed);

        Assert.EndsWith("],\"last_updated\":\"2025-03-04T05:06:07.1+00:00Z\"}\n", File.ReadAllText(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void LastUpdated_NeverGoesBack()
    {
        _folder.Open().Record(Runs.New("late", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        _folder.Open().Record(Runs.New("early", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal(["late", "early"], _folder.Open().ReadAll().Select(run => run.Record.Slug));
        Assert.EndsWith("\"last_updated\":\"2030-01-01T00:00:00.0000000Z\"}\n", File.ReadAllText(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void FolderInTheStoresPlace_IsAClearErrorAndTheRunIsSpilled()
    {
        Directory.CreateDirectory(_folder.Path);

        var error = Assert.Throws<SbmException>(() => _folder.Open().ReadAll());
        Assert.Equal("StoreUnavailable", error.ErrorId);
        Assert.Throws<SbmException>(() => _folder.Open().Check());
        Assert.True(_folder.Open().Record(Runs.New("kept")).Spilled);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void DocumentLargerThanTwoGigabytes_IsAClearErrorAndIsNotTouched()
    {
        using (var file = new FileStream(_folder.Path, FileMode.CreateNew))
        {
            file.SetLength(2_200_000_000); // sparse
        }

        Assert.Contains("2 GB", Assert.Throws<SbmException>(() => _folder.Open().ReadAll()).Message, StringComparison.Ordinal);
        Assert.Contains("2 GB", Assert.Throws<SbmException>(() => _folder.Open().ReadNewest(1)).Message, StringComparison.Ordinal);
        Assert.True(_folder.Open().Record(Runs.New("kept")).Spilled);
        Assert.Equal(2_200_000_000, new FileInfo(_folder.Path).Length);
    }
}
