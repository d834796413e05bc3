using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>The head of an at-rule: <c>@include name(…)</c>, <c>@if …</c>.</summary>
/// <param name="Name">What stands behind <c>@</c>, in lower case; <c>else if</c> counts as one.</param>
/// <param name="Target">The name that a definition or call gives next, with <c>-</c> for <c>_</c>; otherwise empty.</param>
/// <param name="RestStart">Where the rest begins: the parenthesis of a definition or call, or the expression.</param>
internal readonly record struct SassDirective(string Name, string Target, int RestStart)
{
    /// <summary>Whether a directive of this name decides whether, or how often, what is in it comes; null is none.</summary>
    internal static bool IsControl(string? name) => name is "if" or "else" or "else if" or "for" or "each" or "while";

    /// <returns>Null if the text is no at-rule.</returns>
    internal static SassDirective? Read(string text)
    {
        if (text.Length < 2 || text[0] != '@')
        {
            return null;
        }

        var at = ScssText.EndOfName(text, 1);
        var name = text[1..at].ToLowerInvariant();
        if (at < text.Length && text[at] == '\\' && Unescaped(text) is var (unescaped, after))
        {
            (name, at) = (unescaped, after);
        }

        at = ScssText.SkipSpaceAndComments(text, at);
        if (name == "elseif")
        {
            return new SassDirective("else if", string.Empty, at);
        }

        if (name == "else" && text.AsSpan(at).StartsWith("if") && ScssText.EndOfName(text, at) == at + 2)
        {
            return new SassDirective("else if", string.Empty, ScssText.SkipSpaceAndComments(text, at + 2));
        }

        if (name is not ("mixin" or "function" or "include"))
        {
            return new SassDirective(name, string.Empty, at);
        }

        var end = ScssText.EndOfName(text, at);
        if (end < text.Length && text[end] == '.') // module.mixin
        {
            end = ScssText.EndOfName(text, end + 1);
        }

        return new SassDirective(name, SassName.Unify(text[at..end]), ScssText.SkipSpaceAndComments(text, end));
    }

    /// <summary>
    /// Where a word stands for itself, as <c>in</c> does in <c>@each $a in $b</c>: not in a string, in brackets or in a longer word.
    /// </summary>
    /// <returns>-1 if it does not.</returns>
    internal static int IndexOfWord(string text, int start, string word)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0
                && string.CompareOrdinal(text, i, word, 0, word.Length) == 0
                && (i == 0 || !(ScssText.IsNameCharacter(text[i - 1]) || text[i - 1] == '$'))
                && ScssText.EndOfName(text, i) == i + word.Length)
            {
                return i;
            }
        }

        return -1;
    }

    // "@im\70ort"
    private static (string Name, int End)? Unescaped(string text)
    {
        var name = new System.Text.StringBuilder();
        var at = 1;
        while (at < text.Length && (text[at] == '\\' || ScssText.IsNameCharacter(text[at])))
        {
            var digits = at + 1;
            while (digits < text.Length && digits < at + 7 && char.IsAsciiHexDigit(text[digits]))
            {
                digits++;
            }

            if (text[at] != '\\')
            {
                name.Append(text[at++]);
            }
            else if (digits > at + 1 && int.Parse(text.AsSpan(at + 1, digits - at - 1), System.Globalization.NumberStyles.HexNumber, null) is > 0 and < char.MaxValue and var code)
            {
                name.Append((char)code);
                at = digits < text.Length && char.IsWhiteSpace(text[digits]) ? digits + 1 : digits;
            }
            else
            {
                return null;
            }
        }

        return (name.ToString().ToLowerInvariant(), ScssText.SkipSpaceAndComments(text, at));
    }
}
