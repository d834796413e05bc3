using Sbm.Core.Settings;

namespace Sbm.Unit.Settings;

/// <summary>A home directory and environment variables of a test's own.</summary>
internal sealed class TemporaryHome : IDisposable
{
    internal TemporaryHome()
    {
        Path = Directory.CreateTempSubdirectory("sbm-home-").FullName;
        Environment = new SettingEnvironment(Path, name => Variables.GetValueOrDefault(name), "ada", "lovelace.example");
    }

    internal string Path { get; }

    internal Dictionary<string, string> Variables { get; } = [];

    internal SettingEnvironment Environment { get; }

    internal string ConfigPath => System.IO.Path.Combine(Path, ".sbm", "config.json");

    internal string StorePath => System.IO.Path.Combine(Path, ".sbm_migrations.json");

    internal void WriteConfig(string json)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(ConfigPath)!);
        File.WriteAllText(ConfigPath, json);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ConfigPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    internal SbmSettings Settings(SettingParameters? parameters = null) => new(parameters, Environment);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
