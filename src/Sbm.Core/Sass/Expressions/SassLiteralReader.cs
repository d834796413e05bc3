using System.Globalization;
using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>Reads the smallest pieces: numbers, colours, strings, names, and text that Sass does not look into.</summary>
internal abstract class SassLiteralReader(string text, int start, int end) : SassCursor(text, start, end)
{
    /// <summary>Reads the expression of an interpolation.</summary>
    private protected abstract SassExpression ReadInside(char closing);

    private protected VariableUse ReadVariable(int start, string? module)
    {
        At++;
        var nameStart = At;
        while (IsNameCharacter(Current))
        {
            At++;
        }

        return At == nameStart ? throw Fail() : new VariableUse(start, At, module, SassName.Unify(Text[nameStart..At]));
    }

    private protected QuotedString ReadString()
    {
        var start = At;
        var quote = Current;
        var parts = new List<Interpolation>();
        At++;
        while (Current != quote)
        {
            if (At >= End)
            {
                throw Fail();
            }

            if (Current == '#' && Peek(1) == '{')
            {
                parts.Add(ReadInterpolation());
            }
            else
            {
                At += Current == '\\' ? 2 : 1;
            }
        }

        return new QuotedString(start, ++At, parts);
    }

    private protected Interpolation ReadInterpolation()
    {
        var start = At;
        At += 2;
        var value = ReadInside('}');
        SkipSpace();
        Expect('}');
        return new Interpolation(start, At, value);
    }

    /// <summary>A colour, or a text such as <c>#main</c>.</summary>
    private protected SassExpression ReadHash()
    {
        var start = At++;
        while (char.IsAsciiHexDigit(Current))
        {
            At++;
        }

        if (At - start is 4 or 5 or 7 or 9 && !IsNameCharacter(Current))
        {
            return new HexLiteral(start, At);
        }

        while (IsNameCharacter(Current))
        {
            At++;
        }

        return At > start + 1 && !char.IsAsciiDigit(Text[start + 1]) ? new Identifier(start, At, []) : throw Fail();
    }

    private protected NumberLiteral ReadNumber()
    {
        var start = At;
        At += Current is '+' or '-' ? 1 : 0;
        SkipDigits();
        if (Current == '.' && char.IsAsciiDigit(Peek(1)))
        {
            At++;
            SkipDigits();
        }

        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            At += 2;
            SkipDigits();
        }

        var value = double.Parse(Text.AsSpan(start, At - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        var unitStart = At;
        if (Current == '%')
        {
            At++;
        }
        else if (IsNameStart(0) && !(Current == '-' && Peek(1) == '-') && Current != '#')
        {
            // A dash before a digit ends the unit: "1px-2px" is a difference.
            while (IsNameCharacter(Current) && !(Current == '-' && (char.IsAsciiDigit(Peek(1)) || Peek(1) == '.')))
            {
                At++;
            }
        }

        return new NumberLiteral(start, At, value, Text[unitStart..At]);
    }

    private protected void SkipDigits()
    {
        while (char.IsAsciiDigit(Current))
        {
            At++;
        }
    }

    private protected List<Interpolation> ReadName()
    {
        var parts = new List<Interpolation>();
        while (true)
        {
            if (Current == '#' && Peek(1) == '{')
            {
                parts.Add(ReadInterpolation());
            }
            else if (Current == '\\')
            {
                At = Math.Min(At + 2, End);
            }
            else if (IsNameCharacter(Current))
            {
                At++;
            }
            else
            {
                return parts;
            }
        }
    }

    private protected RawText ReadRaw(Func<char, bool> belongs) => ReadRawFrom(At, belongs);

    private protected RawText ReadRawFrom(int start, Func<char, bool> belongs)
    {
        while (At < End && belongs(Current))
        {
            At++;
        }

        return new RawText(start, At, []);
    }

    // element(#id), expression(…), -moz-calc(…): not SassScript inside.
    private protected static bool IsRawFunction(string name) => name.ToLowerInvariant() is "element" or "expression"
        || (name.StartsWith('-') && name[(name.IndexOf('-', 1) + 1)..].ToLowerInvariant() is "element" or "expression" or "calc");

    private protected RawText ReadRawCall(int start)
    {
        var parts = new List<Interpolation>();
        var depth = 0;
        while (At < End)
        {
            if (Current == '#' && Peek(1) == '{')
            {
                parts.Add(ReadInterpolation());
                continue;
            }

            if (Current is '"' or '\'' && ScssText.EndOfString(Text, At) > 0)
            {
                parts.AddRange(ReadString().Parts);
                continue;
            }

            depth += Current switch { '(' => 1, ')' => -1, _ => 0 };
            At = Current == '(' || Current == ')' ? At + 1 : Math.Min(ScssList.EndOfPiece(Text, At), End);
            if (depth == 0)
            {
                return new RawText(start, At, parts);
            }
        }

        throw Fail();
    }

    // An address without quotes; null if what stands in the parentheses is SassScript.
    private protected RawText? EndOfPlainUrl()
    {
        var start = At;
        var parts = new List<Interpolation>();
        At += 4;
        SkipPlainSpace();
        while (At < End)
        {
            switch (Current)
            {
                case ')':
                    return new RawText(start, ++At, parts);
                case '\\':
                    At += 2;
                    break;
                case '#' when Peek(1) == '{':
                    parts.Add(ReadInterpolation());
                    break;
                case '!' or '%' or '&' or '#' or (>= '*' and <= '~') or >= '\u0080':
                    At++;
                    break;
                case var c when char.IsWhiteSpace(c):
                    SkipPlainSpace();
                    if (Current != ')')
                    {
                        At = start;
                        return null;
                    }

                    break;
                default:
                    At = start;
                    return null;
            }
        }

        throw Fail();
    }
}
