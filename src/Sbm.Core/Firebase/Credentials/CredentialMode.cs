using Sbm.Core.Settings;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>Which credential the settings ask for.</summary>
internal abstract record CredentialMode
{
    private CredentialMode()
    {
    }

    /// <summary>
    /// The first that is configured: emulator, service account, anonymous user. A key given to the command itself goes before
    /// a key file that only stands in the environment or the config file.
    /// </summary>
    /// <exception cref="SbmException"><c>NotConfigured</c>: there is none, and the database is not on this machine.</exception>
    internal static CredentialMode Of(SbmSettings settings, DatabaseAddress address)
    {
        if (address.IsEmulator)
        {
            return new Emulator();
        }

        var key = settings.ApiKey;
        var path = settings.CredentialsPath;
        var prefersKey = key is { Value: not null, Source: SettingSource.Parameter } && path.Source != SettingSource.Parameter;
        return (path.Value, key.Value) switch
        {
            ({ } file, _) when !prefersKey => new Account(file),
            (_, { } apiKey) => new Anonymous(apiKey),
            _ when address.Root.IsLoopback => new None(),
            _ => throw new SbmException(
                "NotConfigured",
                $"The database {address} is configured, but no credential for it.",
                "Give the project's web API key (anonymous users), or a service account's key file: Set-SbmConfiguration -ApiKey KEY or -CredentialsPath FILE; or set SBM_API_KEY or SBM_CREDENTIALS_PATH.",
                "CredentialsPath"),
        };
    }

    /// <summary>Which it is, for people; no secret.</summary>
    internal abstract string Words { get; }

    /// <summary>The emulator's own.</summary>
    internal sealed record Emulator : CredentialMode
    {
        internal override string Words => "the emulator's own";
    }

    /// <summary>A service account.</summary>
    /// <param name="KeyPath">Full path of its key file.</param>
    internal sealed record Account(string KeyPath) : CredentialMode
    {
        internal override string Words => $"service account ({KeyPath})";
    }

    /// <summary>An anonymous user.</summary>
    internal sealed record Anonymous(string ApiKey) : CredentialMode
    {
        internal override string Words => "anonymous user (ApiKey)";

        public override string ToString() => nameof(Anonymous); // without the key
    }

    /// <summary>None, for a database on this machine that asks for none.</summary>
    internal sealed record None : CredentialMode
    {
        internal override string Words => "none, for a database on this machine";
    }
}
