using System.Globalization;
using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// Reads SassScript the way Dart Sass does: what binds to what, and where a <c>-</c> is a sign, an operator or part of a name
/// (facts from its <c>parse/stylesheet.dart</c>). Not thread-safe.
/// </summary>
internal sealed class SassExpressionReader
{
    private const int MaxDepth = 128;

    private readonly string _text;
    private readonly int _end;
    private int _at;
    private int _depth;

    private SassExpressionReader(string text, int start, int end) => (_text, _at, _end) = (text, start, end);

    /// <summary>Reads an expression that takes the whole range, but for white space and comments around it.</summary>
    /// <returns>Null if the range holds nothing, or no SassScript.</returns>
    internal static SassExpression? Read(string text, int start, int end)
    {
        var reader = new SassExpressionReader(text, start, end);
        try
        {
            var expression = reader.ReadList();
            return reader._at == end ? expression : null;
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
            return (reader.ReadArguments(), reader._at);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _end ? _text[_at + ahead] : '\0';

    private static FormatException Fail() => new();

    // With commas, with spaces, or a single value.
    private SassExpression ReadList(char closing = '\0')
    {
        if (++_depth > MaxDepth)
        {
            throw Fail();
        }

        SkipSpace();
        var items = new List<SassExpression>();
        var hasComma = false;
        while (_at < _end && Current != closing)
        {
            items.Add(ReadSpaceList());
            SkipSpace();
            if (Current != ',')
            {
                break;
            }

            hasComma = true;
            _at++;
            SkipSpace();
        }

        _depth--;
        return items.Count switch
        {
            0 => throw Fail(),
            1 when !hasComma => items[0],
            _ => new ListLiteral(items[0].Start, items[^1].End, HasCommas: true, IsBracketed: false, items),
        };
    }

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
        while (true)
        {
            var afterLeft = _at;
            SkipSpace();
            var (name, itsPrecedence) = OperatorHere();
            if (name.Length == 0 || itsPrecedence <= precedence)
            {
                _at = afterLeft;
                return left;
            }

            _at += name.Length;
            SkipSpace();
            left = new BinaryOperation(name, left, ReadOperation(itsPrecedence));
        }
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
    private bool IsSignOfNewItem() => (char.IsAsciiDigit(Peek(1)) || Peek(1) == '.') && _at > 0 && char.IsWhiteSpace(_text[_at - 1]);

    private bool IsOperandAfterPercent()
    {
        var at = _at;
        _at++;
        SkipSpace();
        var isOperand = IsAtExpression();
        _at = at;
        return isOperand;
    }

    private bool IsWord(string word) =>
        string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0 && _at + word.Length <= _end && !IsNameCharacter(Peek(word.Length));

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
        var start = _at;
        switch (Current)
        {
            case '(':
                return ReadParenthesized();
            case '[':
                _at++;
                return ReadBracketed(start);
            case '$':
                return ReadVariable(start, module: null);
            case '"' or '\'':
                return ReadString();
            case '#' when Peek(1) != '{':
                return ReadHex();
            case '+' or '-' when char.IsAsciiDigit(Peek(1)) || (Peek(1) == '.' && char.IsAsciiDigit(Peek(2))):
            case '.' when char.IsAsciiDigit(Peek(1)):
            case >= '0' and <= '9':
                return ReadNumber();
            case 'u' or 'U' when Peek(1) == '+':
                return ReadRaw(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '?');
            case '&':
                return ReadRaw(static c => c == '&' || IsNameCharacter(c));
            case '!':
                _at++;
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
        if (++_depth > MaxDepth)
        {
            throw Fail();
        }

        _at += name.Length;
        SkipSpace();
        var operand = ReadSingle();
        _depth--;
        return new UnaryOperation(start, operand.End, name, operand);
    }

    private SassExpression ReadParenthesized()
    {
        var start = _at++;
        SkipSpace();
        if (Current == ')')
        {
            return new Parenthesized(start, ++_at, null);
        }

        var inner = ReadList(')');
        SkipSpace();
        if (Current == ':')
        {
            return ReadMap(start, inner);
        }

        Expect(')');
        return new Parenthesized(start, _at, inner);
    }

    private MapLiteral ReadMap(int start, SassExpression key)
    {
        if (++_depth > MaxDepth)
        {
            throw Fail();
        }

        var entries = new List<(SassExpression, SassExpression)>();
        while (true)
        {
            Expect(':');
            SkipSpace();
            entries.Add((key, ReadSpaceList()));
            SkipSpace();
            if (Current == ',')
            {
                _at++;
                SkipSpace();
            }

            if (Current == ')')
            {
                _at++;
                _depth--;
                return new MapLiteral(start, _at, entries);
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
            ? new ListLiteral(start, _at, list.HasCommas, IsBracketed: true, list.Items)
            : new ListLiteral(start, _at, HasCommas: false, IsBracketed: true, inner is null ? [] : [inner]);
    }

    private VariableUse ReadVariable(int start, string? module)
    {
        _at++;
        var nameStart = _at;
        while (IsNameCharacter(Current))
        {
            _at++;
        }

        return _at == nameStart ? throw Fail() : new VariableUse(start, _at, module, SassName.Unify(_text[nameStart.._at]));
    }

    private QuotedString ReadString()
    {
        var start = _at;
        var quote = Current;
        var parts = new List<Interpolation>();
        _at++;
        while (Current != quote)
        {
            if (_at >= _end)
            {
                throw Fail();
            }

            if (Current == '#' && Peek(1) == '{')
            {
                parts.Add(ReadInterpolation());
            }
            else
            {
                _at += Current == '\\' ? 2 : 1;
            }
        }

        return new QuotedString(start, ++_at, parts);
    }

    private Interpolation ReadInterpolation()
    {
        var start = _at;
        _at += 2;
        var value = ReadList('}');
        SkipSpace();
        Expect('}');
        return new Interpolation(start, _at, value);
    }

    private HexLiteral ReadHex()
    {
        var start = _at++;
        while (char.IsAsciiHexDigit(Current))
        {
            _at++;
        }

        return _at - start is 4 or 5 or 7 or 9 && !IsNameCharacter(Current) ? new HexLiteral(start, _at) : throw Fail();
    }

    private NumberLiteral ReadNumber()
    {
        var start = _at;
        _at += Current is '+' or '-' ? 1 : 0;
        SkipDigits();
        if (Current == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _at++;
            SkipDigits();
        }

        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _at += 2;
            SkipDigits();
        }

        var value = double.Parse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        var unitStart = _at;
        if (Current == '%')
        {
            _at++;
        }
        else if (IsNameStart(0) && !(Current == '-' && Peek(1) == '-') && Current != '#')
        {
            // A dash before a digit ends the unit: "1px-2px" is a difference.
            while (IsNameCharacter(Current) && !(Current == '-' && (char.IsAsciiDigit(Peek(1)) || Peek(1) == '.')))
            {
                _at++;
            }
        }

        return new NumberLiteral(start, _at, value, _text[unitStart.._at]);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current))
        {
            _at++;
        }
    }

    private RawText ReadRaw(Func<char, bool> belongs) => ReadRawFrom(_at, belongs);

    private RawText ReadRawFrom(int start, Func<char, bool> belongs)
    {
        while (_at < _end && belongs(Current))
        {
            _at++;
        }

        return new RawText(start, _at, []);
    }

    private SassExpression ReadIdentifierOrCall()
    {
        var start = _at;
        if (ScssText.StartsBareUrl(_text, _at) && EndOfPlainUrl() is { } url)
        {
            return url;
        }

        var parts = ReadName();
        var name = _text[start.._at];
        if (parts.Count == 0 && name == "not" && Current != '(')
        {
            _at = start;
            return ReadUnary(start, "not");
        }

        if (Current == '(')
        {
            return IsRawFunction(name) ? ReadRawCall(start) : ReadCall(start, null, name, parts);
        }

        if (Current == ':' && name.Equals("progid", StringComparison.OrdinalIgnoreCase))
        {
            ReadRaw(static c => c is ':' or '.' || IsNameCharacter(c));
            return ReadRawCall(start);
        }

        if (Current == '.' && parts.Count == 0)
        {
            _at++;
            return ReadMember(start, name);
        }

        return new Identifier(start, _at, parts);
    }

    // module.$variable or module.function(…)
    private SassExpression ReadMember(int start, string module)
    {
        if (Current == '$')
        {
            return ReadVariable(start, module);
        }

        var nameStart = _at;
        var parts = ReadName();
        return Current == '(' ? ReadCall(start, module, _text[nameStart.._at], parts) : throw Fail();
    }

    private FunctionCall ReadCall(int start, string? module, string name, IReadOnlyList<Interpolation> parts)
    {
        var arguments = ReadArguments();
        return new FunctionCall(start, _at, module, SassName.Unify(name).ToLowerInvariant(), parts, arguments);
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
                _at++;
                return arguments;
            }

            arguments.Add(ReadArgument());
            SkipSpace();
            if (Current == ',')
            {
                _at++;
            }
            else if (Current != ')')
            {
                throw Fail();
            }
        }
    }

    private Argument ReadArgument()
    {
        if (++_depth > MaxDepth)
        {
            throw Fail();
        }

        var value = ReadSpaceList();
        SkipSpace();
        string? name = null;
        if (Current == ':' && value is VariableUse { Module: null } variable)
        {
            name = variable.Name;
            _at++;
            SkipSpace();
            value = ReadSpaceList();
            SkipSpace();
        }

        var isRest = string.CompareOrdinal(_text, _at, "...", 0, 3) == 0;
        _at += isRest ? 3 : 0;
        _depth--;
        return new Argument(name, value, isRest);
    }

    // element(#id), expression(…): not SassScript inside.
    private static bool IsRawFunction(string name) =>
        name.EndsWith("element", StringComparison.OrdinalIgnoreCase) || name.EndsWith("expression", StringComparison.OrdinalIgnoreCase);

    private RawText ReadRawCall(int start)
    {
        var parts = new List<Interpolation>();
        var depth = 0;
        while (_at < _end)
        {
            if (Current == '#' && Peek(1) == '{')
            {
                parts.Add(ReadInterpolation());
                continue;
            }

            depth += Current switch { '(' => 1, ')' => -1, _ => 0 };
            _at = Current == '(' || Current == ')' ? _at + 1 : Math.Min(ScssList.EndOfPiece(_text, _at), _end);
            if (depth == 0)
            {
                return new RawText(start, _at, parts);
            }
        }

        throw Fail();
    }

    // An address without quotes; null if what stands in the parentheses is SassScript.
    private RawText? EndOfPlainUrl()
    {
        var start = _at;
        var parts = new List<Interpolation>();
        _at += 4;
        SkipPlainSpace();
        while (_at < _end)
        {
            switch (Current)
            {
                case ')':
                    return new RawText(start, ++_at, parts);
                case '\\':
                    _at += 2;
                    break;
                case '#' when Peek(1) == '{':
                    parts.Add(ReadInterpolation());
                    break;
                case '!' or '%' or '&' or '#' or (>= '*' and <= '~') or >= '\u0080':
                    _at++;
                    break;
                case var c when char.IsWhiteSpace(c):
                    SkipPlainSpace();
                    if (Current != ')')
                    {
                        _at = start;
                        return null;
                    }

                    break;
                default:
                    _at = start;
                    return null;
            }
        }

        throw Fail();
    }

    private List<Interpolation> ReadName()
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
                _at = Math.Min(_at + 2, _end);
            }
            else if (IsNameCharacter(Current))
            {
                _at++;
            }
            else
            {
                return parts;
            }
        }
    }

    // A name begins with a letter, "_", an escape or "#{", after at most a dash; or with two dashes.
    private bool IsNameStart(int ahead) => Peek(ahead) switch
    {
        '-' when ahead == 0 => Peek(1) == '-' || IsNameStart(1),
        '#' => Peek(ahead + 1) == '{',
        '\\' => true,
        var c => char.IsAsciiLetter(c) || c == '_' || c > '\u007F',
    };

    private static bool IsNameCharacter(char c) => ScssText.IsNameCharacter(c);

    private void Expect(char c)
    {
        if (Current != c)
        {
            throw Fail();
        }

        _at++;
    }

    private void SkipPlainSpace()
    {
        while (_at < _end && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private void SkipSpace()
    {
        while (true)
        {
            SkipPlainSpace();
            if (_at >= _end || _text[_at] != '/')
            {
                return;
            }

            var end = ScssText.StartsComment(_text, _at) ? ScssText.EndOfComment(_text, _at)
                : ScssText.StartsLineComment(_text, _at) ? ScssText.EndOfLine(_text, _at)
                : _at;
            if (end == _at)
            {
                return;
            }

            _at = end < 0 || end > _end ? throw Fail() : end;
        }
    }
}
