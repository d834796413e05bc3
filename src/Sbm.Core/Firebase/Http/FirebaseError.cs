using System.Net;
using System.Text;
using System.Text.Json;

namespace Sbm.Core.Firebase.Http;

/// <summary>Reads what Firebase says when it does not do what it was asked.</summary>
internal static class FirebaseError
{
    private const int MaxLength = 300;

    /// <summary>Whether a 401 is the rules' refusal of these very data, and not of the credential.</summary>
    internal static bool IsPermissionDenied(HttpAnswer answer) =>
        answer.Error?.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Why it was not done, in one line without secrets.</summary>
    internal static string ReasonOf(HttpAnswer answer) => answer switch
    {
        { Failure: { } failure } => failure,
        { RedirectHost: { } host } => $"the server redirects to {OneLine(host)}, which is not followed",
        { Status: HttpStatusCode.NoContent or >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices } =>
            "the answer is not that of a Firebase server: a network that wants you to sign in may have given it",
        { Error: { } text } => $"{OneLine(text)} ({(int)answer.Status!})",
        _ => $"the server answers {(int)answer.Status!} {answer.Status}",
    };

    /// <summary>
    /// The message in a body of <c>{"error":"…"}</c> (the database), <c>{"error":"…","error_description":"…"}</c> (OAuth) or
    /// <c>{"error":{"message":"…"}}</c> (identity services), as text: escapes must not hide a secret from who looks for it.
    /// </summary>
    internal static string? TextOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("error", out var error))
            {
                return null;
            }

            return error.ValueKind == JsonValueKind.Object
                ? Text(error, "message")
                : (Text(json.RootElement, "error"), Text(json.RootElement, "error_description")) switch
                {
                    ({ } code, { } description) => $"{code}: {description}",
                    var (code, _) => code,
                };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half of a surrogate pair
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var c in text.Trim())
        {
            if (line.Length == MaxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format ? ' ' : c);
        }

        return line.ToString();
    }
}
