using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sbm.Core.Store;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// Keeps an anonymous user's refresh token, so that the identity outlives the process: a file of mode 0600 in <c>~/.sbm</c>,
/// one for each API key and endpoint.
/// </summary>
internal sealed class IdentityFile
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(20); // longer than a sign-up takes that is worth waiting for
    private readonly string _path;
    private readonly TimeProvider _time;

    internal IdentityFile(string folder, string apiKey, IdentityEndpoints endpoints, TimeProvider time)
    {
        // The key's digest and not the key: names of files are shown and logged.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{apiKey}\n{endpoints.SignUp}"));
        _path = Path.Combine(folder, $"identity-{Convert.ToHexString(digest)[..16].ToLowerInvariant()}.json");
        _time = time;
    }

    internal string FullPath => _path;

    /// <summary>Keeps other processes from signing up at the same time, which would make two identities of one.</summary>
    /// <returns>What to dispose of; null if it cannot be had, and two identities are the lesser evil.</returns>
    internal IDisposable? Lock(CancellationToken ct)
    {
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(_path)!);
            return StoreLock.Acquire(_path, LockTimeout, _time, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The refresh token; null if there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal string? Read()
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(_path));
            return file.RootElement.ValueKind == JsonValueKind.Object
                && file.RootElement.TryGetProperty("refresh_token", out var token)
                && token.ValueKind == JsonValueKind.String
                && token.GetString() is { Length: > 0 } text
                ? text
                : throw new InvalidDataException("It holds no refresh token.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new InvalidDataException("It cannot be read.", e);
        }
    }

    /// <summary>Replaces the file, whatever mode it had.</summary>
    internal void Write(string refreshToken)
    {
        DurableFile.Replace(_path, FileOwnership.OfNew, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            json.WriteString("refresh_token", refreshToken);
            json.WriteEndObject();
        });
    }
}
