using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Selectors;

/// <summary>Selectors that an older Sass took and the current one refuses, or drops without a word.</summary>
internal static class SelectorSyntax
{
    private const int Deepest = 20; // pseudo-classes in one another are looked into so far: no style sheet nests them like that

    /// <param name="selector">A list of selectors, as before a rule's brace.</param>
    /// <param name="hasDeclarations">Whether the rule has any itself: in one that only nests others a combinator may come last.</param>
    /// <param name="isBehindCombinator">Whether the rule around it ends in a combinator.</param>
    /// <returns>Why; null if there is nothing to say against it.</returns>
    internal static string? Refuse(string selector, bool hasDeclarations, bool isBehindCombinator) => selector.AsSpan().TrimStart().StartsWith(",")
        ? "a comma comes first in its selector"
        : ScssList.Split(selector).Select(one => RefuseOne(one, hasDeclarations, isBehindCombinator)).FirstOrDefault(static reason => reason is not null);

    /// <summary>Whether the selector, or one of a list, ends in <c>&gt;</c>, <c>+</c> or <c>~</c>.</summary>
    internal static bool EndsInCombinator(string selector) => ScssList.Split(selector).Exists(static one => one[^1] is '>' or '+' or '~');

    /// <summary>The place of a <c>&amp;</c> that something stands before in its compound: <c>.no-js&amp;</c>; -1 without one.</summary>
    internal static int IndexOfSuffixedParent(string selector)
    {
        for (var i = 0; i < selector.Length; i = NextPiece(selector, i))
        {
            if (selector[i] == '&' && i > 0 && (ScssText.IsNameCharacter(selector[i - 1]) || selector[i - 1] is ')' or ']' or '}' or '*' or '&'))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a selector without blanks is more than one name, so far as can be told.</summary>
    internal static bool IsCompound(string selector)
    {
        var parts = 0;
        for (var i = 0; i < selector.Length && !ScssText.IsInterpolation(selector, i); i = NextPiece(selector, i))
        {
            parts += i == 0 || selector[i] is '.' or '#' or '%' or '[' || (selector[i] == ':' && selector[i - 1] != ':') ? 1 : 0;
        }

        return parts > 1 && !selector.Contains("#{", StringComparison.Ordinal);
    }

    private static string? RefuseOne(string selector, bool hasDeclarations, bool isBehindCombinator, int depth = 0)
    {
        if (IndexOfSuffixedParent(selector) >= 0)
        {
            return "'&' stands behind other parts of its selector, which only an older Sass took";
        }

        for (var i = 0; i < selector.Length; i = NextPiece(selector, i))
        {
            switch (selector[i])
            {
                case '(' when i > 0 && selector[..i].LastIndexOf(':') is var colon and >= 0 && RefuseInPseudo(selector[(colon + 1)..i], selector[(i + 1)..Math.Max(i + 1, NextPiece(selector, i) - 1)], depth) is { } reason:
                    return reason;
                case '>' or '+' or '~':
                    if (isBehindCombinator)
                    {
                        return "two combinators meet, and the current Sass drops such a rule";
                    }

                    isBehindCombinator = true;
                    break;
                case '.' when i > 0 && char.IsAsciiDigit(selector[i - 1]):
                    break; // 12.5% of keyframes
                case '.' or '#' when !ScssText.IsInterpolation(selector, i) && !IsName(selector, i + 1):
                case ':' when !IsName(selector, i + 1) && !(i + 1 < selector.Length && selector[i + 1] == ':'):
                    return $"no name stands behind '{selector[i]}'";
                case '/' when !ScssText.StartsComment(selector, i) && !ScssText.StartsLineComment(selector, i):
                    return selector.Contains("/deep/", StringComparison.OrdinalIgnoreCase) ? "Sass has no combinator '/deep/' any more" : "Sass reads no '/' in a selector";
                case '<' or '!' or '$' or '=' or '?' or '^' or '"' or '\'' or '`':
                    return $"Sass reads no '{selector[i]}' in a selector";
                case var c when char.IsWhiteSpace(c) || c == '/':
                    break;
                default:
                    isBehindCombinator = false;
                    break;
            }
        }

        return isBehindCombinator && hasDeclarations ? "it ends in a combinator, and the current Sass drops such a rule" : null;
    }

    private static string? RefuseInPseudo(string pseudo, string selectors, int depth) =>
        depth == Deepest || pseudo.ToLowerInvariant() is not ("is" or "where" or "matches" or "any" or "not" or "has" or "host" or "host-context" or "slotted" or "-webkit-any" or "-moz-any") ? null
        : ScssList.Split(selectors)
            .Select(one => one[0] is '>' or '+' or '~' && !pseudo.Equals("has", StringComparison.OrdinalIgnoreCase)
                ? $"a combinator comes first in ':{pseudo}()', and the current Sass drops such a rule"
                : RefuseOne(one, hasDeclarations: true, isBehindCombinator: false, depth + 1))
            .FirstOrDefault(static reason => reason is not null);

    private static bool IsName(string selector, int at) =>
        at < selector.Length && (selector[at] == '\\' || ScssText.IsInterpolation(selector, at) || (ScssText.IsNameCharacter(selector[at]) && !char.IsAsciiDigit(selector[at])));

    // What stands in brackets is gone over.
    private static int NextPiece(string selector, int at) => selector[at] is '(' or '[' ? ScssList.EndOfBrackets(selector, at) : ScssList.EndOfPiece(selector, at);
}
