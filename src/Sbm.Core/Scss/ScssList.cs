namespace Sbm.Core.Scss;

/// <summary>Splits lists at their commas, not at those inside strings, parentheses, interpolation or comments.</summary>
internal static class ScssList
{
    /// <summary>The items of a list, without the white space around them; no empty ones.</summary>
    internal static List<string> Split(string text)
    {
        var items = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case ',' when depth == 0:
                    Add(text[start..i]);
                    start = ++i;
                    break;
                case '(' or '[':
                    depth++;
                    i++;
                    break;
                case ')' or ']':
                    depth--;
                    i++;
                    break;
                default:
                    i = EndOfPiece(text, i);
                    break;
            }
        }

        Add(text[start..]);
        return items;

        void Add(string item)
        {
            if (item.Trim() is { Length: > 0 } trimmed)
            {
                items.Add(trimmed);
            }
        }
    }

    /// <summary>The end of the string, comment, interpolation, bare address or single character that begins here.</summary>
    internal static int EndOfPiece(string text, int at)
    {
        var end = text[at] switch
        {
            '"' or '\'' => ScssText.EndOfString(text, at),
            '#' when ScssText.IsInterpolation(text, at) => ScssText.EndOfInterpolation(text, at),
            '/' when ScssText.StartsComment(text, at) => ScssText.EndOfComment(text, at),
            '/' when ScssText.StartsLineComment(text, at) => ScssText.EndOfLine(text, at),
            'u' or 'U' when ScssText.StartsBareUrl(text, at) => ScssText.EndOfBareUrl(text, at),
            '\\' => Math.Min(at + 2, text.Length),
            _ => at + 1,
        };
        return end < 0 ? at + 1 : end;
    }

    /// <returns>The place behind the bracket that closes what begins here; the end of the text without one.</returns>
    internal static int EndOfBrackets(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length;)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            i = EndOfPiece(text, i);
            if (depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }
}
