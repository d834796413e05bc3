using System.Globalization;
using System.Text;
using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>What a string in quotes holds, its escapes read and its interpolation inserted.</summary>
internal static class QuotedText
{
    /// <param name="text">The text that the string was read from.</param>
    /// <param name="quoted">The string.</param>
    /// <param name="textOf">What interpolation inserts; null if that is not known.</param>
    /// <returns>Null if something in it is not known.</returns>
    internal static string? Read(string text, QuotedString quoted, Func<Interpolation, string?> textOf)
    {
        var content = new StringBuilder();
        var part = 0;
        for (var i = quoted.Start + 1; i < quoted.End - 1;)
        {
            if (part < quoted.Parts.Count && quoted.Parts[part].Start == i)
            {
                if (textOf(quoted.Parts[part]) is not { } value)
                {
                    return null;
                }

                content.Append(value);
                i = quoted.Parts[part++].End;
            }
            else if (text[i] == '\\')
            {
                i = Unescape(text, i, quoted.End - 1, content);
            }
            else
            {
                content.Append(text[i++]);
            }
        }

        return content.ToString();
    }

    // "\2014 " is a character by its number, "\"" the character itself, a backslash at the end of a line nothing.
    private static int Unescape(string text, int at, int end, StringBuilder content)
    {
        var digits = at + 1;
        while (digits < end && digits < at + 7 && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        if (digits == at + 1)
        {
            if (at + 1 < end && text[at + 1] is not ('\n' or '\r'))
            {
                content.Append(text[at + 1]);
            }

            return at + 2;
        }

        var code = int.Parse(text.AsSpan(at + 1, digits - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        content.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD");
        return digits < end && char.IsWhiteSpace(text[digits]) ? digits + 1 : digits;
    }
}
