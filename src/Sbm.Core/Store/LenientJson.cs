using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Sbm.Core.Store;

/// <summary>
/// Reads what other tools read and JSON is not: UTF-16 and UTF-32, bytes that are no UTF-8, comments, trailing commas, NaN and
/// Infinity, numbers such as <c>.5</c> and <c>0x1F</c>, Python's and JavaScript's words for nothing, control characters in strings. Never
/// throws, however deep the nesting, and takes time linear in what it reads.
/// </summary>
internal static class LenientJson
{
    /// <summary>The text as UTF-8 without a mark; what is no text becomes U+FFFD.</summary>
    internal static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        Encoding? encoding =
            bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? Encoding.UTF32
            : bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? new UTF32Encoding(bigEndian: true, byteOrderMark: true)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : bytes.StartsWith("{\0"u8) ? Encoding.Unicode
            : bytes.StartsWith("\0{"u8) ? Encoding.BigEndianUnicode
            : null;
        if (encoding is not null)
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes.StartsWith(encoding.Preamble) ? bytes[encoding.Preamble.Length..] : bytes));
        }

        var text = StoreParser.WithoutMark(file);
        return Utf8.IsValid(text.Span) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));
    }

    /// <summary>The whole text as JSON on one line, if it is one value; otherwise null.</summary>
    internal static byte[]? ToJson(ReadOnlySpan<byte> text)
    {
        var json = new ArrayBufferWriter<byte>(text.Length + 16);
        var end = Copy(text, 0, json);
        return end >= 0 && SkipSpace(text, end) == text.Length ? json.WrittenSpan.ToArray() : null;
    }

    /// <summary>Copies the value that begins at <paramref name="start"/>, as JSON on one line.</summary>
    /// <returns>Where it ends; if it does not read, the complement of where it stops making sense.</returns>
    internal static int Copy(ReadOnlySpan<byte> text, int start, IBufferWriter<byte> json)
    {
        var open = new Stack<byte>(); // the closing bracket of each array and object
        var isFirst = true; // in its array or object
        var at = SkipSpace(text, start);
        while (true)
        {
            if (at >= text.Length)
            {
                return ~text.Length;
            }

            if (open.Count > 0 && text[at] == open.Peek())
            {
                json.Write([open.Pop()]); // also after a comma
                at++;
            }
            else
            {
                if (open.Count > 0 && !isFirst)
                {
                    json.Write(","u8);
                }

                if (open.Count > 0 && open.Peek() == '}' && !TryCopyName(text, ref at, json))
                {
                    return ~at;
                }

                if (at < text.Length && text[at] is ((byte)'{' or (byte)'['))
                {
                    json.Write(text.Slice(at, 1));
                    open.Push(text[at] == '{' ? (byte)'}' : (byte)']');
                    isFirst = true;
                    at = SkipSpace(text, at + 1);
                    continue;
                }

                if (!TryCopyScalar(text, ref at, json))
                {
                    return ~at;
                }
            }

            if (open.Count == 0)
            {
                return at;
            }

            isFirst = false;
            at = SkipSpace(text, at);
            if (at < text.Length && text[at] == ',')
            {
                at = SkipSpace(text, at + 1);
            }
            else if (at < text.Length && text[at] != open.Peek())
            {
                return ~at;
            }
        }
    }

    private static bool TryCopyName(ReadOnlySpan<byte> text, ref int at, IBufferWriter<byte> json)
    {
        if (text[at] != '"' || !TryCopyString(text, ref at, json))
        {
            return false;
        }

        at = SkipSpace(text, at);
        if (at >= text.Length || text[at] != ':')
        {
            return false;
        }

        json.Write(":"u8);
        at = SkipSpace(text, at + 1);
        return true;
    }

    private static bool TryCopyScalar(ReadOnlySpan<byte> text, ref int at, IBufferWriter<byte> json)
    {
        if (at < text.Length && text[at] == '"')
        {
            return TryCopyString(text, ref at, json);
        }

        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'+' or (byte)'-' or (byte)'.'))
        {
            end++;
        }

        var word = text[at..end];
        if (word.IsEmpty || word.Length > 400)
        {
            return false;
        }

        if (IsLiteral(word) || IsNumber(word))
        {
            json.Write(word);
        }
        else if (OfOtherLanguage(word) is { IsEmpty: false } literal)
        {
            json.Write(literal);
        }
        else if (word.StartsWith("0x"u8) && ulong.TryParse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var integer))
        {
            json.Write(Encoding.ASCII.GetBytes(integer.ToString(CultureInfo.InvariantCulture)));
        }
        else if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            json.Write(double.IsFinite(number) ? Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)) : "null"u8);
        }
        else
        {
            return false;
        }

        at = end;
        return true;
    }

    private static bool IsLiteral(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8);

    private static ReadOnlySpan<byte> OfOtherLanguage(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("True"u8) ? "true"u8
        : word.SequenceEqual("False"u8) ? "false"u8
        : word.SequenceEqual("None"u8) || word.SequenceEqual("undefined"u8) ? "null"u8
        : [];

    // By JSON's own grammar, so that it is kept digit for digit.
    private static bool IsNumber(ReadOnlySpan<byte> word)
    {
        var rest = word[0] == '-' ? word[1..] : word;
        var whole = DigitsAt(rest);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
        {
            return false;
        }

        rest = rest[whole..];
        if (rest.StartsWith("."u8))
        {
            var fraction = DigitsAt(rest[1..]);
            if (fraction == 0)
            {
                return false;
            }

            rest = rest[(1 + fraction)..];
        }

        if (rest.Length > 0 && rest[0] is ((byte)'e' or (byte)'E'))
        {
            rest = rest.Length > 1 && rest[1] is ((byte)'+' or (byte)'-') ? rest[2..] : rest[1..];
            return rest.Length > 0 && DigitsAt(rest) == rest.Length;
        }

        return rest.IsEmpty;
    }

    private static int DigitsAt(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    // No tool leaves a line break or a NUL in a string: there it is damaged.
    private static bool TryCopyString(ReadOnlySpan<byte> text, ref int at, IBufferWriter<byte> json)
    {
        var start = at++;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"')
            {
                json.Write(text[start..++at]);
                return true;
            }

            if (c is (byte)'\n' or (byte)'\r' or 0)
            {
                return false;
            }

            if (c < ' ')
            {
                json.Write(text[start..at]);
                json.Write(Encoding.ASCII.GetBytes($"\\u{(int)c:x4}"));
                start = ++at;
                continue;
            }

            if (c == '\\')
            {
                if (at + 1 >= text.Length)
                {
                    return false;
                }

                var next = text[at + 1];
                var isEscape = "\"\\/bfnrt"u8.IndexOf(next) >= 0
                    || (next == 'u' && at + 6 <= text.Length && text.Slice(at + 2, 4).IndexOfAnyExcept(HexDigits) < 0);
                if (!isEscape)
                {
                    json.Write(text[start..at]); // a backslash that its writer forgot to double
                    json.Write("\\\\"u8);
                    start = ++at;
                    continue;
                }

                at++;
            }

            at++;
        }

        return false;
    }

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // White space and comments.
    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (text[at] == '#' || text[at..].StartsWith("//"u8))
            {
                var length = text[at..].IndexOf((byte)'\n');
                at = length < 0 ? text.Length : at + length;
            }
            else if (text[at..].StartsWith("/*"u8))
            {
                var length = text[at..].IndexOf("*/"u8);
                at = length < 0 ? text.Length : at + length + 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
