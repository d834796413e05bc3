using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>
/// What a statement uses, by its text: <c>$name</c>, <c>@mixin name</c>, <c>@function name</c>. A name too many does no harm.
/// </summary>
internal static class DefinitionUses
{
    /// <summary>What the statement itself uses, without what its block holds.</summary>
    internal static IEnumerable<string> In(ScssNode node) => In(node.Head);

    /// <summary>What a text uses.</summary>
    internal static IEnumerable<string> In(string text)
    {
        if (SassDirective.Read(text) is { Name: "include" } include)
        {
            yield return "@mixin " + include.Target;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '$')
            {
                yield return "$" + SassParameters.NamesIn(text, i, i + 1).First();
            }
            else if (text[i] == '(' && i > 0 && ScssText.IsNameCharacter(text[i - 1]))
            {
                var start = i - 1;
                while (start > 0 && ScssText.IsNameCharacter(text[start - 1]))
                {
                    start--;
                }

                var name = SassName.Unify(text[start..i]).ToLowerInvariant();
                yield return "@function " + name;
                if (name is "get-function" or "get-mixin" or "call" && FirstName(text, i + 1) is { } named)
                {
                    yield return "@function " + named;
                    yield return "@mixin " + named;
                }
            }
        }
    }

    /// <summary>Whether it calls what only Sass can name.</summary>
    internal static bool CallsAnything(ScssNode node)
    {
        var text = node.Head;
        foreach (var caller in (string[])["get-function(", "get-mixin(", "call("])
        {
            var at = text.IndexOf(caller, StringComparison.Ordinal);
            if (at >= 0 && FirstName(text, at + caller.Length) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variables that <c>variable-exists()</c> and its kin ask for, without <c>$</c>.</summary>
    internal static IEnumerable<string> AskedIn(string text)
    {
        const string Asking = "exists(";
        for (var at = text.IndexOf(Asking, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Asking, at + 1, StringComparison.Ordinal))
        {
            if (FirstName(text, at + Asking.Length) is { } name)
            {
                yield return name;
            }
        }
    }

    // The name in "name" or name that begins the arguments; null if it is computed.
    private static string? FirstName(string text, int at)
    {
        at = ScssText.SkipSpaceAndComments(text, at);
        if (text.AsSpan(at).StartsWith("$name") && text.IndexOf(':', at) is >= 0 and var colon)
        {
            at = ScssText.SkipSpaceAndComments(text, colon + 1);
        }

        if (at < text.Length && text[at] is '"' or '\'')
        {
            at++;
        }

        var end = ScssText.EndOfName(text, at);

        return end == at || end == text.Length || text[end] is '#' or '(' or '.' ? null : SassName.Unify(text[at..end]);
    }
}
