using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Settings;

namespace Sbm.Core.Firebase;

/// <summary>The database that the settings name, with the credential that they name; one drain's own.</summary>
internal sealed class FirebaseSession : IDisposable
{
    private readonly FirebaseConnection _database;
    private readonly FirebaseConnection _identity;

    private FirebaseSession(FirebaseConnection database, FirebaseConnection identity, FirebaseDestination destination) =>
        (_database, _identity, Destination) = (database, identity, destination);

    internal FirebaseDestination Destination { get; }

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
        var isPlainIdentity = mode switch
        {
            CredentialMode.Anonymous => endpoints.IsPlain,
            _ => false, // a token endpoint on this machine is reached past a proxy by the usual exceptions
        };
        var database = new FirebaseConnection(options, time, log, isPlain: address.Root.Scheme == Uri.UriSchemeHttp);
        var identity = new FirebaseConnection(options, time, log, isPlainIdentity);
        ICredential credential = mode switch
        {
            CredentialMode.Emulator => new FixedCredential(settings.UserId.Value, bearer: "owner"),
            CredentialMode.Account account => new ServiceAccount(account.KeyPath, settings.UserId.Value, identity, time),
            CredentialMode.Anonymous user => new AnonymousUser(
                user.ApiKey, endpoints, new IdentityFile(settings.SbmFolder, user.ApiKey, endpoints, time), identity, time, log),
            _ => new FixedCredential(settings.UserId.Value, bearer: null),
        };
        return new FirebaseSession(database, identity, new FirebaseDestination(address, credential, database, log));
    }

    public void Dispose()
    {
        _database.Dispose();
        _identity.Dispose();
    }
}
