using System.Globalization;

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
    private readonly Lazy<ConfigFile?> _config;
    private readonly SettingLookup _lookup;

    public SbmSettings(SettingParameters? parameters = null, SettingEnvironment? environment = null)
        : this(parameters, environment, null)
    {
    }

    /// <param name="parameters">What a command was given.</param>
    /// <param name="environment">What else is read.</param>
    /// <param name="config">In place of the config file.</param>
    internal SbmSettings(SettingParameters? parameters, SettingEnvironment? environment, ConfigFile? config)
    {
        _parameters = parameters ?? new SettingParameters();
        _environment = environment ?? SettingEnvironment.OfProcess();
        // Without a home there is no config file, and a command may well do without either.
        _config = new Lazy<ConfigFile?>(() => config ?? ConfigFile.Read(_environment.HomePath.Length > 0 ? ConfigPath : string.Empty));
        _lookup = new SettingLookup(_environment, _config);
    }

    /// <summary>The names of all settings, as the config file has them.</summary>
    public static IReadOnlyList<string> Names { get; } = SettingInfo.All.Select(static info => info.Name).ToList();

    /// <summary>Full path of the config file, whether or not it exists.</summary>
    public string ConfigPath => Path.Combine(SbmFolder, DestinationNames.ConfigFile);

    /// <summary>The user's own folder for everything of Sbm but the store.</summary>
    public string SbmFolder => _environment.SbmFolder;

    /// <summary>The user's own folder for everything of Sbm, also where the home directory has yet to be made.</summary>
    internal string StateDirectory => _environment.HomePath.Length > 0 ? SbmFolder : SettingEnvironment.LastResort;

    /// <summary>Where the reports of migrations go by default: <c>~/.sbm/reports</c>.</summary>
    /// <exception cref="SbmException"><c>NoHome</c>: the user has no home directory.</exception>
    public string ReportFolder => Path.Combine(SbmFolder, "reports");

    /// <summary>Where what runs replace is kept, so that they can be undone: <c>~/.sbm/runs</c>.</summary>
    /// <exception cref="SbmException"><c>NoHome</c>: the user has no home directory.</exception>
    public string KeptFolder => Path.Combine(SbmFolder, "runs");

    /// <summary>The store's full path; <c>~/.sbm_migrations.json</c> by default.</summary>
    public Setting<string> StorePath =>
        _lookup.Find(nameof(StorePath), _parameters.StorePath) is { } found
            ? found.As(_lookup.FullPath(found, "the path of a file"))
            : SettingLookup.Default(nameof(StorePath), Path.Combine(_environment.Home, ".sbm_migrations.json"));

    /// <summary>Who runs migrations; by default user name and host. Always a legal database key of at most 768 bytes.</summary>
    public Setting<string> UserId =>
        _lookup.Find(nameof(UserId), _parameters.UserId) is { } found
            ? found.As(FirebaseKey.Legal(found.Text))
            : SettingLookup.Default(nameof(UserId), DefaultUserId);

    /// <summary>User name and host, as a legal database key.</summary>
    public string DefaultUserId => FirebaseKey.Legal($"{(_environment.UserName is { Length: > 0 } name ? name : "unknown")}@{_environment.HostName}");

    /// <summary>The database; null if none is configured.</summary>
    public Setting<DatabaseAddress?> DatabaseUrl
    {
        get
        {
            if (_lookup.Find(nameof(DatabaseUrl), _parameters.DatabaseUrl) is not { } found)
            {
                return SettingLookup.Default<DatabaseAddress?>(nameof(DatabaseUrl), null);
            }

            return DatabaseAddress.TryParse(found.Text, out var address, out var fault)
                ? found.As<DatabaseAddress?>(address)
                : throw found.NotUnderstood(fault, DatabaseAddress.Expected);
        }
    }

    /// <summary>Full path of a service account's key file; null if none is configured. Whether the file exists is not checked.</summary>
    public Setting<string?> CredentialsPath =>
        _lookup.Find(nameof(CredentialsPath), _parameters.CredentialsPath) is { } found
            ? found.As<string?>(_lookup.FullPath(found, "the path of a service account's key file"))
            : SettingLookup.Default<string?>(nameof(CredentialsPath), null);

    /// <summary>The Firebase project's web API key, a secret; null if none is configured.</summary>
    public Setting<string?> ApiKey
    {
        get
        {
            if (_lookup.Find(nameof(ApiKey), _parameters.ApiKey) is not { } found)
            {
                return SettingLookup.Default<string?>(nameof(ApiKey), null);
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
        _lookup.Find(nameof(AutoSync), null) is { } found
            ? found.As(found.Text.Trim().ToUpperInvariant() switch
            {
                "1" or "TRUE" or "ON" or "YES" => true,
                "0" or "FALSE" or "OFF" or "NO" => false,
                _ => throw found.NotUnderstood($"'{found.Text}' is neither on nor off", "1, true, on or yes; or 0, false, off or no"),
            })
            : SettingLookup.Default(nameof(AutoSync), true);

    /// <summary>How long a leaving process may go on sending, from 0 to 60 seconds; 2 seconds by default.</summary>
    public Setting<TimeSpan> ExitTimeout =>
        _lookup.Find(nameof(ExitTimeout), null) is { } found
            ? found.As(SettingDuration.Parse(found, TimeSpan.FromSeconds(60)))
            : SettingLookup.Default(nameof(ExitTimeout), TimeSpan.FromSeconds(2));

    /// <summary>Full paths of the team's own mixin tables, in the order given.</summary>
    public Setting<IReadOnlyList<string>> MixinPath =>
        _lookup.FindList(nameof(MixinPath), _parameters.MixinPath, (found, _) => _lookup.FullPath(found, "the path of a file"));

    /// <summary>Selectors, with wildcards, that stay although they look like header, footer or navigation.</summary>
    public Setting<IReadOnlyList<string>> KeepSelector =>
        _lookup.FindList(nameof(KeepSelector), _parameters.KeepSelector, static (_, item) => item);

    /// <summary>Full path of the common theme to migrate against; null for the built-in one. Whether it exists is not checked.</summary>
    public Setting<string?> CommonThemePath =>
        _lookup.Find(nameof(CommonThemePath), null) is { } found
            ? found.As<string?>(_lookup.FullPath(found, "the path of a folder"))
            : SettingLookup.Default<string?>(nameof(CommonThemePath), null);

    /// <summary>What a migration would take by hand, where nobody says: up to a year; null if it is to be worked out.</summary>
    public Setting<TimeSpan?> ManualEstimate =>
        _lookup.Find(nameof(ManualEstimate), null) is { } found
            ? found.As<TimeSpan?>(SettingDuration.Parse(found, TimeSpan.FromDays(366)))
            : SettingLookup.Default<TimeSpan?>(nameof(ManualEstimate), null);

    /// <summary>The id that throw-away stores share: letters, digits, '-' and '_', at most 64; null for each store's own.</summary>
    public Setting<string?> StoreId
    {
        get
        {
            if (_lookup.Find(nameof(StoreId), null) is not { } found)
            {
                return SettingLookup.Default<string?>(nameof(StoreId), null);
            }

            var id = found.Text.Trim();
            return id.Length is > 0 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? found.As<string?>(id)
                : throw found.NotUnderstood("it is no such id", "at most 64 letters, digits, '-' and '_'");
        }
    }

    /// <summary>The database emulator that FIREBASE_DATABASE_EMULATOR_HOST names; null if it names none.</summary>
    public Setting<DatabaseAddress?> DatabaseEmulator
    {
        get
        {
            if (_lookup.FindVariable(nameof(DatabaseEmulator), DestinationNames.EmulatorVariable) is not { } found)
            {
                return SettingLookup.Default<DatabaseAddress?>(nameof(DatabaseEmulator), null);
            }

            return found.As<DatabaseAddress?>(DatabaseAddress.OfEmulator(EmulatorRoot(found), DatabaseUrl.Value?.Namespace));
        }
    }

    /// <summary>Where FIREBASE_AUTH_EMULATOR_HOST moves the sign-in to; null if it moves it nowhere.</summary>
    public Setting<Uri?> AuthEmulator =>
        _lookup.FindVariable(nameof(AuthEmulator), "FIREBASE_AUTH_EMULATOR_HOST") is { } found
            ? found.As<Uri?>(EmulatorRoot(found))
            : SettingLookup.Default<Uri?>(nameof(AuthEmulator), null);

    /// <summary>Where runs are sent: the emulator if one is named, else the database; null if sync is not configured.</summary>
    public DatabaseAddress? Destination => DatabaseEmulator.Value ?? DatabaseUrl.Value;

    /// <summary>What a user should mend but stops nothing: a config file that everyone may read.</summary>
    public IReadOnlyList<string> Warnings => _config.Value?.Warning is { } warning ? [warning] : [];

    /// <summary>Resolves every setting, for a command that needs them all.</summary>
    /// <exception cref="SbmException">Some setting cannot be understood, or the config file has one that does not exist (<c>UnknownSetting</c>).</exception>
    public void Validate()
    {
        if (_config.Value is { } config && config.Names.Except(Names, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } unknown)
        {
            throw config.Unknown(unknown, Names);
        }

        foreach (var info in SettingInfo.All)
        {
            _ = Text(info.Name);
        }

        _ = (DatabaseEmulator, AuthEmulator);
    }

    /// <summary>Every setting as it stands, for people: secrets masked, faults told and not thrown.</summary>
    public IReadOnlyList<SettingReading> ReadAll() => SettingInfo.All.Select(Read).ToList();

    private SettingReading Read(SettingInfo info)
    {
        try
        {
            var setting = Text(info.Name);
            return new SettingReading(info, info.IsSecret && setting.Value is not null ? "***" : setting.Value, setting.Source, setting.Origin, null);
        }
        catch (SbmException fault)
        {
            return new SettingReading(info, null, SettingSource.Default, fault.Target ?? info.Name, fault);
        }
    }

    // Each as it would be written into the config file; a list with the system's path separator.
    private Setting<string?> Text(string name) => name switch
    {
        nameof(DatabaseUrl) => As(DatabaseUrl, static url => url?.ToString()),
        nameof(CredentialsPath) => CredentialsPath,
        nameof(ApiKey) => ApiKey,
        nameof(UserId) => As(UserId, static id => id),
        nameof(StorePath) => As(StorePath, static path => path),
        nameof(StoreId) => StoreId,
        nameof(AutoSync) => As(AutoSync, static on => on ? "true" : "false"),
        nameof(ExitTimeout) => As(ExitTimeout, static time => time.ToString("c", CultureInfo.InvariantCulture)),
        nameof(MixinPath) => As(MixinPath, static paths => paths.Count == 0 ? null : string.Join(Path.PathSeparator, paths)),
        nameof(KeepSelector) => As(KeepSelector, static items => items.Count == 0 ? null : string.Join(Path.PathSeparator, items)),
        nameof(CommonThemePath) => CommonThemePath,
        nameof(ManualEstimate) => As(ManualEstimate, static time => time?.ToString("c", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such setting."),
    };

    private static Setting<string?> As<T>(Setting<T> setting, Func<T, string?> text) =>
        new(setting.Name, text(setting.Value), setting.Source, setting.Origin);

    // The text is not repeated: people put a user name and password into such addresses.
    private static Uri EmulatorRoot(SettingText found) =>
        Uri.TryCreate($"http://{found.Text.Trim()}/", UriKind.Absolute, out var root)
            && root is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? root
            : throw found.NotUnderstood("it is no host and port", "host:port, for example localhost:9000");
}
