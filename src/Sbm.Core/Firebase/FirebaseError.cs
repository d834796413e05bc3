using System.Net;
using System.Text;
using System.Text.Json;

namespace Sbm.Core.Firebase;

/// <summary>Reads what Firebase says when it does not do what it was asked.</summary>
internal static class FirebaseError
{
    private const int MaxLength = 300;

    /// <summary>Whether a 401 is the rules' refusal of these very data, and not of the credential.</summary>
    internal static bool IsPermissionDenied(HttpAnswer answer) =>
        TextOf(answer)?.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Why it was not done, in one line.</summary>
    internal static string ReasonOf(HttpAnswer answer) => answer switch
    {
        { Failure: { } failure } => failure,
        { RedirectHost: { } host } => $"the server redirects to {host}, which is not followed",
        { Status: HttpStatusCode.OK, IsJsonObject: false } => "the answer is not that of a database: a network that wants you to sign in may have given it",
        _ when TextOf(answer) is { } text => $"{OneLine(text)} ({(int)answer.Status!})",
        _ => $"the server answers {(int)answer.Status!} {answer.Status}",
    };

    /// <summary>The message in a body of <c>{"error":"…"}</c> (the database) or <c>{"error":{"message":"…"}}</c> (identity services).</summary>
    internal static string? TextOf(HttpAnswer answer)
    {
        if (!answer.IsJsonObject)
        {
            return null;
        }

        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            return body.RootElement.TryGetProperty("error", out var error) ? error.ValueKind switch
            {
                JsonValueKind.String => error.GetString(),
                JsonValueKind.Object when error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String => message.GetString(),
                _ => null,
            } : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // longer than what was kept, or no text
        }
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var c in text.Trim())
        {
            if (line.Length == MaxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }
}
