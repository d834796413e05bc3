using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Settings;

namespace Sbm.Core.Firebase;

/// <summary>The database that the settings name, with the credential that they name; one drain's own.</summary>
internal sealed class FirebaseSession : IDisposable
{
    private readonly FirebaseConnection _connection;
    private readonly FirebaseConnection _identity;

    private FirebaseSession(FirebaseConnection connection, FirebaseConnection identity, FirebaseDatabase database) =>
        (_connection, _identity, Database) = (connection, identity, database);

    internal FirebaseDatabase Database { get; }

    /// <summary>Puts together what is needed. Nothing is read or sent before the first request.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="address">The database that they name.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="log">Is told what happens.</param>
    /// <exception cref="SbmException">A setting cannot be understood, or no credential is configured.</exception>
    internal static FirebaseSession Open(SbmSettings settings, DatabaseAddress address, FirebaseOptions options, TimeProvider time, ILogger log)
    {
        var mode = CredentialMode.Of(settings, address);
        var endpoints = IdentityEndpoints.Of(settings.AuthEmulator.Value);
        var connection = new FirebaseConnection(options, time, log, isPlain: address.Root.Scheme == Uri.UriSchemeHttp);
        var identity = new FirebaseConnection(options, time, log, isPlain: mode is CredentialMode.Anonymous && endpoints.IsPlain);
        ICredential credential = mode switch
        {
            CredentialMode.Emulator => new FixedCredential(settings.UserId.Value, bearer: "owner"),
            CredentialMode.Account account => new ServiceAccount(account.KeyPath, settings.UserId.Value, identity, AccountTokens.OfProcess, time),
            CredentialMode.Anonymous user => new AnonymousUser(
                user.ApiKey, endpoints, new IdentityFile(settings.SbmFolder, user.ApiKey, endpoints, time), identity, time, log),
            _ => new FixedCredential(settings.UserId.Value, bearer: null),
        };
        return new FirebaseSession(connection, identity, new FirebaseDatabase(address, credential, connection, identity));
    }

    /// <summary>The database that the settings name.</summary>
    /// <exception cref="SbmException"><c>NotConfigured</c>: they name none.</exception>
    internal static DatabaseAddress AddressOf(SbmSettings settings) => settings.Destination ?? throw new SbmException(
        "NotConfigured",
        "No database is configured, so there is nowhere to send runs to. They stay recorded and pending.",
        $"Write down the URL that the Firebase console shows for the Realtime Database: Set-SbmConfiguration -DatabaseUrl URL (it goes to {settings.ConfigPath}); or set SBM_DATABASE_URL.",
        "DatabaseUrl");

    public void Dispose()
    {
        _connection.Dispose();
        _identity.Dispose();
    }
}
