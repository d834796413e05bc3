using System.Collections.Concurrent;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>
/// Access tokens of service accounts, kept in memory until they expire, so that not each of a process's drains asks for one.
/// Thread-safe.
/// </summary>
internal sealed class AccountTokens
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<ServiceAccountKey, (string Token, DateTimeOffset Expires)> _tokens = new();

    /// <summary>Those of this process.</summary>
    internal static AccountTokens OfProcess { get; } = new();

    /// <summary>A token that is good for a while yet, or null.</summary>
    internal string? Find(ServiceAccountKey key, DateTimeOffset now) =>
        _tokens.TryGetValue(key, out var kept) && now < kept.Expires - Margin ? kept.Token : null;

    internal void Keep(ServiceAccountKey key, string token, DateTimeOffset expires) => _tokens[key] = (token, expires);
}
