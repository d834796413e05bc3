using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Sbm.Core;

/// <summary>
/// Makes text into a key of the Realtime Database: at most 768 bytes of UTF-8, none of <c>. $ # [ ] /</c> and no control
/// characters (https://firebase.google.com/docs/database/web/structure-data). The same text always gives the same key.
/// </summary>
internal static class FirebaseKey
{
    internal const int MaxBytes = 768;

    /// <summary>The text with a <c>-</c> for each character that a key must not hold; what is too long is shortened.</summary>
    internal static string Legal(string text) => Legal(text, MaxBytes);

    /// <summary>The same within <paramref name="maxBytes"/>, which leaves room for what is put behind it.</summary>
    internal static string Legal(string text, int maxBytes)
    {
        if (text.Length > 0 && text.Length <= maxBytes && IsPlain(text))
        {
            return text;
        }

        var key = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Half of a surrogate pair comes as U+FFFD here, which is legal.
            key.Append(IsIllegal(rune) ? "-" : rune.ToString());
        }

        if (key.Length == 0)
        {
            return "-";
        }

        var legal = key.ToString();
        return Encoding.UTF8.GetByteCount(legal) <= maxBytes ? legal : Shortened(legal, maxBytes);
    }

    /// <summary>Whether every character is legal, and the same in JSON: so are nearly all keys, and a drain makes thousands.</summary>
    internal static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(PlainCharacters) < 0;

    // Two long names that begin alike must not become one, so the whole name's digest ends what is left of it.
    private static string Shortened(string key, int maxBytes)
    {
        var digest = '-' + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16].ToLowerInvariant();
        var room = maxBytes - digest.Length;
        var length = 0;
        foreach (var rune in key.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return key[..length] + digest;
    }

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@");

    private static bool IsIllegal(Rune rune) =>
        rune.Value is '.' or '$' or '#' or '[' or ']' or '/' || Rune.IsControl(rune);
}
