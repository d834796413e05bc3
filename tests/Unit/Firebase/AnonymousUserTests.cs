using Microsoft.AspNetCore.Http;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>The anonymous user, against an identity service of the tests' own.</summary>
public sealed class AnonymousUserTests : IAsyncLifetime
{
    private const string ApiKey = "AIzaSecretKey";
    private readonly FirebaseBench _bench = new();
    private readonly List<string> _calls = [];
    private FaultServer _identity = null!;
    private FaultServer _database = null!;
    private string _tokenError = string.Empty;

    public async Task InitializeAsync()
    {
        _database = await FaultServer.StartAsync();
        _identity = await FaultServer.StartAsync(IdentifyAsync);
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(_identity.Url).Authority;
        _bench.Home.Variables["SBM_API_KEY"] = ApiKey;
        _bench.Fill(2);
    }

    public async Task DisposeAsync()
    {
        await _identity.DisposeAsync();
        await _database.DisposeAsync();
        _bench.Dispose();
    }

    private async Task<bool> IdentifyAsync(HttpContext context, int number)
    {
        var path = context.Request.Path.Value!;
        Assert.Equal(ApiKey, context.Request.Query["key"]);
        if (path.EndsWith("accounts:signUp", StringComparison.Ordinal))
        {
            _calls.Add("signUp");
            var body = $$"""{"idToken":"id-secret-{{number}}","refreshToken":"refresh-secret-{{number}}","expiresIn":"3600","localId":"user{{number}}"}""";
            return await FaultServer.Answer(context, 200, body);
        }

        var form = await context.Request.ReadFormAsync();
        var refreshToken = form["refresh_token"].ToString();
        _calls.Add(refreshToken);
        return _tokenError.Length > 0
            ? await FaultServer.Answer(context, 400, $$$"""{"error":{"code":400,"message":"{{{_tokenError}}}"}}""")
            : await FaultServer.Answer(
                context,
                200,
                $$"""{"id_token":"id-secret-{{number}}","refresh_token":"{{refreshToken}}","expires_in":"3600","user_id":"user{{refreshToken[^1]}}"}""");
    }

    private string IdentityPath => Directory.EnumerateFiles(Path.Combine(_bench.Home.Path, ".sbm"), "identity-*.json").Single();

