using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>A place in a text, and what the characters there are to Sass. Not thread-safe.</summary>
internal abstract class SassCursor(string text, int start, int end)
{
    private const int MaxDepth = 128;

    private protected string Text { get; } = text;

    private protected int End { get; } = end;

    private protected int At { get; set; } = start;

    /// <summary>How much is nested around this place.</summary>
    private protected int Depth { get; set; }

    private protected char Current => Peek(0);

    private protected char Peek(int ahead) => At + ahead < End ? Text[At + ahead] : '\0';

    private protected static FormatException Fail() => new();

    /// <summary>Whether anything nests too deep: then it is no other expression either, and nothing is read again.</summary>
    private protected bool IsTooDeep { get; private set; }

    /// <summary>Says that something nests; nobody nests deeper than this by hand.</summary>
    private protected void Nest()
    {
        if (++Depth > MaxDepth)
        {
            IsTooDeep = true;
            throw Fail();
        }
    }

    private protected void Unnest() => Depth--;

    private protected bool IsWord(string word) =>
        string.CompareOrdinal(Text, At, word, 0, word.Length) == 0 && At + word.Length <= End && !IsNameCharacter(Peek(word.Length));

    // A name begins with a letter, "_", an escape or "#{", after at most a dash; or with two dashes.
    private protected bool IsNameStart(int ahead) => Peek(ahead) switch
    {
        '-' when ahead == 0 => Peek(1) == '-' || IsNameStart(1),
        '#' => Peek(ahead + 1) == '{',
        '\\' => true,
        var c => char.IsAsciiLetter(c) || c == '_' || c > '\u007F',
    };

    private protected static bool IsNameCharacter(char c) => ScssText.IsNameCharacter(c);

    private protected void Expect(char c)
    {
        if (Current != c)
        {
            throw Fail();
        }

        At++;
    }

    private protected void SkipPlainSpace()
    {
        while (At < End && char.IsWhiteSpace(Text[At]))
        {
            At++;
        }
    }

    private protected void SkipSpace()
    {
        while (true)
        {
            SkipPlainSpace();
            if (At >= End || Text[At] != '/')
            {
                return;
            }

            var end = ScssText.StartsComment(Text, At) ? ScssText.EndOfComment(Text, At)
                : ScssText.StartsLineComment(Text, At) ? ScssText.EndOfLine(Text, At)
                : At;
            if (end == At)
            {
                return;
            }

            At = end < 0 || end > End ? throw Fail() : end;
        }
    }
}
