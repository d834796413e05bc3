
namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// Reads SassScript the way Dart Sass does (facts from its <c>parse/stylesheet.dart</c>): lists, maps, and what a single value is. Not
/// thread-safe.
/// </summary>
internal sealed class SassExpressionReader : SassOperatorReader
{
    private SassExpressionReader(string text, int start, int end)
        : base(text, start, end)
    {
    }

    /// <summary>Reads an expression that takes the whole range, but for white space and comments around it.</summary>
    /// <returns>Null if the range holds nothing, or no SassScript.</returns>
    internal static SassExpression? Read(string text, int start, int end)
    {
        var reader = new SassExpressionReader(text, start, end);
        try
        {
            var expression = reader.ReadList();
            return reader.At == end ? expression : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads a calculation as the call of a function that the theme defines under its name.</summary>
    /// <returns>Null if it cannot be one.</returns>
    internal static FunctionCall? ReadAsCall(string text, Calculation calculation)
    {
        var reader = new SassExpressionReader(text, calculation.Start, calculation.End);
        try
        {
            return reader.ReadIdentifierOrCall(isCall: true) as FunctionCall;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads <c>(…)</c> of a call that begins at <paramref name="start"/>.</summary>
    /// <returns>The arguments and the offset after the parenthesis; null if they cannot be read.</returns>
    internal static (IReadOnlyList<Argument> Arguments, int End)? ReadArguments(string text, int start, int end)
    {
        var reader = new SassExpressionReader(text, start, end);
        try
        {
            return (reader.ReadArguments(), reader.At);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // With commas, with spaces, or a single value.
    private SassExpression ReadList(char closing = '\0')
    {
        Nest();
        SkipSpace();
        var items = new List<SassExpression>();
        var hasComma = false;
        while (At < End && Current != closing)
        {
            items.Add(ReadSpaceList());
            SkipSpace();
            if (Current != ',')
            {
                break;
            }

            hasComma = true;
            At++;
            SkipSpace();
        }

        Unnest();
        return items.Count switch
        {
            0 => throw Fail(),
            1 when !hasComma => items[0],
            _ => new ListLiteral(items[0].Start, items[^1].End, HasCommas: true, IsBracketed: false, items),
        };
    }

    private protected override SassExpression ReadInside(char closing) => ReadList(closing);

    private protected override SassExpression ReadSpaceList()
    {
        var first = ReadOperation(0);
        SkipSpace();
        if (!IsAtExpression())
        {
            return first;
        }

        var items = new List<SassExpression> { first };
        do
        {
            items.Add(ReadOperation(0));
            SkipSpace();
        }
        while (IsAtExpression());
        return new ListLiteral(first.Start, items[^1].End, HasCommas: false, IsBracketed: false, items);
    }

    private protected override SassExpression ReadSingle()
    {
        var start = At;
        switch (Current)
        {
            case '(':
                return ReadParenthesized();
            case '[':
                At++;
                return ReadBracketed(start);
            case '$':
                return ReadVariable(start, module: null);
            case '"' or '\'':
                return ReadString();
            case '#' when Peek(1) != '{':
                return ReadHash();
            case '+' or '-' when char.IsAsciiDigit(Peek(1)) || (Peek(1) == '.' && char.IsAsciiDigit(Peek(2))):
            case '.' when char.IsAsciiDigit(Peek(1)):
            case >= '0' and <= '9':
                return ReadNumber();
            case 'u' or 'U' when Peek(1) == '+':
                return ReadRaw(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '?');
            case '&':
                return ReadRaw(static c => c == '&' || IsNameCharacter(c));
            case '!':
                At++;
                SkipSpace();
                return ReadRawFrom(start, static c => IsNameCharacter(c));
            case '%':
                return ReadRaw(static c => c == '%');
            case var _ when IsNameStart(0):
                return ReadIdentifierOrCall();
            case '+' or '-' or '/':
                return ReadUnary(start, Current.ToString());
            default:
                throw Fail();
        }
    }

    private protected override UnaryOperation ReadUnary(int start, string name)
    {
        Nest();
        At += name.Length;
        SkipSpace();
        var operand = ReadSingle();
        Unnest();
        return new UnaryOperation(start, operand.End, name, operand);
    }

    private SassExpression ReadParenthesized()
    {
        var start = At++;
        SkipSpace();
        if (Current == ')')
        {
            return new Parenthesized(start, ++At, null);
        }

        var inner = ReadList(')');
        SkipSpace();
        if (Current == ':')
        {
            return ReadMap(start, inner);
        }

        Expect(')');
        return new Parenthesized(start, At, inner);
    }

    private MapLiteral ReadMap(int start, SassExpression key)
    {
        Nest();
        var entries = new List<(SassExpression, SassExpression)>();
        while (true)
        {
            Expect(':');
            SkipSpace();
            entries.Add((key, ReadSpaceList()));
            SkipSpace();
            if (Current == ',')
            {
                At++;
                SkipSpace();
            }

            if (Current == ')')
            {
                At++;
                Unnest();
                return new MapLiteral(start, At, entries);
            }

            key = ReadSpaceList();
            SkipSpace();
        }
    }

    private ListLiteral ReadBracketed(int start)
    {
        SkipSpace();
        var inner = Current == ']' ? null : ReadList(']');
        Expect(']');
        return inner is ListLiteral { IsBracketed: false } list
            ? new ListLiteral(start, At, list.HasCommas, IsBracketed: true, list.Items)
            : new ListLiteral(start, At, HasCommas: false, IsBracketed: true, inner is null ? [] : [inner]);
    }
}
