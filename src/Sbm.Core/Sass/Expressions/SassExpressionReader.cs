using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// Reads SassScript the way Dart Sass does: what binds to what, and where a <c>-</c> is a sign, an operator or part of a name
/// (facts from its <c>parse/stylesheet.dart</c>). Not thread-safe.
/// </summary>
internal sealed class SassExpressionReader : SassCalculationReader
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

    private SassExpression ReadSpaceList()
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

    private SassExpression ReadOperation(int precedence)
    {
        var left = ReadSingle();
        for (var operations = 0; operations < MaxOperations; operations++)
        {
            var afterLeft = At;
            SkipSpace();
            var (name, itsPrecedence) = OperatorHere();
            if (name.Length == 0 || itsPrecedence <= precedence)
            {
                At = afterLeft;
                return left;
            }

            At += name.Length;
            SkipSpace();
            left = new BinaryOperation(name, left, ReadOperation(itsPrecedence));
        }

        throw Fail();
    }

    private (string Name, int Precedence) OperatorHere()
    {
        switch (Current)
        {
            case '=':
                return Peek(1) == '=' ? ("==", 4) : ("=", 1);
            case '!' when Peek(1) == '=':
                return ("!=", 4);
            case '<' or '>':
                return (Peek(1) == '=' ? $"{Current}=" : Current.ToString(), 5);
            case '+':
                return ("+", 6);
            case '-' when !IsSignOfNewItem() && !IsNameStart(0):
                return ("-", 6);
            case '*':
                return ("*", 7);
            case '/':
                return ("/", 7);
            case '%' when IsOperandAfterPercent():
                return ("%", 7);
            case 'a' when IsWord("and"):
                return ("and", 3);
            case 'o' when IsWord("or"):
                return ("or", 2);
            default:
                return (string.Empty, 0);
        }
    }

    // "1 -2" are two numbers, "1-2" and "1 - 2" are one.
    private bool IsSignOfNewItem() => (char.IsAsciiDigit(Peek(1)) || Peek(1) == '.') && At > 0 && char.IsWhiteSpace(Text[At - 1]);

    private bool IsOperandAfterPercent()
    {
        var at = At;
        At++;
        SkipSpace();
        var isOperand = IsAtExpression();
        At = at;
        return isOperand;
    }

    private bool IsAtExpression() => Current switch
    {
        '\0' or ',' or ')' or ']' or '}' or ';' or ':' or '=' or '*' or '<' or '>' => false,
        '.' => char.IsAsciiDigit(Peek(1)),
        '!' => Peek(1) != '=',
        'a' => !IsWord("and"),
        'o' => !IsWord("or"),
        _ => true,
    };

    private SassExpression ReadSingle()
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

    private UnaryOperation ReadUnary(int start, string name)
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

    private protected override SassExpression ReadIdentifierOrCall() => ReadIdentifierOrCall(isCall: false);

    private SassExpression ReadIdentifierOrCall(bool isCall)
    {
        var start = At;
        if (ScssText.StartsBareUrl(Text, At) && EndOfPlainUrl() is { } url)
        {
            return url;
        }

        var parts = ReadName();
        var name = Text[start..At];
        if (parts.Count == 0 && name == "not" && Current != '(')
        {
            At = start;
            return ReadUnary(start, "not");
        }

        if (Current == '(')
        {
            return IsRawFunction(name) ? ReadRawCall(start)
                : parts.Count > 0 || isCall ? ReadCall(start, null, name, parts)
                : name == "if" && TryReadConditional(start) is { } conditional ? conditional
                : ReadCalculation(start, SassName.Unify(name).ToLowerInvariant()) ?? ReadCall(start, null, name, parts);
        }

        if (Current == ':' && (name.Equals("progid", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-progid", StringComparison.OrdinalIgnoreCase)))
        {
            ReadRaw(static c => c is ':' or '.' || IsNameCharacter(c));
            return ReadRawCall(start);
        }

        if (Current == '.' && Peek(1) != '.' && parts.Count == 0)
        {
            At++;
            return ReadMember(start, name);
        }

        return new Identifier(start, At, parts);
    }

    // if(condition: value; …), in which "sass(…)" and "#{…}" alone are SassScript of a condition.
    private ConditionalValue? TryReadConditional(int start)
    {
        var (open, depth) = (At, Depth);
        var conditions = new List<SassExpression>();
        var values = new List<SassExpression>();
        try
        {
            do
            {
                At++;
                ReadCondition(conditions);
                Expect(':');
                values.Add(ReadList(')'));
                SkipSpace();
                PassLastSemicolon();
            }
            while (Current == ';');

            Expect(')');
            return new ConditionalValue(start, At, conditions, values);
        }
        catch (FormatException) when (!IsTooDeep)
        {
            (At, Depth) = (open, depth);
            return null;
        }
    }

    private void PassLastSemicolon()
    {
        var semicolon = At;
        At += Current == ';' ? 1 : 0;
        SkipSpace();
        At = Current == ')' ? At : semicolon;
    }

    private void ReadCondition(List<SassExpression> conditions)
    {
        var depth = 0;
        while (At < End && (depth > 0 || Current != ':'))
        {
            if (IsWord("sass") && Peek(4) == '(')
            {
                At += 5;
                conditions.Add(ReadList(')'));
                Expect(')');
                continue;
            }

            if (Current == '#' && Peek(1) == '{')
            {
                conditions.Add(ReadInterpolation());
                continue;
            }

            depth += Current switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || Current == ',')
            {
                throw Fail();
            }

            At = Math.Min(ScssList.EndOfPiece(Text, At), End);
        }
    }

    // What is no calculation to CSS is one of Sass's functions, but calc() with interpolation is text then.
    private SassExpression? ReadCalculation(int start, string name)
    {
        if (!CssMath.IsKnown(name))
        {
            return null;
        }

        var open = At;
        if (TryReadCalculation(start, name) is { } calculation)
        {
            if (!CssMath.IsAlsoSass(name) || calculation.Arguments.Count > 1 || calculation.Contains(static part => part is Interpolation))
            {
                return calculation;
            }

            At = open;
        }

        return name == "calc" && ReadRawCall(start) is { Parts.Count: > 0 } text ? text : Back();

        SassExpression? Back()
        {
            At = open;
            return null;
        }
    }

    // module.$variable or module.function(…)
    private SassExpression ReadMember(int start, string module)
    {
        if (Current == '$')
        {
            return ReadVariable(start, module);
        }

        var nameStart = At;
        var parts = ReadName();
        return Current == '(' ? ReadCall(start, module, Text[nameStart..At], parts) : throw Fail();
    }

    private FunctionCall ReadCall(int start, string? module, string name, IReadOnlyList<Interpolation> parts)
    {
        var arguments = ReadArguments();
        return new FunctionCall(start, At, module, SassName.Unify(name).ToLowerInvariant(), parts, arguments);
    }

    private List<Argument> ReadArguments()
    {
        Expect('(');
        var arguments = new List<Argument>();
        while (true)
        {
            SkipSpace();
            if (Current == ')')
            {
                At++;
                return arguments;
            }

            arguments.Add(ReadArgument());
            SkipSpace();
            if (Current == ',')
            {
                At++;
            }
            else if (Current != ')')
            {
                throw Fail();
            }
        }
    }

    private Argument ReadArgument()
    {
        Nest();
        var value = ReadSpaceList();
        SkipSpace();
        string? name = null;
        if (Current == ':' && value is VariableUse { Module: null } variable)
        {
            name = variable.Name;
            At++;
            SkipSpace();
            value = ReadSpaceList();
            SkipSpace();
        }

        var isRest = string.CompareOrdinal(Text, At, "...", 0, 3) == 0;
        At += isRest ? 3 : 0;
        Unnest();
        return new Argument(name, value, isRest);
    }
}
