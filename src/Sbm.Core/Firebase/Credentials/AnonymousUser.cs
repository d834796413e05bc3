using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// An anonymous user of Firebase Authentication. The account is made once; from then on its refresh token, kept in a file,
/// gives ID tokens. One drain's own; not thread-safe.
/// </summary>
internal sealed class AnonymousUser(
    string apiKey, IdentityEndpoints endpoints, IdentityFile file, FirebaseConnection connection, TimeProvider time, ILogger log) : ICredential
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private AccessToken? _token;
    private DateTimeOffset _expires;

    public bool CanRenew => true;

    public async Task<AccessToken> GetAsync(bool renew, CancellationToken ct)
    {
        if (_token is not null && !renew && time.GetUtcNow() < _expires - Margin)
        {
            return _token;
        }

        using var held = file.Lock(ct);
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

        // The account was deleted or disabled, or the token is another project's: nothing that trying again would mend.
        if (answer.Status == HttpStatusCode.BadRequest
            && FirebaseError.TextOf(answer) is { } error
            && (error.StartsWith("INVALID_REFRESH_TOKEN", StringComparison.Ordinal)
                || error.StartsWith("INVALID_GRANT", StringComparison.Ordinal)
                || error.StartsWith("TOKEN_EXPIRED", StringComparison.Ordinal)
                || error.StartsWith("USER_NOT_FOUND", StringComparison.Ordinal)
                || error.StartsWith("USER_DISABLED", StringComparison.Ordinal)))
        {
            log.LogWarning("The anonymous user's sign-in is not valid any more ({Reason}); signing in anew, as another user.", error);
            return null;
        }

        throw Failure(answer);
    }

    private async Task<AccessToken> SignUpAsync(CancellationToken ct)
    {
        var answer = await PostAsync("Signing in", endpoints.SignUp, """{"returnSecureToken":true}""", "application/json", ct).ConfigureAwait(false);
        return answer.IsSuccess ? Keep(answer, "idToken", "refreshToken", "expiresIn", "localId", null) : throw Failure(answer);
    }

    private Task<HttpAnswer> PostAsync(string what, Uri url, string body, string mediaType, CancellationToken ct) => connection.SendAsync(
        what, HttpMethod.Post, new Uri($"{url}?key={Uri.EscapeDataString(apiKey)}"), null, Encoding.UTF8.GetBytes(body), mediaType, ct);

    private AccessToken Keep(HttpAnswer answer, string idToken, string refreshToken, string expiresIn, string user, string? keptToken)
    {
        using var body = JsonDocument.Parse(answer.Body);
        string Text(string name) =>
            body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
                ? text
                : throw new CredentialUnreachableException($"the answer of {endpoints.SignUp.Host} has no {name}");

        var token = new AccessToken(Text(user), IdToken: Text(idToken));
        var newRefreshToken = Text(refreshToken);
        if (newRefreshToken != keptToken)
        {
            WriteFile(newRefreshToken);
        }

        _expires = time.GetUtcNow() + TimeSpan.FromSeconds(int.TryParse(Text(expiresIn), out var seconds) ? seconds : 0);
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
            log.LogWarning(e, "The sign-in kept in {Path} is damaged; signing in anew, as another user.", file.FullPath);
            return null;
        }
    }

    private void WriteFile(string refreshToken)
    {
        try
        {
            file.Write(refreshToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The sign-in cannot be kept in {Path}; the next sync signs in as another user.", file.FullPath);
        }
    }

    private Exception Failure(HttpAnswer answer)
    {
        if (answer.IsTransient || answer.Status is null || answer.RedirectHost is not null)
        {
            return new CredentialUnreachableException(FirebaseError.ReasonOf(answer));
        }

        var error = FirebaseError.TextOf(answer) ?? $"status {(int)answer.Status}";
        var action = error.StartsWith("ADMIN_ONLY_OPERATION", StringComparison.Ordinal) || error.StartsWith("OPERATION_NOT_ALLOWED", StringComparison.Ordinal)
            ? "Enable the Anonymous sign-in provider in the Firebase console (Authentication, Sign-in method)."
            : "See that the API key (-ApiKey, SBM_API_KEY) is the web API key of the Firebase project and not restricted to other uses.";
        return new SbmException("CredentialsRefused", $"{endpoints.SignUp.Host} refuses the sign-in: {FirebaseError.ReasonOf(answer)}.", action, "ApiKey");
    }
}
