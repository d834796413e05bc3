using System.Globalization;
using System.Text;

namespace Sbm.Core.Sass.Values;

/// <summary>
/// A string. That of a quoted one is its content, with escapes resolved; an unquoted one is text that goes to CSS as it is:
/// an identifier, <c>var(--x)</c>, <c>calc(…)</c>. Quotes do not count for equality.
/// </summary>
internal sealed record SassString(string Text, bool IsQuoted) : SassValue
{
    private static readonly string[] Calculations = ["calc(", "clamp(", "min(", "max("];

    /// <summary>Whether Sass holds this text as a calculation, which takes part in almost no operation.</summary>
    public bool IsCalculation =>
        !IsQuoted && Array.Exists(Calculations, start => Text.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    public override string ToCss() => IsQuoted ? Quote() : Text;

    public bool Equals(SassString? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    // Double quotes, unless that would need escapes and single ones do not.
    private string Quote()
    {
        var quote = Text.Contains('"', StringComparison.Ordinal) && !Text.Contains('\'', StringComparison.Ordinal) ? '\'' : '"';
        var css = new StringBuilder(Text.Length + 2).Append(quote);
        for (var i = 0; i < Text.Length;)
        {
            var rune = Rune.TryGetRuneAt(Text, i, out var valid) ? valid : Rune.ReplacementChar;
            i += rune.Utf16SequenceLength;
            if (NeedsEscape(rune))
            {
                css.Append('\\').Append(rune.Value.ToString("x", CultureInfo.InvariantCulture));
                if (i < Text.Length && (char.IsAsciiHexDigit(Text[i]) || Text[i] is ' ' or '\t'))
                {
                    css.Append(' '); // ends the escape
                }
            }
            else
            {
                if (rune.Value == quote || rune.Value == '\\')
                {
                    css.Append('\\');
                }

                css.Append(rune);
            }
        }

        return css.Append(quote).ToString();
    }

    // What cannot be seen: control characters, and those of icon fonts.
    private static bool NeedsEscape(Rune rune) =>
        (rune.Value < ' ' && rune.Value != '\t') || rune.Value == 0x7F || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;
}
