using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// A Google service account: a signed assertion is exchanged for an access token, which is kept in memory until it expires.
/// One drain's own; not thread-safe.
/// </summary>
internal sealed class ServiceAccount : ICredential
{
    private static readonly string[] Scopes =
        ["https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/firebase.database"];

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly string _path;
    private readonly string _user;
    private readonly FirebaseConnection _connection;
    private readonly TimeProvider _time;
    private ServiceAccountCredential? _google;
    private AccessToken? _token;
    private DateTimeOffset _expires;

    /// <param name="path">Full path of the key file; it is read when a token is first needed.</param>
    /// <param name="user">Below whose key the runs are kept.</param>
    /// <param name="connection">The way to the token endpoint.</param>
    /// <param name="time">Where time comes from.</param>
    internal ServiceAccount(string path, string user, FirebaseConnection connection, TimeProvider time) =>
        (_path, _user, _connection, _time) = (path, user, connection, time);

    public bool CanRenew => true;

    public async Task<AccessToken> GetAsync(bool renew, CancellationToken ct)
    {
        if (_token is not null && !renew && _time.GetUtcNow() < _expires - Margin)
        {
            return _token;
        }

        _google ??= Load();
        try
        {
            await _google.RequestAccessTokenAsync(ct).ConfigureAwait(false);
        }
        catch (TokenRefusedException e)
        {
            throw new SbmException(
                "CredentialsRefused",
                $"The service account {_google.Id} gets no token from {new Uri(_google.TokenServerUrl).Host}: {e.Message}.",
                "See in the Google Cloud console that the account and this key are enabled, and that this machine's clock is right.",
                _path,
                e);
        }
        catch (Exception e) when (e is not (SbmException or CredentialUnreachableException or OperationCanceledException))
        {
            throw Stranger();
        }

        if (_google.Token?.AccessToken is not { Length: > 0 } token || token.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            throw Stranger();
        }

        _expires = _time.GetUtcNow() + TimeSpan.FromSeconds(_google.Token.ExpiresInSeconds ?? 0);
        return _token = new AccessToken(_user, Bearer: token);
    }

    private CredentialUnreachableException Stranger() =>
        new($"the answer of {new Uri(_google!.TokenServerUrl).Host} has no access token: it is not that of the sign-in service");

    private ServiceAccountCredential Load()
    {
        var key = ServiceAccountKey.Read(_path);
        try
        {
            return new ServiceAccountCredential(
                new ServiceAccountCredential.Initializer(key.Email, key.TokenUrl.ToString())
                {
                    KeyId = key.KeyId,
                    Scopes = Scopes,
                    HttpClientFactory = new GoogleHttp(_connection),
                    Clock = new GoogleClock(_time),
                    DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None, // the connection repeats
                }.FromPrivateKey(key.PrivateKey));
        }
        catch (Exception e) when (e is not SbmException) // the reader of keys throws whatever its parts throw
        {
            throw ServiceAccountKey.Invalid(_path, "its private_key is broken", e);
        }
    }
}
