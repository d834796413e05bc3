namespace Sbm.Core.Sass.Expressions;

/// <summary>What binds to what, and where a <c>-</c> is a sign, an operator or part of a name.</summary>
internal abstract class SassOperatorReader(string text, int start, int end) : SassCallReader(text, start, end)
{
    private protected abstract SassExpression ReadSingle();

    private protected SassExpression ReadOperation(int precedence)
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

    private protected bool IsAtExpression() => Current switch
    {
        '\0' or ',' or ')' or ']' or '}' or ';' or ':' or '=' or '*' or '<' or '>' => false,
        '.' => char.IsAsciiDigit(Peek(1)),
        '!' => Peek(1) != '=',
        'a' => !IsWord("and"),
        'o' => !IsWord("or"),
        _ => true,
    };
}
