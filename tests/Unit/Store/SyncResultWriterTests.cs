using System.Text;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Unit.Store;

public sealed class SyncResultWriterTests
{
    private static readonly string[] SyncFields = ["sync_status", "sync_attempts", "sync_error", "sync_attempted_at", "synced_at"];
    private static readonly SyncResult Confirmed = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch);

    [Fact]
    public void FreshRunOfOurOwn_IsKnownByItsLayout()
    {
        var outputs = new Dictionary<string, string> { [@"C:\sites\sb-vdp.scss"] = "0a", ["b \"quoted\""] = "1b" };
        foreach (var written in new[] { outputs, [], null })
        {
            var run = RunJson.Write(Runs.New("sync-motors") with { ReportPath = @"C:\sites\report.md", Outputs = written, UserId = "Zoë", Error = "a \"quote\" and \u0001" });

            Assert.True(FreshRun.TryPart(run, out var others, out var shared));
            Assert.Equal(run.AsSpan().IndexOf(",\"sync_status\""u8), others.Length);
            Assert.Equal(run.AsSpan().IndexOf(",\"theme_path\""u8), shared.Length);
            Assert.Equal(written, RunJson.ReadOutputs(run));
        }
    }

    [Theory]
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\":{\"a.b\":1}")] // an illegal name one level down
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\":[1]")]
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\": {\"a.b\":1}")]
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\":\t[{\"a.b\":1}]")]
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\": 120")]
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\":120,\"sync_status\":\"synced\"")] // twice
    [InlineData("\"lines_migrated\":120", "\"lines_migrated\":120,\"\\u0073ync_status\":\"synced\"")]
    [InlineData("\"pr_url\"", "\"pr.url\"")]
    [InlineData("\"closed_at\":null", "\"closed_at\":null,\"team\":\"x\"")]
    [InlineData("\"outputs\":null", "\"outputs\":[\"a.b\"]")]
    [InlineData("\"outputs\":null", "\"outputs\":{\"a.b\":1}")]
    [InlineData("\"outputs\":null", "\"outputs\":{\"a\":{\"b\":\"c\"}}")]
    [InlineData("\"outputs\":null", "\"outputs\":{ \"a.b\":\"c\"}")]
    [InlineData("\"outputs\":null", "\"outputs\":{\"a\":\"b\", \"c\":\"d\"}")]
    [InlineData("\"sync_attempts\":0", "\"sync_attempts\":1")]
    [InlineData("{\"id\"", "{ \"id\"")]
    public void AnyOtherLayout_IsNotTakenForAFreshRun(string part, string other)
    {
        var run = Encoding.UTF8.GetString(RunJson.Write(Runs.New("a")));
        Assert.Contains(part, run, StringComparison.Ordinal);
        var changed = run.Replace(part, other, StringComparison.Ordinal);
        JsonDocument.Parse(changed).Dispose();

        Assert.False(FreshRun.TryPart(Encoding.UTF8.GetBytes(changed), out _, out _));
    }

    [Fact]
    public void ResultOfAFreshRun_IsTheSameAsOfOneThatIsParsed()
    {
        using var writer = new SyncResultWriter();
        var fresh = Encoding.UTF8.GetString(RunJson.Write(Runs.New("a")));
        var parsed = fresh.Replace("{\"id\"", "{ \"id\"", StringComparison.Ordinal);

        Assert.Equal(Apply(writer, Confirmed, fresh), Apply(writer, Confirmed, parsed));
    }

    [Fact]
    public void OneWriterForManyRuns_TellsTheirAttemptsAndErrorsApart()
    {
        using var writer = new SyncResultWriter();
        var refused = new SyncResult(SyncStatus.Failed, DateTimeOffset.UnixEpoch, "no");

        Assert.Contains("\"sync_attempts\":1,\"sync_error\":null", Apply(writer, Confirmed, "{\"slug\":\"a\"}"), StringComparison.Ordinal);
        Assert.Contains("\"sync_attempts\":3,\"sync_error\":null", Apply(writer, Confirmed, "{\"slug\":\"a\",\"sync_attempts\":2}"), StringComparison.Ordinal);
        Assert.Contains("\"sync_attempts\":3,\"sync_error\":\"no\"", Apply(writer, refused, "{\"slug\":\"a\",\"sync_attempts\":2}"), StringComparison.Ordinal);
        Assert.EndsWith("\"synced_at\":\"x\"}", Apply(writer, refused, "{\"slug\":\"a\",\"synced_at\":\"x\"}"), StringComparison.Ordinal);
        Assert.EndsWith("\"synced_at\":null}", Apply(writer, refused, "{\"slug\":\"a\"}"), StringComparison.Ordinal);
    }

    [Fact]
    public void NameThatIsNoText_StaysAsItIs()
    {
        using var writer = new SyncResultWriter();

        var written = Apply(writer, Confirmed, """{"\ud800 team name":1,"slug":"a","\u0073ync_error":"x"}""");

        Assert.StartsWith("""{"\ud800 team name":1,"slug":"a","sync_status":"synced",""", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyRun_KeepsEveryOtherFieldByteForByte() => Seeds.ForEach(2000, random =>
    {
        using var writer = new SyncResultWriter();
        var run = new OddRun(random).Next();

        var written = Apply(writer, Confirmed, run);

        Assert.Equal(OtherFields(run), OtherFields(written));
        using var document = JsonDocument.Parse(written);
        Assert.Equal(SyncFields, document.RootElement.EnumerateObject().Select(field => field.Name).TakeLast(SyncFields.Length));
        Assert.Equal(SyncFields.Length, document.RootElement.EnumerateObject().Count(field => SyncFields.Contains(field.Name)));
    });

    private static string Apply(SyncResultWriter writer, SyncResult result, string run) =>
        Encoding.UTF8.GetString(writer.Apply(result, Encoding.UTF8.GetBytes(run)));

    private static List<(string Name, string Value)> OtherFields(string run)
    {
        using var document = JsonDocument.Parse(run);
        return document.RootElement.EnumerateObject()
            .Where(field => !SyncFields.Contains(field.Name))
            .Select(field => (field.Name, field.Value.GetRawText()))
            .ToList();
    }
}
