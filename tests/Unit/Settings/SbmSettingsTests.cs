using Sbm.Core;
using Sbm.Core.Settings;

namespace Sbm.Unit.Settings;

public sealed class SbmSettingsTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Resolve_NothingConfigured_GivesTheDefaults()
    {
        var settings = _home.Settings();

        settings.Validate();
        Assert.Equal(Path.Combine(_home.Path, ".sbm_migrations.json"), settings.StorePath.Value);
        Assert.Equal(SettingSource.Default, settings.StorePath.Source);
        Assert.Equal("ada@lovelace-example", settings.UserId.Value);
        Assert.Null(settings.Destination);
        Assert.Null(settings.CredentialsPath.Value);
        Assert.Null(settings.ApiKey.Value);
        Assert.True(settings.AutoSync.Value);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.ExitTimeout.Value);
        Assert.Empty(settings.Warnings);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Path));
    }

    [Fact]
    public void Resolve_EachPlaceInTurn_TheParameterWinsThenTheEnvironmentThenTheFile()
    {
        _home.WriteConfig("""{ "DatabaseUrl": "https://file.example", /* why */ "ExitTimeout": 0.5, "AutoSync": false, }""");
        Assert.Equal("https://file.example/", _home.Settings().DatabaseUrl.Value!.ToString());
        Assert.Equal(SettingSource.ConfigFile, _home.Settings().DatabaseUrl.Source);
        Assert.Equal(TimeSpan.FromSeconds(0.5), _home.Settings().ExitTimeout.Value);
        Assert.False(_home.Settings().AutoSync.Value);

        _home.Variables["FIREBASE__DATABASE_URL"] = "https://second.example";
        Assert.Equal("https://second.example/", _home.Settings().DatabaseUrl.Value!.ToString());
        _home.Variables["SBM_DATABASE_URL"] = "https://first.example";
        Assert.Equal("https://first.example/", _home.Settings().DatabaseUrl.Value!.ToString());
        Assert.Contains("SBM_DATABASE_URL", _home.Settings().DatabaseUrl.Origin, StringComparison.Ordinal);

        var settings = _home.Settings(new SettingParameters { DatabaseUrl = "http://127.0.0.1:9000?ns=team" });
        Assert.Equal("http://127.0.0.1:9000/?ns=team", settings.DatabaseUrl.Value!.ToString());
        Assert.Equal(SettingSource.Parameter, settings.DatabaseUrl.Source);
    }

    [Fact]
    public void Resolve_CredentialsPath_FallsBackToGooglesOwnVariable()
    {
        _home.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = "~/google.json";
        Assert.Equal(Path.Combine(_home.Path, "google.json"), _home.Settings().CredentialsPath.Value);

        _home.Variables["FIREBASE__CREDENTIALS_PATH"] = "~/firebase.json";
        Assert.Equal(Path.Combine(_home.Path, "firebase.json"), _home.Settings().CredentialsPath.Value);
    }

    [Fact]
    public void Resolve_RelativePathInTheFile_StartsAtTheFile()
    {
        _home.WriteConfig("""{ "storepath": "team/runs.json" }""");
        Assert.Equal(Path.Combine(_home.Path, ".sbm", "team", "runs.json"), _home.Settings().StorePath.Value);
    }

    [Theory]
    [InlineData("not a url", "not a URL")]
    [InlineData("database.example", "not a URL")]
    [InlineData("http://database.example", "plain HTTP")]
    [InlineData("ftp://database.example", "scheme is ftp")]
    [InlineData("https://database.example/team", "/team")]
    [InlineData("https://database.example?auth=secret", "query")]
    [InlineData("https://database.example?ns=a&auth=secret", "query")]
    [InlineData("https://user:secret@database.example", "password")]
    [InlineData("https://database.example#x", "fragment")]
    public void DatabaseUrl_ThatIsNone_NamesTheSettingItsOriginAndWhatIsExpected(string url, string fault)
    {
        _home.Variables["SBM_DATABASE_URL"] = url;

        var error = Assert.Throws<SbmException>(() => _home.Settings().DatabaseUrl);

        Assert.Equal("InvalidSetting", error.ErrorId);
        Assert.Equal("DatabaseUrl", error.Target);
        Assert.Contains("DatabaseUrl", error.Message, StringComparison.Ordinal);
        Assert.Contains("SBM_DATABASE_URL", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains("https://NAME", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:9000")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://[::1]:9000")]
    [InlineData("https://team.firebaseio.com/")]
    public void DatabaseUrl_HttpsOrLoopback_IsTaken(string url)
    {
        _home.Variables["SBM_DATABASE_URL"] = url;
        Assert.NotNull(_home.Settings().Destination);
    }

    [Theory]
    [InlineData("SBM_AUTOSYNC", "maybe", "AutoSync")]
    [InlineData("SBM_EXIT_TIMEOUT", "soon", "ExitTimeout")]
    [InlineData("SBM_EXIT_TIMEOUT", "-1", "ExitTimeout")]
    [InlineData("SBM_EXIT_TIMEOUT", "61", "ExitTimeout")]
    [InlineData("SBM_API_KEY", "two words", "ApiKey")]
    [InlineData("FIREBASE_DATABASE_EMULATOR_HOST", "http://localhost:9000", "DatabaseEmulator")]
    [InlineData("FIREBASE_AUTH_EMULATOR_HOST", "localhost:port", "AuthEmulator")]
    [InlineData("SBM_MANUAL_ESTIMATE", "a while", "ManualEstimate")]
    [InlineData("SBM_MANUAL_ESTIMATE", "99999999999999999999d", "ManualEstimate")]
    [InlineData("SBM_STORE_ID", "a/b", "StoreId")]
    public void Validate_AValueThatCannotBeUnderstood_SaysSo(string variable, string text, string name)
    {
        _home.Variables[variable] = text;

        var error = Assert.Throws<SbmException>(() => _home.Settings().Validate());

        Assert.Equal(("InvalidSetting", name), (error.ErrorId, error.Target));
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StorePath_WhileAllElseIsWrong_IsStillResolved()
    {
        _home.WriteConfig("""{ "Colour": "red", "AutoSync": [1], "StorePath": "~/team.json" }""");
        _home.Variables["SBM_DATABASE_URL"] = "nonsense";
        _home.Variables["SBM_EXIT_TIMEOUT"] = "nonsense";
        Assert.Equal(Path.Combine(_home.Path, "team.json"), _home.Settings().StorePath.Value);
    }

    [Fact]
    public void StorePath_GivenElsewhere_DoesNotReadADamagedConfigFile()
    {
        _home.WriteConfig("{");
        _home.Variables["SBM_STORE_PATH"] = Path.Combine(_home.Path, "runs.json");
        Assert.Equal(Path.Combine(_home.Path, "runs.json"), _home.Settings().StorePath.Value);
    }

    [Theory]
    [InlineData("{ \"DatabaseUrl\": ", "InvalidConfigFile", "not JSON")]
    [InlineData("[1]", "InvalidConfigFile", "not a JSON object")]
    [InlineData("{ \"DatabaseUri\": \"x\" }", "UnknownSetting", "DatabaseUri")]
    [InlineData("{ \"AutoSync\": [1] }", "InvalidSetting", "a list")]
    [InlineData("{ \"AutoSync\": null }", "InvalidSetting", "null")]
    public void Validate_ADamagedConfigFile_NamesTheFileAndTheFault(string json, string id, string fault)
    {
        _home.WriteConfig(json);

        var error = Assert.Throws<SbmException>(() => _home.Settings().Validate());

        Assert.Equal(id, error.ErrorId);
        Assert.Contains(_home.ConfigPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Warnings_ConfigFileReadableByEveryone_SaysWhatToDo()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _home.WriteConfig("{}");
        Assert.Empty(_home.Settings().Warnings);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home.ConfigPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        Assert.Contains("chmod 600", Assert.Single(_home.Settings().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Destination_Emulator_NeedsNoUrlAndTakesTheNamespaceFromOne()
    {
        _home.Variables["FIREBASE_DATABASE_EMULATOR_HOST"] = "emulator.example:9000";
        Assert.Equal("http://emulator.example:9000/?ns=demo-sbm", _home.Settings().Destination!.ToString());

        _home.Variables["SBM_DATABASE_URL"] = "https://database.example?ns=team";
        Assert.Equal("http://emulator.example:9000/?ns=team", _home.Settings().Destination!.ToString());
        Assert.True(_home.Settings().Destination!.IsEmulator);
    }

    [Fact]
    public void StorePath_WithoutAHome_IsAnErrorOnlyIfItIsNotGiven()
    {
        var homeless = _home.Environment with { HomePath = string.Empty };
        var store = Path.Combine(_home.Path, "runs.json");

        Assert.Equal("NoHome", Assert.Throws<SbmException>(() => new SbmSettings(null, homeless).StorePath).ErrorId);
        Assert.Equal(store, new SbmSettings(new SettingParameters { StorePath = store }, homeless).StorePath.Value);
        Assert.Equal("ada@lovelace-example", new SbmSettings(null, homeless).UserId.Value);
        Assert.Empty(new SbmSettings(null, homeless).Warnings);
    }

    [Fact]
    public void UserId_OfAUserThatTheSystemDoesNotKnow_HasAName() =>
        Assert.Equal("unknown@lovelace-example", new SbmSettings(null, _home.Environment with { UserName = string.Empty }).UserId.Value);

    [Fact]
    public void ToString_OfASecret_DoesNotShowIt()
    {
        var parameters = new SettingParameters { ApiKey = "AIzaSecret" };
        Assert.DoesNotContain("AIzaSecret", $"{parameters} {_home.Settings(parameters).ApiKey}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7d", 7 * 86400)]
    [InlineData("1.5h", 5400)]
    [InlineData("90m", 5400)]
    [InlineData("30s", 30)]
    [InlineData("14400", 14400)]
    [InlineData("04:00:00", 14400)]
    public void ManualEstimate_EveryWayToWriteASpan_IsUnderstood(string text, int seconds)
    {
        _home.Variables["SBM_MANUAL_ESTIMATE"] = text;
        Assert.Equal(TimeSpan.FromSeconds(seconds), _home.Settings().ManualEstimate.Value);
    }

    [Fact]
    public void Lists_FromEnvironmentFileAndParameter_AreLists()
    {
        _home.WriteConfig("""{ "MixinPath": ["a.scss", "sub/b.scss"], "KeepSelector": ".header-search" }""");
        var folder = Path.GetDirectoryName(_home.ConfigPath)!;
        Assert.Equal([Path.Combine(folder, "a.scss"), Path.Combine(folder, "sub", "b.scss")], _home.Settings().MixinPath.Value);
        Assert.Equal([".header-search"], _home.Settings().KeepSelector.Value);

        _home.Variables["SBM_KEEP_SELECTOR"] = $".a {Path.PathSeparator}{Path.PathSeparator} .b*";
        Assert.Equal([".a", ".b*"], _home.Settings().KeepSelector.Value);
        Assert.Equal([".c"], _home.Settings(new SettingParameters { KeepSelector = [".c"] }).KeepSelector.Value);
    }

    [Theory]
    [InlineData("FIREBASE_DATABASE_EMULATOR_HOST")]
    [InlineData("FIREBASE_AUTH_EMULATOR_HOST")]
    public void Emulator_WithAUserAndPassword_IsAnErrorThatRepeatsNeither(string variable)
    {
        _home.Variables[variable] = "ada:hunter2@localhost:9000";

        var error = Assert.Throws<SbmException>(() => _home.Settings().Validate());

        Assert.DoesNotContain("hunter2", error.Message + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAll_ShowsEverySettingMasksSecretsAndTellsFaults()
    {
        _home.Variables["SBM_API_KEY"] = "AIzaSecret";
        _home.Variables["SBM_AUTOSYNC"] = "perhaps";

        var readings = _home.Settings().ReadAll().ToDictionary(reading => reading.Info.Name);

        Assert.Equal(SbmSettings.Names.Order(), readings.Keys.Order());
        Assert.Equal(("***", SettingSource.Environment), (readings["ApiKey"].Text, readings["ApiKey"].Source));
        Assert.Contains("perhaps", readings["AutoSync"].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("00:00:02", readings["ExitTimeout"].Text);
    }
}
