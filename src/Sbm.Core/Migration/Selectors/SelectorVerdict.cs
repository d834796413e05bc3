using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Selectors;

/// <summary>Judges single selectors by rule 2: what is a part of the site that Site Builder brings itself, and what only has such a word.</summary>
/// <param name="keep">Patterns with <c>*</c> and <c>?</c> of selectors and names that stay.</param>
internal sealed class SelectorVerdict(IReadOnlyList<string> keep)
{
    /// <summary>The part of the site that a selector holds, and a name in it that stays though it has such a word.</summary>
    internal readonly record struct Verdict(string? Part, string? Stays);

    /// <param name="selector">One selector, as it is written.</param>
    /// <param name="parent">The selector around it, in which <c>&amp;-more</c> goes on; null without one.</param>
    internal Verdict Judge(string selector, string? parent)
    {
        var verdict = JudgeNames(selector, parent);
        var isKept = verdict.Part is not null && (IsKept(selector) || (parent is not null && IsKept(Resolve(selector, parent))));
        return isKept ? new Verdict(null, selector) : verdict;
    }

    /// <summary>Whether the verdict may be another in another parent.</summary>
    internal bool DependsOnParent(string selector) => keep.Count > 0 || selector.Contains('&', StringComparison.Ordinal);

    /// <summary>A selector with the one around it.</summary>
    internal static string Resolve(string selector, string parent)
    {
        var resolved = new System.Text.StringBuilder();
        var hasParent = false;
        for (var i = 0; i < selector.Length;)
        {
            var end = ScssList.EndOfPiece(selector, i);
            if (selector[i] == '&')
            {
                hasParent = true;
                resolved.Append(parent);
                end = i + 1;
            }
            else
            {
                resolved.Append(selector, i, end - i);
            }

            i = end;
        }

        return hasParent ? resolved.ToString() : $"{parent} {selector}";
    }

    private Verdict JudgeNames(string selector, string? parent)
    {
        string? stays = null;
        for (var i = 0; i < selector.Length;)
        {
            var c = selector[i];
            if (c is '.' or '#' or '%' or '&' && !ScssText.IsInterpolation(selector, i))
            {
                var name = SiteParts.NameAt(selector, i + 1);
                i += 1 + name.Length;
                var (kind, whole) = c == '&' && name.Length > 0 && parent is not null ? GoesOn(parent, name) : (c, name);
                if (PartOf(kind, whole, ref stays) is { } part)
                {
                    return new Verdict(part, null);
                }
            }
            else if (c == ':')
            {
                var name = SiteParts.NameAt(selector, i + 1).ToLowerInvariant();
                i += 1 + name.Length;
                if (i < selector.Length && selector[i] == '(')
                {
                    var end = ScssList.EndOfBrackets(selector, i);
                    if (name is "is" or "where" or "matches" or "any" or "-webkit-any" or "-moz-any"
                        && PartOfAll(ScssList.Split(selector[(i + 1)..Math.Max(i + 1, end - 1)]), parent, ref stays) is { } part)
                    {
                        return new Verdict(part, null);
                    }

                    i = end;
                }
            }
            else if (c == '[')
            {
                i = ScssList.EndOfBrackets(selector, i);
            }
            else if (ScssText.IsNameCharacter(c) && !char.IsAsciiDigit(c))
            {
                var name = SiteParts.NameAt(selector, i);
                i += name.Length;
                if (PartOf(' ', name, ref stays) is { } part)
                {
                    return new Verdict(part, null);
                }
            }
            else
            {
                i = ScssList.EndOfPiece(selector, i);
            }
        }

        return new Verdict(null, stays);
    }

    // ":is(header, .card)" goes only if all that it holds goes.
    private string? PartOfAll(List<string> selectors, string? parent, ref string? stays)
    {
        var verdicts = selectors.ConvertAll(selector => (Selector: selector, Verdict: Judge(selector, parent)));
        if (verdicts.Count > 0 && verdicts.TrueForAll(static one => one.Verdict.Part is not null))
        {
            return verdicts[0].Verdict.Part;
        }

        stays ??= verdicts.Select(static one => one.Verdict.Part is null ? one.Verdict.Stays : one.Selector).FirstOrDefault(static name => name is not null);
        return null;
    }

    private string? PartOf(char kind, string name, ref string? stays)
    {
        var written = kind == ' ' ? name : kind + name;
        var part = SiteParts.PartOf(kind, name);
        if (part is not null && !IsKept(written))
        {
            return part;
        }

        stays ??= SiteParts.HasWord(name) ? written : null;
        return null;
    }

    // The last name of the selector around, with what "&" adds to it.
    private static (char Kind, string Name) GoesOn(string parent, string more)
    {
        var last = SiteParts.NamesIn(parent).LastOrDefault();
        return last.Name is null ? ('&', more) : (last.Kind, last.Name + more);
    }

    private bool IsKept(string text)
    {
        foreach (var pattern in keep)
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }
}
