using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using Sbm.Core.Firebase.Http;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// A Google service account: a signed assertion is exchanged for an access token. One drain's own; not thread-safe.
/// </summary>
internal sealed class ServiceAccount : ICredential
{
    private static readonly string[] Scopes =
        ["https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/firebase.database"];

    private readonly string _path;
    private readonly string _user;
    private readonly FirebaseConnection _connection;
    private readonly TimeProvider _time;
    private readonly AccountTokens _tokens;
    private ServiceAccountKey? _key;
    private ServiceAccountCredential? _google;

    /// <param name="path">Full path of the key file; it is read when a token is first needed.</param>
    /// <param name="user">Below whose key the runs are kept.</param>
    /// <param name="connection">The way to the token endpoint.</param>
    /// <param name="tokens">Those that earlier drains were given.</param>
    /// <param name="time">Where time comes from.</param>
    internal ServiceAccount(string path, string user, FirebaseConnection connection, AccountTokens tokens, TimeProvider time) =>
        (_path, _user, _connection, _tokens, _time) = (path, user, connection, tokens, time);

    public bool CanRenew => true;

    public async Task<AccessToken> GetAsync(bool renew, CancellationToken ct)
    {
        _key ??= ServiceAccountKey.Read(_path);
        if (!renew && _tokens.Find(_key, _time.GetUtcNow()) is { } kept)
        {
            return new AccessToken(_user, Bearer: kept);
        }

        _google ??= Load(_key);
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

        _tokens.Keep(_key, token, _time.GetUtcNow() + TimeSpan.FromSeconds(_google.Token.ExpiresInSeconds ?? 0));
        return new AccessToken(_user, Bearer: token);
    }

    private CredentialUnreachableException Stranger() =>
        new($"the answer of {new Uri(_google!.TokenServerUrl).Host} has no access token: it is not that of the sign-in service");

    private ServiceAccountCredential Load(ServiceAccountKey key)
    {
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
