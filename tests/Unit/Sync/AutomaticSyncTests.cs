using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;
using Sbm.Unit.Firebase;
using Sbm.Unit.Store;

namespace Sbm.Unit.Sync;

public sealed class AutomaticSyncTests : IAsyncLifetime
{
    private readonly FirebaseBench _bench = new();
    private FaultServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _bench.Home.Variables["SBM_DATABASE_URL"] = _server.Url;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _bench.Dispose();
    }

    private string LogText()
    {
        var folder = Path.Combine(_bench.Home.Path, ".sbm", "logs");
        return Directory.Exists(folder) ? string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText)) : string.Empty;
    }

    [Fact]
    public async Task Trigger_DuringADrain_WhatWasRecordedMeanwhileIsSentToo()
    {
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _server.Fault = (_, number) =>
        {
            if (number == 1)
            {
                _bench.Store.Record(Runs.New("meanwhile"));
                automatic.Trigger();
            }

            return Task.FromResult(false);
        };
        _bench.Fill(1);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Equal(2, _bench.Count(SyncStatus.Synced));
        Assert.Contains("ended: Completed", LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trigger_OfTwoStores_DrainsBoth()
    {
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        var other = Path.Combine(_bench.Home.Path, "other.json");
        _bench.Fill(1);
        new RunStore(other).Record(Runs.New("elsewhere"));

        automatic.Trigger();
        automatic.Trigger(new SettingParameters { StorePath = other });
        await automatic.Idle;

        Assert.Equal(2, _server.Runs.Count);
    }

    [Fact]
    public void Leave_BeforeWhatWasTriggeredHasBegun_ItHasItsTime()
    {
        _bench.Home.Variables["SBM_EXIT_TIMEOUT"] = "60";
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(1);

        automatic.TriggerIfPending();
        automatic.Leave();

        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
    }

    [Fact]
    public async Task Trigger_SwitchedOff_DoesNothing()
    {
        _bench.Home.Variables["SBM_AUTOSYNC"] = "0";
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(1);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Equal((0, string.Empty), (_server.Requests, LogText()));
    }

    [Theory]
    [InlineData("SBM_DATABASE_URL", "nonsense", "DatabaseUrl")]
    [InlineData("SBM_AUTOSYNC", "perhaps", "AutoSync")]
    public async Task Trigger_SettingThatCannotBeUnderstood_IsInTheLogAndNothingIsSent(string variable, string text, string name)
    {
        _bench.Home.Variables[variable] = text;
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(1);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Contains(name, LogText(), StringComparison.Ordinal);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task Trigger_LogCannotBeWritten_SendsAllTheSame()
    {
        File.WriteAllText(Path.Combine(_bench.Home.Path, ".sbm"), "a file where the folder should be");
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(2);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Equal(2, _bench.Count(SyncStatus.Synced));
    }

    [SkippableFact]
    public async Task Trigger_ConfigFileReadableByEveryone_IsInTheLog()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _bench.Home.WriteConfig("{}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_bench.Home.ConfigPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(1);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Contains("chmod 600", LogText(), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Count(SyncStatus.Synced));
    }

    [Fact]
    public async Task Dispose_DuringADrain_CallsItOffAndLosesNothing()
    {
        var reached = new TaskCompletionSource();
        _server.Fault = (_, _) =>
        {
            reached.TrySetResult();
            return _server.HangAsync();
        };
        var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(2);
        automatic.Trigger();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        automatic.Dispose();
        await automatic.Idle.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Log_AtEveryLevel_HoldsNoSecret()
    {
        const string Secret = "AIzaSecretKey";
        _bench.Home.Variables["SBM_API_KEY"] = Secret;
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(_server.Url).Authority;
        _server.Fault = (context, number) => context.Request.Path == "/.json"
            ? FaultServer.Answer(context, 401, $$"""{"error":"no {{context.Request.QueryString.Value}}"}""")
            : FaultServer.Answer(context, 200, """
                {"idToken":"id-Secret","refreshToken":"refresh-Secret","expiresIn":"3600","localId":"u",
                 "id_token":"id-Secret","refresh_token":"refresh-Secret","expires_in":"3600","user_id":"u"}
                """);
        using var automatic = new AutomaticSync(_bench.Home.Environment);
        _bench.Fill(1);

        automatic.Trigger();
        await automatic.Idle;

        Assert.Contains("[DBG]", LogText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", LogText() + File.ReadAllText(_bench.Home.StorePath), StringComparison.Ordinal);
    }
}
