using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase.Http;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// An anonymous user of Firebase Authentication. The account is made once; from then on its refresh token, kept in a file,
/// gives ID tokens. One drain's own; not thread-safe.
/// </summary>
internal sealed class AnonymousUser(
    string apiKey, IdentityEndpoints endpoints, IdentityFile file, FirebaseConnection connection, TimeProvider time, ILogger log) : ICredential
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // What Firebase says of an account that was deleted or disabled, and of another project's token.
    private static readonly string[] DeadAccount =
        ["INVALID_REFRESH_TOKEN", "INVALID_GRANT", "TOKEN_EXPIRED", "USER_NOT_FOUND", "USER_DISABLED"];

    private AccessToken? _token;
    private DateTimeOffset _expires;

    public bool CanRenew => true;

    public async Task<AccessToken> GetAsync(bool renew, CancellationToken ct)
    {
        if (_token is not null && !renew && time.GetUtcNow() < _expires - Margin)
        {
            return _token;
        }

        // Held until the answer is kept, however slow the sign-up is: whoever waits finds the identity then, and makes no second one.
        using var held = await file.LockAsync(ct).ConfigureAwait(false);
        return _token = await RefreshAsync(ct).ConfigureAwait(false) ?? await SignUpAsync(ct).ConfigureAwait(false);
    }

    /// <summary>A token for the account we have; null if there is none, or not any more.</summary>
    private async Task<AccessToken?> RefreshAsync(CancellationToken ct)
    {
        if (ReadFile() is not { } refreshToken)
        {
            return null;
        }

        var form = $"grant_type=refresh_token&refresh_token={Uri.EscapeDataString(refreshToken)}";
        var answer = await PostAsync("Renewing the sign-in", endpoints.Token, form, "application/x-www-form-urlencoded", ct).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return Keep(answer, "id_token", "refresh_token", "expires_in", "user_id", refreshToken);
        }

        // Trying again would mend nothing.
        if (answer.Status == HttpStatusCode.BadRequest && Array.Find(DeadAccount, code => answer.Error?.StartsWith(code, StringComparison.Ordinal) == true) is { } reason)
        {
            log.LogWarning(
                "The anonymous user's sign-in is not valid any more ({Reason}); signing in anew, as another user. The old one is kept in {Path}.",
                reason,
                file.SetAside());
            return null;
        }

        throw Failure(answer);
    }

    // Each one that is answered makes a user, whether the answer is waited for or not.
    private async Task<AccessToken> SignUpAsync(CancellationToken ct)
    {
        const int Patience = 4; // a minute
        var answer = await PostAsync("Signing in", endpoints.SignUp, """{"returnSecureToken":true}""", "application/json", ct, Patience).ConfigureAwait(false);
        return answer.IsSuccess ? Keep(answer, "idToken", "refreshToken", "expiresIn", "localId", null) : throw Failure(answer);
    }

    private Task<HttpAnswer> PostAsync(string what, Uri url, string body, string mediaType, CancellationToken ct, int patience = 1) => connection.SendAsync(
        new FirebaseRequest(what, HttpMethod.Post, new Uri($"{url}?key={Uri.EscapeDataString(apiKey)}"))
        {
            Body = Encoding.UTF8.GetBytes(body),
            MediaType = mediaType,
            Patience = patience,
            Reader = static () => new SmallObjectReader(),
        },
        ct);

    private AccessToken Keep(HttpAnswer answer, string idToken, string refreshToken, string expiresIn, string user, string? keptToken)
    {
        var content = (SmallObjectReader)answer.Content!;
        string Text(string name) => content.Text(name)
            ?? throw new CredentialUnreachableException($"the answer of {endpoints.SignUp.Host} has no {name}: it is not that of the sign-in service");

        var token = new AccessToken(Text(user), IdToken: Text(idToken));
        var newRefreshToken = Text(refreshToken);
        if (newRefreshToken != keptToken)
        {
            WriteFile(newRefreshToken);
        }

        _expires = time.GetUtcNow()
            + TimeSpan.FromSeconds(int.TryParse(Text(expiresIn), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);
        return token;
    }

    private string? ReadFile()
    {
        try
        {
            return file.Read();
        }
        catch (InvalidDataException e)
        {
            log.LogWarning("What {Path} holds is no sign-in ({Reason}); signing in anew, as another user. The old file is kept as {Aside}.", file.FullPath, e.Message, file.SetAside());
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A new identity in its place would put the earlier runs out of reach for good.
            throw new CredentialUnreachableException($"the sign-in cannot be read ({Why(e)}): {file.FullPath}");
        }
    }

    // The system's own words repeat the path, and a run's room for the reason is short.
    private static string Why(Exception e) => e is UnauthorizedAccessException ? "no permission" : e.Message.TrimEnd('.');

    private void WriteFile(string refreshToken)
    {
        try
        {
            file.Write(refreshToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The sign-in cannot be kept in {Path} ({Reason}); the next sync signs in as another user.", file.FullPath, e.Message);
        }
    }

    private Exception Failure(HttpAnswer answer)
    {
        if (answer.IsTransient || answer.Status is null || answer.RedirectHost is not null)
        {
            return new CredentialUnreachableException(FirebaseError.ReasonOf(answer));
        }

        var error = answer.Error ?? string.Empty;
        var action = error.StartsWith("ADMIN_ONLY_OPERATION", StringComparison.Ordinal) || error.StartsWith("OPERATION_NOT_ALLOWED", StringComparison.Ordinal)
            ? "Enable the Anonymous sign-in provider in the Firebase console (Authentication, Sign-in method)."
            : "See that the API key (-ApiKey, SBM_API_KEY) is the web API key of the Firebase project and not restricted to other uses.";
        return new SbmException("CredentialsRefused", $"{endpoints.SignUp.Host} refuses the sign-in: {FirebaseError.ReasonOf(answer)}.", action, "ApiKey");
    }
}
