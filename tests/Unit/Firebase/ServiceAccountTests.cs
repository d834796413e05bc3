using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Firebase;

/// <summary>The service account, against a token endpoint that checks what it is sent.</summary>
public sealed class ServiceAccountTests : IDisposable
{
    private readonly FirebaseBench _bench = new();
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose()
    {
        _key.Dispose();
        _bench.Dispose();
    }

    private string KeyFile(string tokenUrl, string? privateKey = null, string type = "service_account")
    {
        var path = Path.Combine(_bench.Home.Path, "key.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = type,
            ["client_email"] = "sbm@demo.iam.example",
            ["private_key_id"] = "key-1",
            ["private_key"] = privateKey ?? _key.ExportPkcs8PrivateKeyPem(),
            ["token_uri"] = tokenUrl,
        }));
        return path;
    }

    /// <summary>Gives tokens token-0001, token-0002 … for assertions that are signed as they should be.</summary>
    private async Task<FaultServer> StartTokenServerAsync()
    {
        var server = await FaultServer.StartAsync();
        server.Fault = async (context, number) =>
        {
            var form = await context.Request.ReadFormAsync();
            var fault = FaultOf(form["grant_type"].ToString(), form["assertion"].ToString());
            await (fault is null
                ? FaultServer.Answer(context, 200, $$"""{"access_token":"token-{{number:0000}}","expires_in":3600,"token_type":"Bearer"}""")
                : FaultServer.Answer(context, 400, $$"""{"error":"invalid_grant","error_description":"{{fault}}"}"""));
            return true;
        };
        return server;
    }

    private string? FaultOf(string grantType, string assertion)
    {
        var parts = assertion.Split('.');
        if (grantType != "urn:ietf:params:oauth:grant-type:jwt-bearer" || parts.Length != 3)
        {
            return "not an assertion";
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!_key.VerifyData(signed, Base64Url(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return "badly signed";
        }

        using var claims = JsonDocument.Parse(Base64Url(parts[1]));
        string Claim(string name) => claims.RootElement.GetProperty(name).GetString()!;
        var scopes = Claim("scope").Split(' ').Order();
        return Claim("iss") == "sbm@demo.iam.example"
            && Claim("aud") == "https://oauth2.googleapis.com/token" // Google's library names the service, wherever the endpoint is
            && scopes.SequenceEqual(["https://www.googleapis.com/auth/firebase.database", "https://www.googleapis.com/auth/userinfo.email"])
            ? null
            : "wrong claims";
    }

    private static byte[] Base64Url(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    [Fact]
    public async Task Sync_ServiceAccount_SignsGetsATokenOnceAndSendsItAsBearer()
    {
        await using var tokens = await StartTokenServerAsync();
        await using var database = await FaultServer.StartAsync();
        _bench.Fill(600);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url + "/token"), UserId = "team.one" });

        Assert.Equal((SyncEnd.Completed, 600, 1), (report.End, report.Synced, tokens.Requests));
        Assert.All(database.Seen, seen => Assert.Equal("Bearer token-0001", seen.Authorization));
        Assert.All(database.Content.Keys, path => Assert.StartsWith("users/team-one/runs/", path, StringComparison.Ordinal));
        Assert.DoesNotContain(_bench.Log, message => message.Contains("token-0001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_Again_TheTokenIsTheProcesssUntilItExpires()
    {
        await using var tokens = await StartTokenServerAsync();
        await using var database = await FaultServer.StartAsync();
        var parameters = new SettingParameters { CredentialsPath = KeyFile(tokens.Url + "/token") };
        _bench.Fill(1);
        await _bench.SyncAsync(database.Url, parameters);

        _bench.Store.Record(Runs.New("another"));
        await _bench.SyncAsync(database.Url, parameters);

        Assert.Equal((2, 1), (database.Runs.Count, tokens.Requests));
    }

    [Theory]
    [InlineData(401, "Auth token is expired")]
    [InlineData(403, "forbidden")]
    public async Task Sync_TokenIsRefused_IsRenewedOnce(int status, string error)
    {
        await using var tokens = await StartTokenServerAsync();
        await using var database = await FaultServer.StartAsync((context, _) => context.Request.Headers.Authorization == "Bearer token-0001"
            ? FaultServer.Answer(context, status, $$"""{"error":"{{error}}"}""")
            : Task.FromResult(false));
        _bench.Fill(3);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url + "/token") });

        Assert.Equal((SyncEnd.Completed, 3, 2, 2), (report.End, report.Synced, report.Requests, tokens.Requests));
    }

    [Fact]
    public async Task Sync_OneRunIsDeniedByRules_RenewsOnlyOnceAndKeepsToTheBound()
    {
        await using var tokens = await StartTokenServerAsync();
        await using var database = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 401, """{"error":"Permission denied"}"""));
        _bench.Fill(500);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url + "/token") });

        Assert.Equal((SyncEnd.Refused, 2), (report.End, tokens.Requests));
        Assert.InRange(report.Requests, 8, 24);
    }

    [Fact]
    public async Task Sync_ServerRepeatsTheToken_ItReachesNoMessage()
    {
        await using var tokens = await StartTokenServerAsync();
        await using var database = await FaultServer.StartAsync((context, _) => FaultServer.Answer(
            context, 400, JsonSerializer.Serialize(new { error = "bad header " + context.Request.Headers.Authorization.ToString() })));
        _bench.Fill(1);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url + "/token") });

        Assert.Equal("bad header Bearer *** (400)", report.Refused.Single().Reason);
        Assert.DoesNotContain("token-0", string.Join('\n', _bench.Log) + File.ReadAllText(_bench.Home.StorePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_TokenEndpointIsDown_IsOfflineAndSendsNothing()
    {
        await using var tokens = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 503));
        await using var database = await FaultServer.StartAsync();
        _bench.Fill(1);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url) });

        Assert.Equal((SyncEnd.Offline, 5, 0), (report.End, tokens.Requests, database.Requests));
        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_TokenEndpointRedirects_IsNotFollowed()
    {
        await using var other = await FaultServer.StartAsync();
        await using var tokens = await FaultServer.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = other.Url;
            return FaultServer.Answer(context, 307);
        });
        _bench.Fill(1);

        var report = await _bench.SyncAsync(other.Url, new() { CredentialsPath = KeyFile(tokens.Url) });

        Assert.Equal((SyncEnd.Offline, 0), (report.End, other.Requests));
    }

    [Fact]
    public async Task Sync_AccountIsRefused_IsAFaultThatSaysWhatToDo()
    {
        await using var tokens = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 400, """{"error":"invalid_grant"}"""));
        await using var database = await FaultServer.StartAsync();
        _bench.Fill(1);

        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = KeyFile(tokens.Url) });

        Assert.Equal((SyncEnd.Refused, "CredentialsRefused", 0), (report.End, report.Fault!.ErrorId, database.Requests));
        Assert.Contains("invalid_grant", report.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
    }

    [Theory]
    [InlineData(null, "no such file")]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "not the key of a service account")]
    [InlineData("""{"type":"authorized_user"}""", "not the key of a service account")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----\nSECRETxx\n-----END PRIVATE KEY-----\n"}""", "private_key is broken")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"SECRETxx"}""", "private_key is broken")]
    [InlineData("""{"type":"service_account","client_email":"a@b"}""", "no private_key")]
    [InlineData("""{"type":"service_account","private_key":"x"}""", "no client_email")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"x","token_uri":"http://tokens.example"}""", "token_uri")]
    public async Task Sync_BrokenKeyFile_IsAFaultThatNamesTheFile(string? json, string fault)
    {
        await using var database = await FaultServer.StartAsync();
        var path = Path.Combine(_bench.Home.Path, "broken.json");
        if (json is not null)
        {
            File.WriteAllText(path, json);
        }

        _bench.Fill(1);
        var report = await _bench.SyncAsync(database.Url, new() { CredentialsPath = path });

        var error = Assert.IsType<SbmException>(report.Fault);
        Assert.Equal("InvalidCredentials", error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETxx", error.Message + string.Join('\n', _bench.Log), StringComparison.Ordinal);
        Assert.Equal((0, 1), (database.Requests, _bench.Count(SyncStatus.Pending)));
    }
}
