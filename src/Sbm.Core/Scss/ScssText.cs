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

    /// <summary><c>#{…}</c>, with strings and further interpolation inside.</summary>
    internal static int EndOfInterpolation(string text, int start, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return -1;
        }

        var braces = 0;
        for (var i = start + 1; i < text.Length;)
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
                default:
                    i++;
                    break;
            }

            if (i < 0)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Deeper nesting than this is no style sheet that anybody wrote.</summary>
    internal const int MaxDepth = 256;

    internal static bool StartsComment(string text, int at) => text.AsSpan(at).StartsWith("/*");

    internal static bool StartsLineComment(string text, int at) => text.AsSpan(at).StartsWith("//");

    /// <summary>Whether <c>url(</c> begins here with an address that is not in quotes.</summary>
    internal static bool StartsBareUrl(string text, int at)
    {
        if (!text.AsSpan(at).StartsWith("url(", StringComparison.OrdinalIgnoreCase) || (at > 0 && IsNameCharacter(text[at - 1])))
        {
            return false;
        }

        for (at += 4; at < text.Length && char.IsWhiteSpace(text[at]); at++)
        {
        }

        return at < text.Length && text[at] is not ('"' or '\'');
    }

    /// <summary><c>url(…)</c> with a bare address, which may hold <c>//</c>, quotes and semicolons.</summary>
    internal static int EndOfBareUrl(string text, int start)
    {
        for (var i = start + 4; i < text.Length;)
        {
            switch (text[i])
            {
                case ')':
                    return i + 1;
                case '\\':
                    i += 2;
                    break;
                case '#' when IsInterpolation(text, i):
                    i = EndOfInterpolation(text, i);
                    if (i < 0)
                    {
                        return -1;
                    }

                    break;
                default:
                    i++;
                    break;
            }
        }

        return -1;
    }

    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || c > '\u007F';
}
