using System.Net.Http.Headers;
using System.Text;

namespace Sbm.Core.Firebase;

/// <summary>Removes from an error's body what the server repeats of the request's secrets, since it ends up in logs and messages.</summary>
internal static class SecretEcho
{
    private const int ShortestSecret = 4; // anything shorter would tear ordinary words

    internal static ReadOnlyMemory<byte> Remove(
        ReadOnlyMemory<byte> answer, Uri url, AuthenticationHeaderValue? authorization, ReadOnlyMemory<byte> body, string mediaType)
    {
        var text = Encoding.UTF8.GetString(answer.Span);
        var form = mediaType == "application/x-www-form-urlencoded" ? Encoding.UTF8.GetString(body.Span) : string.Empty;
        var isChanged = false;
        foreach (var secret in Values(url.Query.TrimStart('?'), "auth", "key").Concat(Values(form, "refresh_token", "assertion")).Append(authorization?.Parameter))
        {
            if (secret is { Length: >= ShortestSecret } && secret != "owner" && text.Contains(secret, StringComparison.Ordinal))
            {
                text = text.Replace(secret, "***", StringComparison.Ordinal);
                isChanged = true;
            }
        }

        return isChanged ? Encoding.UTF8.GetBytes(text) : answer;
    }

    // As it was sent and as it was meant: a server may repeat either.
    private static IEnumerable<string> Values(string query, params string[] names) => query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && names.Contains(pair[0]))
        .SelectMany(pair => new[] { pair[1], Uri.UnescapeDataString(pair[1]) });
}
