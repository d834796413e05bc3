using System.Text;
using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// The variables in the text of a statement or prelude, whatever else stands there: not those in comments and in strings outside
/// <c>#{…}</c>, not those of modules, and not the names of arguments.
/// </summary>
internal static class VariableText
{
    /// <summary>The names, without <c>$</c>, with <c>-</c> for <c>_</c>; one that stands there twice comes twice.</summary>
    internal static List<string> NamesIn(string text)
    {
        var names = new List<string>();
        if (text.Contains('$', StringComparison.Ordinal))
        {
            Replace(text, name =>
            {
                names.Add(name);
                return null;
            });
        }

        return names;
    }

    /// <summary>The text with other names for some variables.</summary>
    /// <param name="text">The text.</param>
    /// <param name="newName">The new name without <c>$</c>, by the old one; null to leave it.</param>
    internal static string Replace(string text, Func<string, string?> newName)
    {
        var replaced = new StringBuilder(text.Length);
        var open = new Stack<char>(); // what closes what is open: a quote, '}' of an interpolation, ')' of a group, 'c' of a call, 'u' of an address
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            var inside = open.TryPeek(out var closing) ? closing : '\0';
            var isText = inside is '"' or '\'' or 'u';
            if (text[i] == '\\')
            {
                end = Math.Min(i + 2, text.Length);
            }
            else if (ScssText.IsInterpolation(text, i))
            {
                open.Push('}');
                end = i + 2;
            }
            else if (isText)
            {
                if (text[i] == (inside == 'u' ? ')' : inside))
                {
                    open.Pop();
                }
            }
            else if (ScssText.StartsBareUrl(text, i) && ScssText.EndOfBareUrl(text, i) > 0)
            {
                open.Push('u');
                end = i + 4;
            }
            else if (ScssText.StartsComment(text, i) || ScssText.StartsLineComment(text, i))
            {
                end = ScssList.EndOfPiece(text, i);
            }
            else if (text[i] == '$' && ScssText.EndOfName(text, i + 1) is var endOfName && endOfName > i + 1)
            {
                end = endOfName;
                var isName = (i > 0 && text[i - 1] == '.') || (inside == 'c' && text.AsSpan(end).TrimStart().StartsWith(":"));
                if (!isName && newName(SassName.Unify(text[(i + 1)..end])) is { } name)
                {
                    replaced.Append('$').Append(name);
                    i = end;
                    continue;
                }
            }
            else
            {
                Follow(text, i, open);
            }

            replaced.Append(text, i, end - i);
            i = end;
        }

        return replaced.ToString();
    }

    private static void Follow(string text, int at, Stack<char> open)
    {
        switch (text[at])
        {
            case '"' or '\'':
                open.Push(text[at]);
                break;
            case '(':
                open.Push(at > 0 && ScssText.IsNameCharacter(text[at - 1]) ? 'c' : ')');
                break;
            case ')' when open.TryPeek(out var closing) && closing is ')' or 'c':
            case '}' when open.TryPeek(out var brace) && brace == '}':
                open.Pop();
                break;
        }
    }
}
