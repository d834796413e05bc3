using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>A name of a variable, function or mixin in a text.</summary>
/// <param name="Sigil"><c>$</c> for a variable, <c>@</c> for a mixin, nothing for a function.</param>
/// <param name="Namespace">What stands before its dot; null without one.</param>
/// <param name="Name">As it is written, without sigil.</param>
/// <param name="Start">Where the namespace or name begins.</param>
/// <param name="End">Where the name ends.</param>
internal readonly record struct NameReference(string Sigil, string? Namespace, string Name, int Start, int End);

/// <summary>Finds the names that SassScript uses. Names of arguments (<c>$a: 1</c>) are none.</summary>
internal static class NameReferences
{
    /// <summary>Finds them in SassScript.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to end.</param>
    /// <param name="isCall">Whether the first parenthesis holds arguments.</param>
    internal static List<NameReference> InScript(string text, int start, int end, bool isCall = false)
    {
        var found = new List<NameReference>();
        Scan(text, start, end, isScript: true, isCall, found);
        return found;
    }

    /// <summary>Finds them in text in which Sass looks for nothing but <c>#{…}</c>.</summary>
    internal static List<NameReference> InPlain(string text, int start, int end)
    {
        var found = new List<NameReference>();
        Scan(text, start, end, isScript: false, isCall: false, found);
        return found;
    }

    private static void Scan(string text, int start, int end, bool isScript, bool isCall, List<NameReference> found)
    {
        var calls = new Stack<bool>();
        var isNextCall = isCall;
        for (var i = start; i < end;)
        {
            var c = text[i];
            if (ScssText.IsInterpolation(text, i) && ScssText.EndOfInterpolation(text, i) is > 0 and var close && close <= end)
            {
                Scan(text, i + 2, close - 1, isScript: true, isCall: false, found);
                i = close;
            }
            else if (c is '"' or '\'' or '/' or '\\' || ScssText.StartsBareUrl(text, i))
            {
                var piece = Math.Min(ScssList.EndOfPiece(text, i), end);
                if (c != '/' && piece - i > 2)
                {
                    Scan(text, i + 1, piece, isScript: false, isCall: false, found);
                }

                i = piece;
            }
            else if (!isScript)
            {
                i++;
            }
            else if (c is '(' or ')')
            {
                if (c == '(')
                {
                    calls.Push(isNextCall || (i > start && (ScssText.IsNameCharacter(text[i - 1]) || text[i - 1] == '}')));
                    isNextCall = false;
                }
                else
                {
                    calls.TryPop(out _);
                }

                i++;
            }
            else if (c == '$' || ScssText.IsNameCharacter(c))
            {
                i = ReadName(text, i, start, end, calls.TryPeek(out var inCall) && inCall, found);
            }
            else
            {
                i++;
            }
        }
    }

    private static int ReadName(string text, int at, int start, int end, bool isInCall, List<NameReference> found)
    {
        if (text[at] == '$')
        {
            var endOfVariable = Math.Min(ScssText.EndOfName(text, at + 1), end);
            if (!(isInCall && IsArgumentName(text, at, start, endOfVariable, end)))
            {
                found.Add(new NameReference("$", null, text[(at + 1)..endOfVariable], at, endOfVariable));
            }

            return endOfVariable;
        }

        var endOfName = Math.Min(ScssText.EndOfName(text, at), end);
        if (endOfName + 1 < end && text[endOfName] == '.' && !char.IsAsciiDigit(text[at]))
        {
            var isVariable = text[endOfName + 1] == '$';
            var memberStart = endOfName + (isVariable ? 2 : 1);
            var memberEnd = Math.Min(ScssText.EndOfName(text, memberStart), end);
            if (memberEnd > memberStart && (isVariable || (memberEnd < end && text[memberEnd] == '(')))
            {
                found.Add(new NameReference(isVariable ? "$" : string.Empty, text[at..endOfName], text[memberStart..memberEnd], at, memberEnd));
                return memberEnd;
            }
        }
        else if (endOfName < end && text[endOfName] == '(')
        {
            found.Add(new NameReference(string.Empty, null, text[at..endOfName], at, endOfName));
        }

        return endOfName;
    }

    // Behind "(" or a comma, before a colon.
    private static bool IsArgumentName(string text, int at, int start, int endOfName, int end)
    {
        var next = ScssText.SkipSpaceAndComments(text, endOfName);
        if (next >= end || text[next] != ':')
        {
            return false;
        }

        var before = at - 1;
        while (before > start && char.IsWhiteSpace(text[before]))
        {
            before--;
        }

        return text[before] is '(' or ',' or '/';
    }
}
