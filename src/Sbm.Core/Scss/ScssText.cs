namespace Sbm.Core.Scss;

/// <summary>
/// Finds the ends of what may hold any character: strings, comments, interpolation, <c>url()</c>. All methods take the offset of
/// the first character and return the offset after the last; they return -1 if the end is missing.
/// </summary>
internal static class ScssText
{
    /// <summary>A string: <c>"…"</c> or <c>'…'</c>, escapes and interpolation included. It ends on its line.</summary>
    internal static int EndOfString(string text, int start, int depth = 0)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i += text.AsSpan(i).StartsWith("\\\r\n") ? 2 : 1; // an escaped line break is part of the string
                    break;
                case '\n' or '\r' or '\f':
                    return -1;
                case '#' when IsInterpolation(text, i):
                    i = EndOfInterpolation(text, i, depth) - 1;
                    if (i < 0)
                    {
                        return -1;
                    }

                    break;
                case var c when c == quote:
                    return i + 1;
            }
        }

        return -1;
    }

    /// <summary><c>/* … */</c></summary>
    internal static int EndOfComment(string text, int start)
    {
        var end = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end < 0 ? -1 : end + 2;
    }

    /// <summary>The end of the line, without its line break.</summary>
    internal static int EndOfLine(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny("\r\n\f");
        return end < 0 ? text.Length : start + end;
    }

    internal static bool IsInterpolation(string text, int at) => text[at] == '#' && at + 1 < text.Length && text[at + 1] == '{';

    /// <summary><c>#{…}</c>, with strings, addresses and further interpolation inside.</summary>
    internal static int EndOfInterpolation(string text, int start, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return -1;
        }

        var braces = 0;
        for (var i = start + 1; i >= 0 && i < text.Length;)
        {
            switch (text[i])
            {
                case '{':
                    braces++;
                    i++;
                    break;
                case '}':
                    i++;
                    if (--braces == 0)
                    {
                        return i;
                    }

                    break;
                case '"' or '\'':
                    i = EndOfString(text, i, depth + 1);
                    break;
                case '/' when StartsComment(text, i):
                    i = EndOfComment(text, i);
                    break;
                case '/' when StartsLineComment(text, i):
                    i = EndOfLine(text, i);
                    break;
                case 'u' or 'U' when StartsBareUrl(text, i):
                    i = TryBareUrl(text, i, depth + 1, out var readOn) is > 0 and var end ? end : readOn;
                    break;
                case '\\':
                    i += 2;
                    break;
                default:
                    i++;
                    break;
            }
        }

        return -1;
    }

    /// <summary>Deeper nesting than this is no style sheet that anybody wrote.</summary>
    internal const int MaxDepth = 256;

    internal static bool StartsComment(string text, int at) => text.AsSpan(at).StartsWith("/*");

    internal static bool StartsLineComment(string text, int at) => text.AsSpan(at).StartsWith("//");

    /// <returns>The place behind the characters of a name that stand here; the same place without any.</returns>
    internal static int EndOfName(string text, int at)
    {
        while (at < text.Length && IsNameCharacter(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether <c>url(</c> begins here with an address that is not in quotes.</summary>
    internal static bool StartsBareUrl(string text, int at)
    {
        if (LengthOfUrlName(text, at) is not (> 0 and var length) || (at > 0 && IsNameCharacter(text[at - 1]) && !IsVendorPrefix(text, at)))
        {
            return false;
        }

        at = SkipSpace(text, at + length);
        return at < text.Length && text[at] is not ('"' or '\'');
    }

    // With the parenthesis. "url-prefix(" is one of @document.
    private static int LengthOfUrlName(string text, int at) =>
        text.AsSpan(at).StartsWith("url(", StringComparison.OrdinalIgnoreCase) ? "url(".Length
        : text.AsSpan(at).StartsWith("url-prefix(", StringComparison.OrdinalIgnoreCase) ? "url-prefix(".Length
        : 0;

    // "-moz-" and the like ends here.
    private static bool IsVendorPrefix(string text, int end)
    {
        var start = end - 1;
        while (start > 0 && IsNameCharacter(text[start - 1]))
        {
            start--;
        }

        return text[start] == '-' && text[start + 1] != '-' && text.IndexOf('-', start + 1) == end - 1;
    }

    /// <summary>
    /// <c>url(…)</c> with a bare address, which may hold <c>//</c>, braces and semicolons. As to Sass, one with a quote, parenthesis,
    /// <c>$</c> or white space in the middle is none but the call of a function, and -1 here.
    /// </summary>
    internal static int EndOfBareUrl(string text, int start) => TryBareUrl(text, start, depth: 0, out _);

    // If it is none, interpolation that was gone through is not to be gone through again: nested, that would double at each level.
    private static int TryBareUrl(string text, int start, int depth, out int readOn)
    {
        readOn = start + LengthOfUrlName(text, start);
        for (var i = SkipSpace(text, readOn); i < text.Length;)
        {
            switch (text[i])
            {
                case ')':
                    return i + 1;
                case '\\':
                    i += 2;
                    break;
                case '#' when IsInterpolation(text, i):
                    readOn = i = EndOfInterpolation(text, i, depth);
                    if (i < 0)
                    {
                        return -1;
                    }

                    break;
                case var c when char.IsWhiteSpace(c):
                    i = SkipSpace(text, i);
                    return i < text.Length && text[i] == ')' ? i + 1 : -1;
                case '"' or '\'' or '(' or '$':
                    return -1;
                default:
                    i++;
                    break;
            }
        }

        return -1;
    }

    internal static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The offset of the first character that is neither white space nor part of a comment.</summary>
    internal static int SkipSpaceAndComments(string text, int at)
    {
        for (at = SkipSpace(text, at); at < text.Length && (StartsComment(text, at) || StartsLineComment(text, at)); at = SkipSpace(text, at))
        {
            at = ScssList.EndOfPiece(text, at);
        }

        return at;
    }

    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || c > '\u007F';
}
