using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>A parameter of a mixin or function.</summary>
/// <param name="Name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
/// <param name="DefaultStart">Where its default stands in the text; -1 without one.</param>
/// <param name="DefaultEnd">The offset after the default.</param>
/// <param name="IsRest">Whether it takes all further arguments: <c>$a...</c></param>
internal readonly record struct SassParameter(string Name, int DefaultStart, int DefaultEnd, bool IsRest);

/// <summary>Reads the parameters of mixins, functions and content blocks.</summary>
internal static class SassParameters
{
    /// <param name="text">The text of the definition.</param>
    /// <param name="start">Where <c>(</c> may stand.</param>
    /// <returns>Nothing without parentheses.</returns>
    internal static List<SassParameter> Read(string text, int start)
    {
        var parameters = new List<SassParameter>();
        if (start >= text.Length || text[start] != '(')
        {
            return parameters;
        }

        for (var at = start + 1; at < text.Length && text[at - 1] != ')';)
        {
            var end = EndOfParameter(text, at);
            at = ScssText.SkipSpaceAndComments(text, at);
            if (at < end && text[at] == '$')
            {
                parameters.Add(ReadOne(text, at + 1, end));
            }

            at = end + 1;
        }

        return parameters;
    }

    /// <summary>Where the parameters of <c>using (…)</c> begin, behind the arguments of an include.</summary>
    internal static int? StartOfUsing(string text, int start)
    {
        var at = text.LastIndexOf("using", StringComparison.OrdinalIgnoreCase);
        var open = at < start ? -1 : text.IndexOf('(', at);
        return open < 0 || text.AsSpan(at + 5, open - at - 5).Trim().Length > 0 || (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] != ')') ? null : open;
    }

    /// <summary>The names of the variables in a range.</summary>
    internal static IEnumerable<string> NamesIn(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] == '$')
            {
                yield return SassName.Unify(text[(i + 1)..ScssText.EndOfName(text, i + 1)]);
            }
        }
    }

    private static SassParameter ReadOne(string text, int start, int end)
    {
        var endOfName = ScssText.EndOfName(text, start);
        var name = SassName.Unify(text[start..endOfName]);
        var colon = ScssText.SkipSpaceAndComments(text, endOfName);
        if (colon >= end || text[colon] != ':')
        {
            return new SassParameter(name, -1, -1, string.CompareOrdinal(text, colon, "...", 0, 3) == 0);
        }

        var defaultStart = colon + 1;
        while (defaultStart < end && char.IsWhiteSpace(text[defaultStart]))
        {
            defaultStart++;
        }

        return new SassParameter(name, defaultStart, defaultStart + text.AsSpan(defaultStart, end - defaultStart).TrimEnd().Length, IsRest: false);
    }

    // The comma or parenthesis that ends it.
    private static int EndOfParameter(string text, int at)
    {
        var depth = 0;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']' when depth > 0:
                    depth--;
                    break;
                case ')' or ',' when depth == 0:
                    return at;
            }

            at = ScssList.EndOfPiece(text, at);
        }

        return at;
    }
}
