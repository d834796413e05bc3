using System.Collections.Frozen;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Selectors;

/// <summary>Tells by its selector what belongs to header, footer or navigation, which Site Builder brings itself.</summary>
internal static class SiteParts
{
    private static readonly FrozenSet<string> Qualifying = FrozenSet.ToFrozenSet(
        ["site", "main", "page", "global", "theme", "dealer", "desktop", "mobile", "top", "bottom", "sticky", "fixed", "primary"]);

    private static readonly string[] OfBootstrap = ["nav-tabs", "nav-pills", "nav-item", "nav-link"];

    /// <summary>What a name says by its words, which <c>-</c>, <c>_</c> and capitals part.</summary>
    /// <param name="kind">As in <see cref="NamesIn"/>.</param>
    /// <param name="name">Without its mark.</param>
    /// <returns><c>header</c>, <c>footer</c> or <c>navigation</c> for what Site Builder brings itself; null for content.</returns>
    internal static string? PartOf(char kind, string name)
    {
        if (kind == ' ')
        {
            return PartOf(name.ToLowerInvariant()) is { } element && !name.Equals("navbar", StringComparison.OrdinalIgnoreCase) ? element : null;
        }

        if (kind is not ('.' or '#'))
        {
            return null;
        }

        var words = WordsOf(name);
        var at = words.FindIndex(static word => PartOf(word) is not null);
        if (at >= 0 && words.Take(at).All(Qualifying.Contains))
        {
            return kind == '.' && Array.Exists(OfBootstrap, start => GoesOnFrom(name, start)) ? null : PartOf(words[at]);
        }

        return kind != '.' ? null
            : IsMasthead(words[0]) ? "header"
            : name.StartsWith("menu-", StringComparison.OrdinalIgnoreCase) ? "navigation"
            : null;
    }

    /// <summary>Whether a name has such a word at all, be it that of a component's part.</summary>
    internal static bool HasWord(string name) => WordsOf(name).Exists(static word => PartOf(word) is not null || IsMasthead(word));

    private static string? PartOf(string word) => word switch { "header" or "footer" => word, "nav" or "navbar" => "navigation", _ => null };

    private static bool GoesOnFrom(string name, string start) =>
        name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (name.Length == start.Length || name[start.Length] is '-' or '_');

    private static bool IsMasthead(string word) => word is "masthead" or "banner";

    // In lower case. A run of capitals is one word, but that its last one begins the next: "DIHeader" is "di header".
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isMark = i == name.Length || name[i] is '-' or '_';
            var isCapital = !isMark && i > start && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (isMark || isCapital)
            {
                if (i > start)
                {
                    words.Add(name[start..i].ToLowerInvariant());
                }

                start = isMark ? i + 1 : i;
            }
        }

        return words.Count > 0 ? words : [string.Empty];
    }

    // The names in a selector and what they name: '.' a class, '#' an id, '%' a placeholder, '&' the end of a parent's name,
    // ' ' an element. Attributes, pseudo-classes and what stands inside :not() name nothing.
    internal static IEnumerable<(char Kind, string Name)> NamesIn(string selector)
    {
        for (var i = 0; i < selector.Length;)
        {
            var c = selector[i];
            if (c is '.' or '#' or '%' or '&' && !ScssText.IsInterpolation(selector, i))
            {
                var name = NameAt(selector, i + 1);
                yield return (c, name);
                i += 1 + name.Length;
            }
            else if (c == ':')
            {
                var name = NameAt(selector, i + 1);
                i += 1 + name.Length;
                if (name.Equals("not", StringComparison.OrdinalIgnoreCase) && i < selector.Length && selector[i] == '(')
                {
                    i = ScssList.EndOfBrackets(selector, i);
                }
            }
            else if (c == '[')
            {
                i = ScssList.EndOfBrackets(selector, i);
            }
            else if (ScssText.IsNameCharacter(c) && !char.IsAsciiDigit(c))
            {
                var name = NameAt(selector, i);
                yield return (' ', name);
                i += name.Length;
            }
            else
            {
                i = ScssList.EndOfPiece(selector, i);
            }
        }
    }

    internal static string NameAt(string text, int start) => text[start..ScssText.EndOfName(text, start)];
}
