using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What an older Sass took in a statement's text and the current one fails to read.</summary>
internal static class TextRefusals
{
    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    private static readonly string[] Marks = ["important", "default", "global"];

    /// <exception cref="NotConvertibleException">It has such a thing.</exception>
    internal static void Check(string text, SassDirective? directive)
    {
        if (text.Contains(';', StringComparison.Ordinal))
        {
            RefuseSemicolons(text);
        }

        if (directive is null && text.Contains('/', StringComparison.Ordinal))
        {
            RefuseSlashAtEnd(text);
        }

        if (directive is null && text.Contains('!', StringComparison.Ordinal))
        {
            RefuseMarks(text);
        }

        if ((directive is null || directive.Value.Name is "include" or "return" or "if" or "each") && text.Contains('#', StringComparison.Ordinal))
        {
            RefuseBrokenColors(text);
        }
    }

    // Inside parentheses it ends nothing, but Sass takes it in if() alone.
    private static void RefuseSemicolons(string text)
    {
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            if (text[i] == '(')
            {
                open.Push(i);
            }
            else if (text[i] == ')')
            {
                open.TryPop(out _);
            }
            else if (text[i] == ';' && !(open.TryPeek(out var start) && text.AsSpan(0, start).EndsWith("if")))
            {
                throw new NotConvertibleException("Sass takes no ';' in parentheses");
            }
        }
    }

    // By "red !ie" one wrote for an old browser alone.
    private static void RefuseMarks(string text)
    {
        var depth = 0; // in parentheses it may be the "not" of a script
        for (var i = 0; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == '!' && depth == 0 && !text.AsSpan(i + 1).StartsWith("="))
            {
                var mark = text.AsSpan(i + 1).TrimStart();
                var length = mark.IndexOfAnyExcept(Letters) is >= 0 and var end ? end : mark.Length;
                if (!(text[0] == '$' ? Marks : Marks[..1]).Contains(mark[..length].ToString(), StringComparer.OrdinalIgnoreCase))
                {
                    throw new NotConvertibleException($"Sass takes no '!{mark[..length]}'");
                }
            }
        }
    }

    // Of a hash with a digit behind it Sass makes a colour, or fails.
    private static void RefuseBrokenColors(string text)
    {
        for (var i = 0; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            if (text[i] == '#' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])
                && text.AsSpan(i + 1).IndexOfAnyExcept(HexDigits) is var length && (length < 0 ? text.Length - i - 1 : length) is 1 or 2 or 5 or 7)
            {
                throw new NotConvertibleException("a colour has 3, 4, 6 or 8 digits to Sass");
            }
        }
    }

    // "(1% 2 3/)" was a list whose last item was empty.
    private static void RefuseSlashAtEnd(string text)
    {
        if (ScssDeclaration.Read(text) is { } declaration && SassExpressionReader.Read(text, declaration.ValueStart, declaration.ValueEnd) is null
            && Enumerable.Range(declaration.ValueStart, declaration.ValueEnd - declaration.ValueStart).Any(at => text[at] == '/' && text.AsSpan(at + 1).TrimStart().StartsWith(")")))
        {
            throw new NotConvertibleException("Sass takes no '/' with nothing behind it any more");
        }
    }
}
