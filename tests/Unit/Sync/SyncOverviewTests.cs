using Microsoft.AspNetCore.Http;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;

namespace Sbm.Unit.Sync;

/// <summary>Whatever keeps runs from being synced, the overview tells the right reason and what to do.</summary>
public sealed class SyncOverviewTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public SyncOverviewTests() => _bench.Options = _bench.Options with { Retries = 0 };

    public void Dispose() => _bench.Dispose();

    private SyncOverview Read() => new SyncOverviewReader(_bench.Home.Environment).Read();

    [Theory]
    [InlineData(408, "", "trouble of its own", true)]
    [InlineData(500, "", "trouble of its own", true)]
    [InlineData(502, "<html>bad gateway</html>", "trouble of its own", true)]
    [InlineData(504, "", "trouble of its own", true)]
    [InlineData(403, "{\"error\":\"Permission denied\"}", "security rules", false)]
    [InlineData(403, "", "belongs to the project", false)]
    [InlineData(407, "", "user name and password", false)]
    [InlineData(412, "", "DatabaseUrl", false)]
    [InlineData(422, "", "does not take this run", false)]
    [InlineData(503, "{\"error\":\"busy\"}", "trouble of its own", true)]
    [InlineData(429, "", "trouble of its own", true)]
    [InlineData(200, "<html>", "sign in to this network", true)]
    [InlineData(200, "{\"error\":\"x\"}", "sign in to this network", true)]
    [InlineData(401, "{\"error\":\"Permission denied\"}", "security rules", false)]
    [InlineData(401, "{\"error\":\"Could not parse auth token.\"}", "belongs to the project", false)]
    [InlineData(402, "{\"error\":\"over quota\"}", "quota", false)]
    [InlineData(404, "", "DatabaseUrl", false)]
    [InlineData(413, "", "larger than", false)]
    [InlineData(400, "{\"error\":\"Invalid data\"}", "does not take this run", false)]
    [InlineData(307, "", "DatabaseUrl", false)]
    public async Task Overview_AfterEachAnswer_TellsTheRemedy(int status, string body, string remedy, bool goesOn)
    {
        await using var server = await FaultServer.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = status == 307 ? "http://elsewhere.invalid/" : default;
            return FaultServer.Answer(context, status, body);
        });
        _bench.Home.Variables["SBM_DATABASE_URL"] = server.Url;
        _bench.Fill(1);

        await _bench.SyncAsync();

        var overview = Read();
        var reason = Assert.Single(overview.Reasons);
        Assert.Equal(1, reason.Count);
        Assert.Contains(remedy, reason.Remedy, StringComparison.Ordinal);
        Assert.Equal(goesOn, overview.IsMoving);
        Assert.Equal(goesOn, overview.OfflineUntil is not null);
        Assert.NotNull(overview.LastAttempt);
        Assert.Null(overview.LastSuccess);
    }

    [Fact]
    public async Task Overview_NobodyListens_TellsTheRemedy()
    {
        _bench.Home.Variables["SBM_DATABASE_URL"] = "http://127.0.0.1:9";
        _bench.Fill(1);

        await _bench.SyncAsync();

        Assert.Contains("that the server runs", Assert.Single(Read().Reasons).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no answer", "the network is bad")]
    [InlineData("a reset", "the network is bad")]
    [InlineData("an answer that ends too soon", "the network is bad")]
    public async Task Overview_AfterEachWayNotToAnswer_TellsTheRemedyAndThatItGoesOn(string way, string remedy)
    {
        FaultServer server = null!;
        await using (server = await FaultServer.StartAsync(async (context, _) =>
        {
            switch (way)
            {
                case "no answer":
                    return await server.HangAsync();
                case "a reset":
                    return await FaultServer.Reset(context);
                default:
                    context.Response.ContentLength = 100;
                    await context.Response.WriteAsync("{");
                    await context.Response.Body.FlushAsync();
                    return await FaultServer.Reset(context);
            }
        }))
        {
            _bench.Options = _bench.Options with { Retries = 0, ProgressTimeout = TimeSpan.FromSeconds(1) };
            _bench.Home.Variables["SBM_DATABASE_URL"] = server.Url;
            _bench.Fill(1);

            await _bench.SyncAsync();

            var overview = Read();
            Assert.Contains(remedy, Assert.Single(overview.Reasons).Remedy, StringComparison.Ordinal);
            Assert.Equal((true, 1), (overview.IsMoving, overview.Pending));
            Assert.NotNull(overview.OfflineUntil);
        }
    }

    [Fact]
    public async Task Overview_SomeRunsAreRefused_CountsThemApartFromTheOthers()
    {
        await using var server = await FaultServer.StartAsync(async (context, _) =>
        {
            context.Request.EnableBuffering();
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Request.Body.Position = 0;
            return body.Contains("theme-001", StringComparison.Ordinal) && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        });
        _bench.Home.Variables["SBM_DATABASE_URL"] = server.Url;
        _bench.Fill(3);

        await _bench.SyncAsync();

        var overview = Read();
        Assert.Equal((0, 2, 1, false), (overview.Pending, overview.Synced, overview.Failed, overview.IsMoving));
        var reason = Assert.Single(overview.Reasons);
        Assert.Equal((1, false), (reason.Count, reason.IsFinal));
        Assert.Contains("security rules", reason.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_LogsThatCannotBeWritten_TellsSoAndWhatToDo()
    {
        _bench.Home.Variables["SBM_DATABASE_URL"] = "https://team.firebaseio.com";
        Assert.Empty(Read().Warnings);
        Directory.CreateDirectory(Path.GetDirectoryName(Read().LogFolder!)!);
        File.WriteAllText(Read().LogFolder!, "no folder");

        var warning = Assert.Single(Read().Warnings);

        Assert.Contains($"Let '{Read().LogFolder}' be a folder that you may write", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_DamagedStore_TellsWhatIsWrongAndWhatIsReadable()
    {
        _bench.Fill(3);
        File.WriteAllText(_bench.Home.StorePath, File.ReadAllText(_bench.Home.StorePath)[..^200]);

        var overview = Read();

        Assert.Equal(2, overview.Pending);
        Assert.NotEmpty(overview.Warnings);
    }

    [Fact]
    public void Overview_NotConfigured_SaysSoAndThatNothingMoves()
    {
        _bench.Fill(3);

        var overview = Read();

        Assert.Equal((3, 0, 0, null), (overview.Pending, overview.Synced, overview.Failed, overview.Destination));
        var reason = Assert.Single(overview.Reasons);
        Assert.True(reason.IsFinal);
        Assert.Contains("SBM_DATABASE_URL", reason.Remedy, StringComparison.Ordinal);
        Assert.False(overview.IsMoving);
        Assert.NotNull(overview.OldestPending);
    }

    [Fact]
    public async Task Overview_AllIsSynced_HasNoReasons()
    {
        await using var server = await FaultServer.StartAsync();
        _bench.Home.Variables["SBM_DATABASE_URL"] = server.Url;
        _bench.Home.Variables["SBM_API_KEY"] = "AIzaSecret";
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(server.Url).Authority;
        server.Fault = (context, _) => context.Request.Path == "/.json"
            ? Task.FromResult(false)
            : FaultServer.Answer(context, 200, """{"idToken":"id","refreshToken":"refresh","expiresIn":"3600","localId":"u"}""");
        _bench.Fill(2);

        await _bench.SyncAsync();

        var overview = Read();
        Assert.Equal((0, 2, 0), (overview.Pending, overview.Synced, overview.Reasons.Count));
        Assert.Equal("anonymous user (ApiKey)", overview.Credential);
        Assert.NotNull(overview.LastSuccess);
        Assert.DoesNotContain("AIzaSecret", overview.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_WhileASyncIsUnderWay_SaysWho()
    {
        _bench.Home.Variables["SBM_DATABASE_URL"] = "http://127.0.0.1:9";
        _bench.Fill(1);
        var files = new SyncFiles(_bench.Store.Path, Path.Combine(_bench.Home.Path, ".sbm"));
        files.WriteInfo(SyncInfo.Nothing with { Holder = new SyncHolder(4711, "elsewhere", TimeProvider.System.GetUtcNow()) });
        Assert.Null(Read().Holder); // it died

        using var lease = DrainLease.TryTake(files);

        Assert.Equal((true, 4711), (Read().IsSyncing, Read().Holder!.ProcessId));
    }

    [Theory]
    [InlineData("nonsense", "DatabaseUrl")]
    public void Overview_SettingThatIsWrong_IsAReason(string url, string name)
    {
        _bench.Home.Variables["SBM_DATABASE_URL"] = url;
        _bench.Fill(1);

        Assert.Contains(name, Assert.Single(Read().Reasons).Text, StringComparison.Ordinal);
    }
}
