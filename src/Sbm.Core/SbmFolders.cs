namespace Sbm.Core;

/// <summary>Where Sbm keeps what belongs to a user.</summary>
public static class SbmFolders
{
    /// <summary>The user's home folder.</summary>
    public static string Home =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary><c>~/.sbm</c>: settings, reports, logs, and runs that could not be kept elsewhere.</summary>
    public static string State => Path.Combine(Home, ".sbm");

    /// <summary><c>~/.sbm/reports</c></summary>
    public static string Reports => Path.Combine(State, "reports");

    /// <summary><c>~/.sbm_migrations.json</c>, the store of the earlier Python tool.</summary>
    public static string DefaultStore => Path.Combine(Home, ".sbm_migrations.json");
}
