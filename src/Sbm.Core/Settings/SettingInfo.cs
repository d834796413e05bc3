namespace Sbm.Core.Settings;

/// <summary>What there is to know about a setting besides its value.</summary>
/// <param name="Name">Its name, as the config file has it.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Variables">The environment variables that set it; the first that is set wins.</param>
/// <param name="IsSecret">Whether its value must not be shown.</param>
/// <param name="IsList">Whether it is a list: in the environment separated by the system's path separator.</param>
public sealed record SettingInfo(string Name, string Summary, IReadOnlyList<string> Variables, bool IsSecret = false, bool IsList = false)
{
    /// <summary>Every setting, in the order in which people read about them.</summary>
    public static IReadOnlyList<SettingInfo> All { get; } =
    [
        new("DatabaseUrl", "The Firebase Realtime Database that runs are sent to.", new[] { DestinationNames.Variable, DestinationNames.SharedVariable }),
        new("CredentialsPath", "A service account's key file, to sign in with.", new[] { "SBM_CREDENTIALS_PATH", "FIREBASE__CREDENTIALS_PATH", "GOOGLE_APPLICATION_CREDENTIALS" }),
        new("ApiKey", "The Firebase project's web API key: this machine signs in as an anonymous user of its own.", new[] { "SBM_API_KEY", "FIREBASE__API_KEY" }, IsSecret: true),
        new("UserId", "Who runs migrations; below this name a service account keeps them.", new[] { "SBM_USER_ID" }),
        new("StorePath", "The file that holds all runs.", new[] { "SBM_STORE_PATH" }),
        new("StoreId", "The id that throw-away stores, those of CI, share in the team's figures.", new[] { "SBM_STORE_ID" }),
        new("AutoSync", "Whether runs are sent by themselves.", new[] { "SBM_AUTOSYNC" }),
        new("ExitTimeout", "How long a process that ends may still send.", new[] { "SBM_EXIT_TIMEOUT" }),
        new("MixinPath", "Further mixin tables of the team's own.", new[] { "SBM_MIXIN_PATH" }, IsList: true),
        new("KeepSelector", "Selectors that stay although they look like header, footer or navigation; wildcards.", new[] { "SBM_KEEP_SELECTOR" }, IsList: true),
        new("CommonThemePath", "The common theme to migrate against, where it is not the built-in one.", new[] { "SBM_COMMON_THEME_PATH" }),
        new("ManualEstimate", "What a migration would take by hand, where nobody says.", new[] { "SBM_MANUAL_ESTIMATE" }),
    ];

    /// <summary>The setting of that name, in any case; null if there is none.</summary>
    public static SettingInfo? Find(string name) =>
        All.FirstOrDefault(info => string.Equals(info.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A setting as it stands now, for people.</summary>
/// <param name="Info">Which one.</param>
/// <param name="Text">Its value as text, a secret as <c>***</c>; null if it is not set, or cannot be understood.</param>
/// <param name="Source">The kind of place that it comes from.</param>
/// <param name="Origin">The very place.</param>
/// <param name="Fault">Why it cannot be understood, and what to do; null if it can.</param>
public sealed record SettingReading(SettingInfo Info, string? Text, SettingSource Source, string Origin, SbmException? Fault);
