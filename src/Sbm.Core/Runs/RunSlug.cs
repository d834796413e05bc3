namespace Sbm.Core.Runs;

/// <summary>The name of a theme: the letters A to Z in either case, digits, <c>-</c>, <c>_</c>, and <c>/</c> between them; at most 128 characters.</summary>
public static class RunSlug
{
    public const int MaxLength = 128;

    /// <summary>Returns the slug if it is one.</summary>
    /// <exception cref="SbmException"><c>InvalidSlug</c>: it is not; the message says why.</exception>
    public static string Validate(string? slug)
    {
        var fault = FaultOf(slug);
        return fault is null
            ? slug!
            : throw new SbmException(
                "InvalidSlug",
                $"'{Shortened(slug)}' is not a slug: {fault}.",
                $"Give a slug of the letters A to Z in either case, digits, '-', '_' and '/' between them, at most {MaxLength} characters, with -Slug.",
                slug);
    }

    /// <summary>Why the text is no slug, or null if it is one.</summary>
    public static string? FaultOf(string? slug)
    {
        if (string.IsNullOrEmpty(slug))
        {
            return "it is empty";
        }

        if (slug.Length > MaxLength)
        {
            return $"it has {slug.Length} characters, more than {MaxLength}";
        }

        foreach (var rune in slug.EnumerateRunes())
        {
            if (!rune.IsAscii || !(char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_' or '/'))
            {
                return $"it holds '{rune}'";
            }
        }

        return slug[0] == '/' || slug[^1] == '/' || slug.Contains("//", StringComparison.Ordinal)
            ? "'/' may only stand between names"
            : null;
    }

    private static string Shortened(string? slug) => slug is { Length: > 40 } ? slug[..40] + "…" : slug ?? string.Empty;
}
