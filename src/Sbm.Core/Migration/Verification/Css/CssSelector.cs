using System.Text.RegularExpressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>The ways to write one selector: <c>.a.b</c> is <c>.b.a</c>, and the order of a list says nothing.</summary>
internal static partial class CssSelector
{
    /// <summary>
    /// The selectors of a list, each once and in one order, with the parts of each compound in one order, those behind a pseudo-element left alone.
    /// </summary>
    internal static string Unify(string selectors) =>
        string.Join(", ", ScssList.Split(selectors).Select(UnifyOne).Distinct().Order(StringComparer.Ordinal));

    private static string UnifyOne(string selector)
    {
        var unified = new System.Text.StringBuilder(selector.Length);
        var parts = new List<string>();
        for (var i = 0; i < selector.Length;)
        {
            var end = EndOfPart(selector, i);
            if (end > i)
            {
                parts.Add(selector[i..end]);
                i = end;
                continue;
            }

            Flush();
            unified.Append(selector[i++]);
        }

        Flush();
        return Space().Replace(Quotes().Replace(unified.ToString(), "=$1]"), string.Empty);

        void Flush()
        {
            var sorted = parts.TakeWhile(static part => !part.StartsWith("::", StringComparison.Ordinal)).OrderBy(static part => part, Comparer<string>.Create(Compare)).ToList();
            unified.AppendJoin(string.Empty, sorted).AppendJoin(string.Empty, parts.Skip(sorted.Count));
            parts.Clear();
        }
    }

    // The element's name comes first, everything else by its text.
    private static int Compare(string one, string other)
    {
        var isName = !IsMark(one[0]);
        return isName != !IsMark(other[0]) ? (isName ? -1 : 1) : isName ? 0 : string.CompareOrdinal(one, other);
    }

    private static bool IsMark(char c) => c is '.' or '#' or ':' or '[' or '%';

    private static int EndOfPart(string selector, int start)
    {
        var i = start;
        while (i < selector.Length && selector[i] == ':')
        {
            i++;
        }

        i += i == start && IsMark(selector[i]) && selector[i] != '[' ? 1 : 0;
        while (i < selector.Length && (CssText.IsNameCharacter(selector[i]) || selector[i] is '*' or '|'))
        {
            i = CssText.EndOfPiece(selector, i);
        }

        return i < selector.Length && selector[i] is '(' or '[' && (selector[i] == '(' || i == start) ? EndOfBracket(selector, i) : i;
    }

    private static int EndOfBracket(string selector, int start)
    {
        var depth = 0;
        for (var i = start; i < selector.Length; i = CssText.EndOfPiece(selector, i))
        {
            depth += selector[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return selector.Length;
    }

    [GeneratedRegex("""=["']([A-Za-z_][\w-]*)["']\]""")]
    private static partial Regex Quotes();

    // Beside parentheses and commas it says nothing.
    [GeneratedRegex(@"(?<=[(,])\s+|\s+(?=\))")]
    private static partial Regex Space();
}
