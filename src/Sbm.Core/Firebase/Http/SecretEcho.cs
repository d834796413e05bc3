using System.Text;

namespace Sbm.Core.Firebase.Http;

/// <summary>Removes from an error what the server repeats of the request's secrets, since it ends up in logs and messages.</summary>
internal static class SecretEcho
{
    private const int ShortestSecret = 4; // anything shorter would tear ordinary words
    private const int ShortestPart = 8; // a server may repeat the half of a token; eight characters of one are no word

    internal static string Remove(string text, FirebaseRequest request)
    {
        var isSecret = new bool[text.Length];
        foreach (var secret in Secrets(request).Where(static secret => secret.Length >= ShortestSecret && secret != "owner"))
        {
            var length = Math.Min(secret.Length, ShortestPart);
            var parts = Enumerable.Range(0, secret.Length - length + 1).Select(i => secret.Substring(i, length)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i + length <= text.Length; i++)
            {
                if (parts.Contains(text.Substring(i, length)))
                {
                    isSecret.AsSpan(i, length).Fill(true);
                }
            }
        }

        if (Array.IndexOf(isSecret, true) < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            clean.Append(!isSecret[i] ? text[i].ToString() : i == 0 || !isSecret[i - 1] ? "***" : string.Empty);
        }

        return clean.ToString();
    }

    private static IEnumerable<string> Secrets(FirebaseRequest request)
    {
        var form = request.MediaType == "application/x-www-form-urlencoded" ? Encoding.UTF8.GetString(request.Body.Span) : string.Empty;
        return Values(request.Url.Query.TrimStart('?'), "auth", "key")
            .Concat(Values(form, "refresh_token", "assertion"))
            .Append(request.Authorization?.Parameter ?? string.Empty);
    }

    // As it was sent and as it was meant: a server may repeat either.
    private static IEnumerable<string> Values(string query, params string[] names) => query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && names.Contains(pair[0]))
        .SelectMany(pair => new[] { pair[1], Uri.UnescapeDataString(pair[1]) });
}
