using Sbm.Core.Firebase;

namespace Sbm.Core.Settings;

/// <summary>
/// Every setting, each from a parameter, else the environment, else <c>~/.sbm/config.json</c>, else its default.
/// </summary>
/// <remarks>
/// Each property resolves its own setting when it is read and needs no other one: a command that needs only
/// <see cref="StorePath"/> works while <see cref="DatabaseUrl"/> is wrong. The config file is read once, and only if
/// neither parameter nor environment has the setting. Every property throws <see cref="SbmException"/>:
/// <c>InvalidSetting</c> (not understood; names the setting, its origin and what is expected) or <c>InvalidConfigFile</c>.
/// Thread-safe.
/// </remarks>
public sealed class SbmSettings
{
    private readonly SettingParameters _parameters;
    private readonly SettingEnvironment _environment;
    private readonly Lazy<ConfigFile> _config;

    public SbmSettings(SettingParameters? parameters = null, SettingEnvironment? environment = null)
    {
        _parameters = parameters ?? new SettingParameters();
        _environment = environment ?? SettingEnvironment.OfProcess();
        // Without a home there is no config file, and a command may well do without either.
        _config = new Lazy<ConfigFile>(() => ConfigFile.Read(_environment.HomePath.Length > 0 ? ConfigPath : string.Empty));
    }

    /// <summary>The names of all settings, as the config file has them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [nameof(DatabaseUrl), nameof(CredentialsPath), nameof(ApiKey), nameof(UserId), nameof(StorePath), nameof(AutoSync), nameof(ExitTimeout)];

    /// <summary>Full path of the config file, whether or not it exists.</summary>
    public string ConfigPath => Path.Combine(_environment.SbmFolder, "config.json");

    /// <summary>The user's own folder for everything of Sbm but the store.</summary>
    public string SbmFolder => _environment.SbmFolder;

    /// <summary>Where the reports of migrations go by default: <c>~/.sbm/reports</c>.</summary>
    /// <exception cref="SbmException"><c>NoHome</c>: the user has no home directory.</exception>
    public string ReportFolder => Path.Combine(SbmFolder, "reports");

    /// <summary>The store's full path; <c>~/.sbm_migrations.json</c> by default.</summary>
    public Setting<string> StorePath =>
        Find(nameof(StorePath), _parameters.StorePath, "SBM_STORE_PATH") is { } found
            ? found.As(FullPath(found, "the path of a file"))
            : Default(nameof(StorePath), Path.Combine(_environment.Home, ".sbm_migrations.json"));

    /// <summary>Who runs migrations; by default user name and host. Always a legal database key of at most 768 bytes.</summary>
    public Setting<string> UserId =>
        Find(nameof(UserId), _parameters.UserId, "SBM_USER_ID") is { } found
            ? found.As(FirebaseKey.Legal(found.Text))
            : Default(nameof(UserId), DefaultUserId);

    /// <summary>User name and host, as a legal database key.</summary>
    public string DefaultUserId => FirebaseKey.Legal($"{_environment.UserName}@{_environment.HostName}");

    /// <summary>The database; null if none is configured.</summary>
    public Setting<DatabaseAddress?> DatabaseUrl
    {
        get
        {
            if (Find(nameof(DatabaseUrl), _parameters.DatabaseUrl, "SBM_DATABASE_URL", "FIREBASE__DATABASE_URL") is not { } found)
            {
                return Default<DatabaseAddress?>(nameof(DatabaseUrl), null);
            }

            return DatabaseAddress.TryParse(found.Text, out var address, out var fault)
                ? found.As<DatabaseAddress?>(address)
                : throw found.NotUnderstood(fault, DatabaseAddress.Expected);
        }
    }

    /// <summary>Full path of a service account's key file; null if none is configured. Whether the file exists is not checked.</summary>
    public Setting<string?> CredentialsPath =>
        Find(
            nameof(CredentialsPath),
            _parameters.CredentialsPath,
            "SBM_CREDENTIALS_PATH",
            "FIREBASE__CREDENTIALS_PATH",
            "GOOGLE_APPLICATION_CREDENTIALS") is { } found
            ? found.As<string?>(FullPath(found, "the path of a service account's key file"))
            : Default<string?>(nameof(CredentialsPath), null);

    /// <summary>The Firebase project's web API key, a secret; null if none is configured.</summary>
    public Setting<string?> ApiKey
    {
        get
        {
            if (Find(nameof(ApiKey), _parameters.ApiKey, "SBM_API_KEY", "FIREBASE__API_KEY") is not { } found)
            {
                return Default<string?>(nameof(ApiKey), null);
            }

            var key = found.Text.Trim();
            return key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
                ? found.As<string?>(key)
                : throw found.NotUnderstood(
                    "it holds characters that no API key has",
                    "the web API key of the Firebase project: letters, digits, '-' and '_'");
        }
    }

