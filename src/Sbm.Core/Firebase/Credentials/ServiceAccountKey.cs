using System.Text.Json;
using Sbm.Core.Files;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>What a service account's key file says. Holds a secret.</summary>
/// <param name="Email">The account.</param>
/// <param name="PrivateKey">Its private key, PEM.</param>
/// <param name="KeyId">Which of its keys; null if the file does not say.</param>
/// <param name="TokenUrl">Who gives tokens for it.</param>
internal sealed record ServiceAccountKey(string Email, string PrivateKey, string? KeyId, Uri TokenUrl)
{
    private const string GoogleTokenUrl = "https://oauth2.googleapis.com/token";

    public override string ToString() => Email;

    /// <exception cref="SbmException"><c>InvalidCredentials</c>: missing, unreadable, not JSON, or no service account's.</exception>
    internal static ServiceAccountKey Read(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(FileKind.ReadAllBytes(path));
            var root = file.RootElement;
            if (root.ValueKind != JsonValueKind.Object || TextOf(root, "type") != "service_account")
            {
                throw Invalid(path, "it is not the key of a service account");
            }

            var tokenUrl = TextOf(root, "token_uri") ?? GoogleTokenUrl;
            if (!Uri.TryCreate(tokenUrl, UriKind.Absolute, out var url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
            {
                throw Invalid(path, "its token_uri is not an HTTPS URL");
            }

            return new ServiceAccountKey(
                TextOf(root, "client_email") ?? throw Invalid(path, "it has no client_email"),
                TextOf(root, "private_key") ?? throw Invalid(path, "it has no private_key"),
                TextOf(root, "private_key_id"),
                url);
        }
        catch (JsonException e)
        {
            throw Invalid(path, "it is not JSON", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Invalid(path, "there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"it cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    // What the file holds is left out of messages, and so is what the parser says, which may quote it.
    internal static SbmException Invalid(string path, string fault, Exception? inner = null) => new(
        "InvalidCredentials",
        $"The service account key {path} cannot be used: {fault}.",
        "Make a new key in the Firebase console (Project settings, Service accounts), and give its path with "
        + "-CredentialsPath, SBM_CREDENTIALS_PATH or GOOGLE_APPLICATION_CREDENTIALS.",
        path,
        inner);

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