    [Fact]
    public async Task Sync_FirstTime_SignsUpKeepsTheIdentityAndWritesBelowIt()
    {
        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal(2, report.Synced);
        Assert.All(_database.Content.Keys, path => Assert.StartsWith("users/user1/runs/", path, StringComparison.Ordinal));
        Assert.Equal("/.json?print=silent&auth=id-secret-1", _database.Seen.Single().Target);
        Assert.Contains("refresh-secret-1", File.ReadAllText(IdentityPath), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(IdentityPath));
        }
    }

    [Fact]
    public async Task Sync_SignUpThatIsSlowerThanOtherAnswersMayBe_IsWaitedForAndAskedForOnce()
    {
        _bench.Options = _bench.Options with { ProgressTimeout = TimeSpan.FromSeconds(2), Retries = 0 };
        _identity.Fault = async (context, number) =>
        {
            await Task.Delay(_bench.Options.ProgressTimeout * 1.25); // a minute is what it may take, four times as long
            return await IdentifyAsync(context, number);
        };

        Assert.Equal(2, (await _bench.SyncAsync(_database.Url)).Synced);
        Assert.Equal(["signUp"], _calls);
    }

    [Fact]
    public async Task Sync_SecondTime_IsTheSameUser()
    {
        await _bench.SyncAsync(_database.Url);
        _bench.Fill(3);
        await _bench.SyncAsync(_database.Url);

        Assert.Equal(["signUp", "refresh-secret-1"], _calls);
        Assert.All(_database.Content.Keys, path => Assert.StartsWith("users/user1/runs/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_TokenHasExpired_IsRefreshedOnce()
    {
        _database.Fault = (context, number) => number == 1 ? FaultServer.Answer(context, 401, """{"error":"Auth token is expired"}""") : Task.FromResult(false);

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal((2, 2), (report.Synced, report.Requests));
        Assert.Equal(["signUp", "refresh-secret-1"], _calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"refresh_token\":")]
    [InlineData("{\"refresh_token\":7}")]
    [InlineData("[]")]
    public async Task Sync_DamagedIdentityFile_SignsInAnewAndSaysSo(string content)
    {
        await _bench.SyncAsync(_database.Url);
        File.WriteAllText(IdentityPath, content);
        _bench.Fill(1);

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal(1, report.Synced);
        Assert.Equal(["signUp", "signUp"], _calls);
        Assert.Contains(_bench.Log, message => message.StartsWith("Warning", StringComparison.Ordinal) && message.Contains("is no sign-in", StringComparison.Ordinal));
        Assert.Equal(content, File.ReadAllText(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(IdentityPath)!, "*.old-*")))); // kept
        Assert.Contains("refresh-secret-2", File.ReadAllText(IdentityPath), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Sync_IdentityFileThatCannotBeRead_WaitsAndReplacesNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "A folder in the file's place is refused in another way there.");
        await _bench.SyncAsync(_database.Url);
        var path = IdentityPath;
        File.Move(path, path + ".aside");
        Directory.CreateDirectory(path); // a passing error, for whoever runs this
        _bench.Fill(1);

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal((SyncEnd.Offline, 1), (report.End, _bench.Count(SyncStatus.Pending)));
        Assert.Contains("cannot be read", _bench.Store.ReadAll()[0].Record.SyncError, StringComparison.Ordinal);
        Assert.Equal(["signUp"], _calls);
        Directory.Delete(path);
        File.Move(path + ".aside", path);
        Assert.Equal(1, (await _bench.SyncAsync(_database.Url)).Synced);
        Assert.Equal(["signUp", "refresh-secret-1"], _calls);
    }

    [Fact]
    public async Task Sync_RefreshTokenRepeatedWithEscapesOrInPart_IsNowhereSeen()
    {
        await _bench.SyncAsync(_database.Url);
        _bench.Fill(1);
        _identity.Fault = (context, _) => FaultServer.Answer(context, 400, """{"error":{"message":"BAD \u0072efresh-secret-1 and \/ fresh-secre and a\u001b[31m"}}""");

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal("CredentialsRefused", report.Fault!.ErrorId);
        var said = string.Join('\n', _bench.Log) + report.Fault.Message + File.ReadAllText(_bench.Home.StorePath);
        Assert.DoesNotContain("fresh-secre", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("[1]")]
    [InlineData("{\"idToken\":\"x\"}")]
    [InlineData("{\"idToken\":\"\\ud800\",\"refreshToken\":\"r\",\"expiresIn\":\"1\",\"localId\":\"u\"}")]
    [InlineData("LONG")]
    public async Task Sync_IdentityAnswerThatIsNone_IsToldCleanlyAndWaits(string body)
    {
        _bench.Options = _bench.Options with { Retries = 0 };
        body = body == "LONG" ? $"{{\"idToken\":\"{new string('x', 100_000)}\"}}" : body;
        _identity.Fault = (context, _) => FaultServer.Answer(context, 200, body);

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal((SyncEnd.Offline, 2), (report.End, _bench.Count(SyncStatus.Pending)));
        Assert.Matches("not that of (a Firebase server|the sign-in service)", report.Message);
    }

    [Fact]
    public async Task Sync_OfTwoStoresAtOnceWhileTheSignUpIsSlow_MakesOneIdentity()
    {
        var isReached = new TaskCompletionSource();
        var mayAnswer = new TaskCompletionSource();
        var fault = _identity.Fault;
        _identity.Fault = async (context, number) =>
        {
            isReached.TrySetResult();
            await mayAnswer.Task;
            return await fault(context, number);
        };
        var other = Path.Combine(_bench.Home.Path, "other.json");
        File.Copy(_bench.Home.StorePath, other);

        var first = _bench.SyncAsync(_database.Url);
        await isReached.Task;
        var second = _bench.SyncAsync(_database.Url, new SettingParameters { StorePath = other });
        mayAnswer.SetResult();

        Assert.Equal((2, 2), ((await first).Synced, (await second).Synced));
        Assert.Equal(["signUp", "refresh-secret-1"], _calls);
    }

    [Theory]
    [InlineData("TOKEN_EXPIRED")]
    [InlineData("USER_NOT_FOUND")]
    [InlineData("INVALID_REFRESH_TOKEN")]
    public async Task Sync_AccountIsGone_SignsInAnewAndSaysSo(string error)
    {
        await _bench.SyncAsync(_database.Url);
        _bench.Fill(1);
        _tokenError = error;

        Assert.Equal(1, (await _bench.SyncAsync(_database.Url)).Synced);
        Assert.Contains(_bench.Log, message => message.StartsWith("Warning", StringComparison.Ordinal) && message.Contains(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("API key not valid. Please pass a valid API key.", "web API key")]
    [InlineData("ADMIN_ONLY_OPERATION", "Anonymous sign-in provider")]
    public async Task Sync_KeyIsRefused_IsAFaultThatSaysWhatToDo(string error, string action)
    {
        _identity.Fault = (context, _) => FaultServer.Answer(context, 400, $$$"""{"error":{"code":400,"message":"{{{error}}} {{{ApiKey}}}"}}""");

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal((SyncEnd.Refused, "CredentialsRefused", 0), (report.End, report.Fault!.ErrorId, _database.Requests));
        Assert.Contains(action, report.Fault.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, report.Fault.Message + File.ReadAllText(_bench.Home.StorePath), StringComparison.Ordinal);
        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_WhateverHappens_NoSecretReachesALogOrTheStore()
    {
        _database.Fault = (context, number) => number switch
        {
            1 => FaultServer.Answer(context, 503, $$"""{"error":"failed {{context.Request.QueryString.Value}}"}"""),
            2 => FaultServer.Answer(context, 401, $$"""{"error":"expired {{context.Request.QueryString.Value}}"}"""),
            3 => FaultServer.Reset(context),
            _ => FaultServer.Answer(context, 400, $$"""{"error":"bad {{context.Request.QueryString.Value}}"}"""),
        };

        var report = await _bench.SyncAsync(_database.Url);

        Assert.Equal(SyncEnd.Completed, report.End);
        Assert.Contains(_bench.Log, message => message.StartsWith("Debug", StringComparison.Ordinal));
        var said = string.Join('\n', _bench.Log) + report.Message + File.ReadAllText(_bench.Home.StorePath);
        Assert.DoesNotContain("secret", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Sync_KeyGivenToTheCommand_GoesBeforeAKeyFileOfTheEnvironment()
    {
        _bench.Home.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = "/nowhere/key.json";

        var byEnvironment = await _bench.SyncAsync(_database.Url);
        Assert.Equal("InvalidCredentials", byEnvironment.Fault!.ErrorId);

        var byParameter = await _bench.SyncAsync(_database.Url, new SettingParameters { ApiKey = ApiKey });
        Assert.Equal(2, byParameter.Synced);
    }
}
