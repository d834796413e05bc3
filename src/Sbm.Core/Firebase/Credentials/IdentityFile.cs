using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sbm.Core.Files;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// Keeps an anonymous user's refresh token, so that the identity outlives the process: a file of mode 0600 in <c>~/.sbm</c>, on
/// Windows encrypted for the user (DPAPI); one for each API key and endpoint.
/// </summary>
internal sealed class IdentityFile
{
    private static readonly TimeSpan LockSlice = TimeSpan.FromSeconds(1);
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

    /// <summary>
    /// Keeps other processes from signing up at the same time, which would make two identities of one: waits until it is free or called off.
    /// </summary>
    /// <returns>What to dispose of; null if this machine has no place for it, and an identity for one sync is better than none.</returns>
    internal Task<IDisposable?> LockAsync(CancellationToken ct) => Task.Run<IDisposable?>(
        () =>
        {
            try
            {
                PrivateFolder.Create(Path.GetDirectoryName(_path)!);
                while (true)
                {
                    ct.ThrowIfCancellationRequested();
                    if (WriteLock.Acquire(_path, LockSlice, _time, ct) is { } held)
                    {
                        return held;
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        },
        ct);

    /// <summary>The refresh token; null if there is none yet.</summary>
    /// <exception cref="InvalidDataException">It was read, and is no identity.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal string? Read()
    {
        try
        {
            using var file = JsonDocument.Parse(FileKind.ReadAllBytes(_path));
            return Text(file.RootElement, "refresh_token")
                ?? (OperatingSystem.IsWindows() && Text(file.RootElement, "protected_refresh_token") is { } secret ? Unprotected(secret) : null)
                ?? throw new InvalidDataException("it holds no refresh token");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("it is not JSON", e);
        }
    }

    /// <summary>Replaces the file, whatever mode it had.</summary>
    internal void Write(string refreshToken)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            if (OperatingSystem.IsWindows())
            {
                json.WriteString("protected_refresh_token", Protected(refreshToken));
            }
            else
            {
                json.WriteString("refresh_token", refreshToken);
            }

            json.WriteEndObject();
        }

        DurableFile.Replace(_path, FileOwnership.OfNew, file => file.Write(content.ToArray()));
    }

    /// <summary>Moves the file away, to be kept.</summary>
    /// <returns>Where it is now; where it was if it cannot be moved.</returns>
    internal string SetAside()
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{_path}.old-{_time.GetUtcNow():yyyyMMddTHHmmss}");
        try
        {
            File.Move(_path, aside, overwrite: true);
            return aside;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _path;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out var token)
        && token.ValueKind == JsonValueKind.String
        && token.GetString() is { Length: > 0 } text
            ? text
            : null;

    [SupportedOSPlatform("windows")]
    private static string Protected(string text) =>
        Convert.ToBase64String(ProtectedData.Protect(Encoding.UTF8.GetBytes(text), null, DataProtectionScope.CurrentUser));

    [SupportedOSPlatform("windows")]
    private static string Unprotected(string secret)
    {
        try
        {
            return Encoding.UTF8.GetString(ProtectedData.Unprotect(Convert.FromBase64String(secret), null, DataProtectionScope.CurrentUser));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("its token is cut short", e);
        }
        catch (CryptographicException e)
        {
            throw new IOException("Windows does not decrypt it for this user", e); // another machine's or user's, or a passing error
        }
    }
}
