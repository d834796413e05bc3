using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sbm.Core;
using Sbm.Core.Firebase;
using Sbm.Core.Runs;
using Sbm.Unit.Store;

namespace Sbm.Unit.Firebase;

public sealed class RunValueTests
{
    [Fact]
    public void FreshRun_IsSentAsItStandsWithoutItsSyncFieldsAndWhatStaysHere()
    {
        var run = Encoding.UTF8.GetString(RunJson.Write(Store.Runs.New("sync-motors") with
        {
            ThemePath = "/home/ana/sync-motors",
            Outputs = new Dictionary<string, string> { ["/home/ana/sync-motors/sb-vdp.scss"] = "0a1b" },
            ReportPath = "/home/ana/report.md",
        }));
        var shared = run[..run.IndexOf(",\"theme_path\"", StringComparison.Ordinal)] + "}";

        Assert.Equal(shared, ValueOf(run));
        Assert.Equal(shared, ValueOf(run.Replace("{\"id\"", "{ \"id\"", StringComparison.Ordinal))); // the same where it is parsed
    }

    [Theory]
    [InlineData("theme_path")]
    [InlineData("outputs")]
    [InlineData("report_path")]
    public void FieldThatStaysHere_IsNeverSentWhateverItHolds(string name) =>
        Assert.Equal("{\"slug\":\"a\"}", ValueOf($"{{\"slug\":\"a\",\"{name}\":{{\"x\":[1]}}}}"));

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("{\"sync_status\":\"x\"}", "{}")]
    [InlineData("{ \"sync_status\" : \"x\" , \"slug\" : \"a\" }", "{\"slug\" : \"a\"}")]
    [InlineData("{\"slug\":\"a\",\"synced_at\":null}", "{\"slug\":\"a\"}")]
    [InlineData("{\"slug\":\"a\",\"sync_x\":{\"b\":[1]},\"synced_at\":null,\"c\":1.50}", "{\"slug\":\"a\",\"c\":1.50}")]
    [InlineData("{\"a.b\":{\"sync_status\":1},\"\":[{\"$\":2}]}", "{\"a-b\":{\"sync_status\":1},\"-\":[{\"-\":2}]}")]
    public void OddRun_IsSentWithLegalNamesAndWithoutItsOwnSyncFields(string run, string value) => Assert.Equal(value, ValueOf(run));

    [Fact]
    public void AnyRun_IsSentWithEveryOtherField() => Seeds.ForEach(2000, random =>
    {
        var run = new OddRun(random).Next();
        using var document = JsonDocument.Parse(run);
        var fields = document.RootElement.EnumerateObject().Where(field => !IsSyncField(field.Name) && !LocalFields.Names.Contains(field.Name));
        var expected = "{" + string.Join(",", fields.Select(Legal)) + "}";

        Assert.Equal(expected, Compact(ValueOf(run)));
    });

    private static bool IsSyncField(string name) => name.StartsWith("sync_", StringComparison.Ordinal) || name == "synced_at";

    private static string Legal(JsonProperty field) => $"{JsonSerializer.Serialize(FirebaseKey.Legal(field.Name), Relaxed)}:{Legal(field.Value)}";

    private static string Legal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject().Select(Legal)) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(Legal)) + "]",
        _ => value.GetRawText(),
    };

    private static string ValueOf(string run)
    {
        var body = new ArrayBufferWriter<byte>();
        RunValue.Write(Encoding.UTF8.GetBytes(run), body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static string Compact(string json)
    {
        JsonDocument.Parse(json).Dispose();
        return Encoding.UTF8.GetString(RawJson.OnOneLine(Encoding.UTF8.GetBytes(json)));
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
