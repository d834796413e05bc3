namespace Sbm.Core.Settings;

/// <summary>What the settings are read from besides parameters; a test gives its own. Immutable.</summary>
/// <param name="HomePath">The user's home directory; empty if there is none.</param>
/// <param name="Variable">Reads an environment variable; null or empty means unset.</param>
/// <param name="UserName">The name the user is logged in with; empty for a user that the system does not know, as in a container.</param>
/// <param name="HostName">The machine's name.</param>
public sealed record SettingEnvironment(string HomePath, Func<string, string?> Variable, string UserName, string HostName)
{
    /// <summary>The environment of this process.</summary>
    public static SettingEnvironment OfProcess() => new(
        Directory.Exists(ProcessHome) ? ProcessHome : string.Empty,
        Environment.GetEnvironmentVariable,
        Environment.UserName,
        Environment.MachineName);

    /// <summary>The user's own folder for everything of Sbm but the store: <c>~/.sbm</c>.</summary>
    /// <exception cref="SbmException"><c>NoHome</c>: the user has no home directory.</exception>
    public string SbmFolder => Path.Combine(Home, DestinationNames.Folder);

    /// <summary>Where this process keeps runs that can be kept nowhere else: <c>~/.sbm</c>, also if the home directory has yet to be made.</summary>
    internal static string LastResort => Path.Combine(ProcessHome, DestinationNames.Folder);

    /// <summary>The home directory.</summary>
    /// <exception cref="SbmException"><c>NoHome</c>: the user has none.</exception>
    public string Home => HomePath.Length > 0
        ? HomePath
        : throw new SbmException(
            "NoHome",
            "This user has no home directory, where Sbm keeps its files by default.",
            "Set HOME (on Windows USERPROFILE), or name the store with -StorePath or SBM_STORE_PATH.");

    // Windows, which .NET asks there, looks at no variable. Whoever sets this one means it, as to the Python tool.
    private static string ProcessHome => OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("USERPROFILE") is { Length: > 0 } profile
        ? profile
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>The full path of what a setting says: <c>~/</c> is the home directory, a relative path starts at <paramref name="folder"/>.</summary>
    internal string FullPath(string path, string folder) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal)
            ? Path.GetFullPath(Path.Combine(Home, path[1..].TrimStart('/', '\\')))
            : Path.GetFullPath(path, folder);
}
