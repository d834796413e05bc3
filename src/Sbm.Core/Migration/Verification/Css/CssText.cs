namespace Sbm.Core.Migration.Verification.Css;

/// <summary>Finds the ends of what may hold any character in CSS.</summary>
internal static class CssText
{
    internal static bool IsCommentAt(string text, int at) => string.CompareOrdinal(text, at, "/*", 0, 2) == 0;

    internal static int EndOfComment(string text, int at) => EndAfter(text, text.IndexOf("*/", at + 2, StringComparison.Ordinal), 2);

    /// <summary>Whether <c>url(</c> begins here with an address that is not in quotes.</summary>
    internal static bool IsBareUrlAt(string text, int at)
    {
        if (string.Compare(text, at, "url(", 0, 4, StringComparison.OrdinalIgnoreCase) != 0 || (at > 0 && IsNameCharacter(text[at - 1])))
        {
            return false;
        }

        var first = text.AsSpan(at + 4).TrimStart();
        return first.Length > 0 && first[0] is not ('"' or '\'');
    }

    /// <summary>The end of the string, bare address, escape or single character that begins here.</summary>
    internal static int EndOfPiece(string text, int at)
    {
        switch (text[at])
        {
            case '"' or '\'':
                return EndOfString(text, at);
            case '\\':
                return Math.Min(at + 2, text.Length);
            case 'u' or 'U' when IsBareUrlAt(text, at):
                return EndAfter(text, text.IndexOf(')', at), 1);
            default:
                return at + 1;
        }
    }

    /// <summary><c>\9</c> with the white space that ends it, or a backslash and the character behind it.</summary>
    internal static int EndOfEscape(string text, int at)
    {
        var digits = at + 1;
        while (digits < text.Length && digits < at + 7 && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        return digits == at + 1 ? Math.Min(at + 2, text.Length) : digits < text.Length && char.IsWhiteSpace(text[digits]) ? digits + 1 : digits;
    }

    /// <summary>What an escape stands for, given without its backslash.</summary>
    internal static string Unescaped(string escape) =>
        int.TryParse(escape.AsSpan().TrimEnd(), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code)
            ? (System.Text.Rune.IsValid(code) && code > 0 ? new System.Text.Rune(code).ToString() : "\uFFFD")
            : escape;

    /// <summary>A name in which white space ends no escape where none is needed.</summary>
    internal static string WithoutEndsOfEscapes(string name)
    {
        var text = new System.Text.StringBuilder(name.Length);
        for (var i = 0; i < name.Length;)
        {
            var end = name[i] == '\\' ? EndOfEscape(name, i) : i + 1;
            var isEnded = end > i + 1 && char.IsWhiteSpace(name[end - 1]) && (end == name.Length || !char.IsAsciiHexDigit(name[end]));
            text.Append(name, i, end - i - (isEnded ? 1 : 0));
            i = end;
        }

        return text.ToString();
    }

    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '\\' || c > '\u007F';

    private static int EndOfString(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[at])
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndAfter(string text, int found, int length) => found < 0 ? text.Length : found + length;
}