    /// <summary>Whether runs are sent by themselves; on by default.</summary>
    public Setting<bool> AutoSync =>
        Find(nameof(AutoSync), null, "SBM_AUTOSYNC") is { } found
            ? found.As(found.Text.Trim().ToUpperInvariant() switch
            {
                "1" or "TRUE" or "ON" or "YES" => true,
                "0" or "FALSE" or "OFF" or "NO" => false,
                _ => throw found.NotUnderstood($"'{found.Text}' is neither on nor off", "1, true, on or yes; or 0, false, off or no"),
            })
            : Default(nameof(AutoSync), true);

    /// <summary>How long a leaving process may go on sending, from 0 to 60 seconds; 2 seconds by default.</summary>
    public Setting<TimeSpan> ExitTimeout =>
        Find(nameof(ExitTimeout), null, "SBM_EXIT_TIMEOUT") is { } found
            ? found.As(SettingDuration.Parse(found))
            : Default(nameof(ExitTimeout), TimeSpan.FromSeconds(2));

    /// <summary>The database emulator that FIREBASE_DATABASE_EMULATOR_HOST names; null if it names none.</summary>
    public Setting<DatabaseAddress?> DatabaseEmulator
    {
        get
        {
            if (FindVariable(nameof(DatabaseEmulator), "FIREBASE_DATABASE_EMULATOR_HOST") is not { } found)
            {
                return Default<DatabaseAddress?>(nameof(DatabaseEmulator), null);
            }

            return found.As<DatabaseAddress?>(DatabaseAddress.OfEmulator(EmulatorRoot(found), DatabaseUrl.Value?.Namespace));
        }
    }

    /// <summary>Where FIREBASE_AUTH_EMULATOR_HOST moves the sign-in to; null if it moves it nowhere.</summary>
    public Setting<Uri?> AuthEmulator =>
        FindVariable(nameof(AuthEmulator), "FIREBASE_AUTH_EMULATOR_HOST") is { } found
            ? found.As<Uri?>(EmulatorRoot(found))
            : Default<Uri?>(nameof(AuthEmulator), null);

    /// <summary>Where runs are sent: the emulator if one is named, else the database; null if sync is not configured.</summary>
    public DatabaseAddress? Destination => DatabaseEmulator.Value ?? DatabaseUrl.Value;

    /// <summary>What a user should mend but stops nothing: a config file that everyone may read.</summary>
    public IReadOnlyList<string> Warnings => _config.Value.Warning is { } warning ? [warning] : [];

    /// <summary>Resolves every setting, for a command that needs them all.</summary>
    /// <exception cref="SbmException">Some setting cannot be understood, or the config file has one that does not exist (<c>UnknownSetting</c>).</exception>
    public void Validate()
    {
        var unknown = _config.Value.Names.Except(Names, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
        {
            throw _config.Value.Unknown(unknown, Names);
        }

        _ = (StorePath, UserId, DatabaseUrl, CredentialsPath, ApiKey, AutoSync, ExitTimeout, DatabaseEmulator, AuthEmulator);
    }

    private SettingText? Find(string name, string? parameter, params string[] variables)
    {
        if (!string.IsNullOrEmpty(parameter))
        {
            return new SettingText(name, parameter, SettingSource.Parameter, $"the parameter -{name}");
        }

        foreach (var variable in variables)
        {
            if (FindVariable(name, variable) is { } found)
            {
                return found;
            }
        }

        return _config.Value.Find(name);
    }

    private SettingText? FindVariable(string name, string variable) =>
        _environment.Variable(variable) is { Length: > 0 } text
            ? new SettingText(name, text, SettingSource.Environment, $"the environment variable {variable}")
            : null;

    private string FullPath(SettingText found, string expected)
    {
        try
        {
            var folder = found.Source == SettingSource.ConfigFile ? _environment.SbmFolder : Environment.CurrentDirectory;
            return _environment.FullPath(found.Text, folder);
        }
        catch (ArgumentException)
        {
            throw found.NotUnderstood("it is no path", expected);
        }
    }

    private static Uri EmulatorRoot(SettingText found) =>
        Uri.TryCreate($"http://{found.Text.Trim()}/", UriKind.Absolute, out var root)
            && root is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? root
            : throw found.NotUnderstood($"'{found.Text}' is no host and port", "host:port, for example localhost:9000");

    private static Setting<T> Default<T>(string name, T value) => new(name, value, SettingSource.Default, "the default");
}
