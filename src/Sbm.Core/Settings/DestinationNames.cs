namespace Sbm.Core.Settings;

/// <summary>
/// What can name the database that runs are sent to. Constants, and so part of whatever is compiled with them: a process can look
/// for a destination before it loads this assembly.
/// </summary>
public static class DestinationNames
{
    /// <summary>The environment variable with the database's address.</summary>
    public const string Variable = "SBM_DATABASE_URL";

    /// <summary>The same as other tools of the team have it; the first that is set wins.</summary>
    public const string SharedVariable = "FIREBASE__DATABASE_URL";

    /// <summary>The environment variable with an emulator's host and port.</summary>
    public const string EmulatorVariable = "FIREBASE_DATABASE_EMULATOR_HOST";

    /// <summary>The folder of everything of Sbm but the store, in the user's home directory.</summary>
    public const string Folder = ".sbm";

    /// <summary>The config file in that folder.</summary>
    public const string ConfigFile = "config.json";
}
