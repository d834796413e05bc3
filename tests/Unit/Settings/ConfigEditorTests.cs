using Sbm.Core;
using Sbm.Core.Settings;

namespace Sbm.Unit.Settings;

public sealed class ConfigEditorTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    private void Set(string name, params string[] values) =>
        new ConfigEditor(_home.Environment).Apply(new Dictionary<string, IReadOnlyList<string>?> { [name] = values });

    private void Reset(string name) =>
        new ConfigEditor(_home.Environment).Apply(new Dictionary<string, IReadOnlyList<string>?> { [name] = null });

    [Fact]
    public void Apply_NoFileYet_MakesOneThatOnlyItsOwnerReads()
    {
        Set("DatabaseUrl", "https://team.firebaseio.com");
        Set("KeepSelector", ".a", ".b");
        Set("databaseurl", "https://other.firebaseio.com");

        Assert.Equal("https://other.firebaseio.com/", _home.Settings().DatabaseUrl.Value!.ToString());
        Assert.Equal([".a", ".b"], _home.Settings().KeepSelector.Value);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.ConfigPath));
        }
    }

    [Fact]
    public void Apply_FileThatPeopleWrote_ChangesNothingElseInIt()
    {
        const string Text = "{\n  // ours\n  \"AutoSync\": false, /* why */\n  \"ExitTimeout\": 1.50,\n}\n";
        _home.WriteConfig(Text);

        Set("UserId", "ada");
        Assert.Equal("{\n  // ours\n  \"AutoSync\": false, /* why */\n  \"ExitTimeout\": 1.50,\n  \"UserId\": \"ada\",\n}\n", File.ReadAllText(_home.ConfigPath));
        Reset("userid");
        Assert.Equal(Text, File.ReadAllText(_home.ConfigPath));
        Reset("AutoSync");
        Reset("ExitTimeout");
        Reset("ExitTimeout");
        _home.Settings().Validate();
        Assert.True(_home.Settings().AutoSync.Value);
    }

    [Theory]
    [InlineData("DatabaseUrl", "nonsense", "InvalidSetting")]
    [InlineData("AutoSync", "perhaps", "InvalidSetting")]
    [InlineData("Colour", "red", "UnknownSetting")]
    public void Apply_WhatMakesNoSense_IsAnErrorAndChangesNothing(string name, string value, string id)
    {
        _home.Variables["SBM_DATABASE_URL"] = "https://hides.example"; // what wins in this session must not hide what is written
        _home.WriteConfig("{}");

        Assert.Equal((id, name), (Assert.Throws<SbmException>(() => Set(name, value)).ErrorId, Assert.Throws<SbmException>(() => Set(name, value)).Target));
        Assert.Equal("{}", File.ReadAllText(_home.ConfigPath));
    }

    [Fact]
    public void Apply_DamagedFile_IsLeftAlone()
    {
        _home.WriteConfig("{");
        Assert.Equal("InvalidConfigFile", Assert.Throws<SbmException>(() => Set("UserId", "ada")).ErrorId);
        Assert.Equal("{", File.ReadAllText(_home.ConfigPath));
    }

    [SkippableFact]
    public void Apply_FileIsALink_WritesWhatItLeadsTo()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var target = Path.Combine(_home.Path, "dotfiles.json");
        File.WriteAllText(target, "{}");
        Directory.CreateDirectory(Path.GetDirectoryName(_home.ConfigPath)!);
        File.CreateSymbolicLink(_home.ConfigPath, target);

        Set("UserId", "ada");

        Assert.NotNull(new FileInfo(_home.ConfigPath).LinkTarget);
        Assert.Equal("ada", _home.Settings().UserId.Value);
    }
}
