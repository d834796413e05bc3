using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sbm.Core;

/// <summary>
/// Text of a store, a theme or a server as it may be shown: control characters, which could steer a terminal, and bidirectional
/// ones, which could make it read as something else, are written as <c>\u001B</c>.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Hidden = SearchValues.Create(
        Enumerable.Range(0, char.MaxValue).Select(static code => (char)code).Where(static c =>
            char.IsControl(c) || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069')).ToArray());

    /// <summary>The text with every such character made visible, line breaks too.</summary>
    public static string Of(string text) => Show(text, "");

    /// <summary>The text with its line breaks and tabs, and every other such character made visible.</summary>
    public static string OfLines(string text) => Show(text.ReplaceLineEndings("\n"), "\n\t");

    /// <summary>As <see cref="Of"/>; null stays null.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text);

    private static string Show(string text, string kept)
    {
        var next = text.AsSpan().IndexOfAny(Hidden);
        if (next < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (Hidden.Contains(c) && !kept.Contains(c, StringComparison.Ordinal))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }
}
