using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>Tells by its selector what belongs to header, footer or navigation, which Site Builder brings itself.</summary>
internal static class SiteParts
{
    /// <summary>The part that a selector styles: <c>header</c>, <c>footer</c> or <c>navigation</c>; null for content.</summary>
    internal static string? PartOf(string selector)
    {
        foreach (var (kind, name) in NamesIn(selector))
        {
            if (PartOf(kind, name) is { } part)
            {
                return part;
            }
        }

        return null;
    }

    private static string? PartOf(char kind, string name)
    {
        if (name.Contains("header", StringComparison.OrdinalIgnoreCase) || (kind == '.' && name is "masthead" or "banner"))
        {
            return "header";
        }

        if (name.Contains("footer", StringComparison.OrdinalIgnoreCase))
        {
            return "footer";
        }

        return (kind == ' ' && name.Equals("nav", StringComparison.OrdinalIgnoreCase))
            || name.Contains("menu-item", StringComparison.Ordinal)
            || (kind == '.' && (name.StartsWith("menu-", StringComparison.Ordinal) || IsOrGoesOnFrom(name, "nav") || IsOrGoesOnFrom(name, "navbar")))
                ? "navigation"
                : null;
    }

    private static bool IsOrGoesOnFrom(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal)
        && (name.Length == start.Length || name[start.Length] is '-' or '_' || char.IsAsciiLetterUpper(name[start.Length]));

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
                    i = EndOfBrackets(selector, i);
                }
            }
            else if (c == '[')
            {
                i = EndOfBrackets(selector, i);
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

    private static string NameAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && ScssText.IsNameCharacter(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    private static int EndOfBrackets(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length;)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            i = ScssList.EndOfPiece(text, i);
            if (depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }
}
