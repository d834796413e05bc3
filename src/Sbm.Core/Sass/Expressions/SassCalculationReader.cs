namespace Sbm.Core.Sass.Expressions;

/// <summary>Reads calculations: <c>+</c> and <c>-</c> have white space around them, and <c>#{…}</c> is an operand as any other.</summary>
internal abstract class SassCalculationReader(string text, int start, int end) : SassLiteralReader(text, start, end)
{
    /// <summary>How many operations one after the other are read: each stands inside the one before it in the tree.</summary>
    private protected const int MaxOperations = 256;

    /// <summary>Reads a name, an interpolation or a call.</summary>
    private protected abstract SassExpression ReadIdentifierOrCall();

    /// <summary>Reads the calculation whose parenthesis is here.</summary>
    /// <returns>Null if that is none, and nothing is read: <c>min($list...)</c>, <c>max($a % 2, 1)</c>.</returns>
    private protected Calculation? TryReadCalculation(int start, string name)
    {
        var (open, depth) = (At, Depth);
        try
        {
            Nest();
            var arguments = new List<SassExpression>();
            do
            {
                At++;
                arguments.Add(ReadSums());
            }
            while (Current == ',');

            Expect(')');
            Unnest();
            return new Calculation(start, At, name, arguments);
        }
        catch (FormatException) when (!IsTooDeep)
        {
            (At, Depth) = (open, depth);
            return null;
        }
    }

    private SassExpression ReadSums()
    {
        var parts = new List<SassExpression> { ReadSum() };
        while (Current is not (',' or ')') && At < End)
        {
            parts.Add(Current is '+' or '-' && !IsNameStart(0) ? throw Fail() : ReadSum());
        }

        if (parts.Count > 1 && !parts.Exists(static part => part.Contains(static inner => inner is Interpolation)))
        {
            throw Fail();
        }

        return parts.Count == 1 ? parts[0] : new CalculationText(parts);
    }

    private SassExpression ReadSum()
    {
        SkipSpace();
        var left = ReadProduct();
        SkipSpace();
        for (var operations = 0; Current is '+' or '-' && IsSpace(Text[At - 1]) && IsSpace(Peek(1)); operations++)
        {
            if (operations == MaxOperations)
            {
                throw Fail();
            }

            var sign = Current;
            At++;
            SkipSpace();
            left = new CalculationOperation(sign, left, ReadProduct());
            SkipSpace();
        }

        return left;
    }

    private SassExpression ReadProduct()
    {
        var left = ReadOperand();
        for (var operations = 0; operations < MaxOperations; operations++)
        {
            var after = At;
            SkipSpace();
            if (Current is not ('*' or '/'))
            {
                At = after;
                return left;
            }

            var sign = Current;
            At++;
            SkipSpace();
            left = new CalculationOperation(sign, left, ReadOperand());
        }

        throw Fail();
    }

    private SassExpression ReadOperand()
    {
        var start = At;
        switch (Current)
        {
            case '(':
                Nest();
                At++;
                var inner = ReadSums();
                Expect(')');
                Unnest();
                return new CalculationGroup(start, At, inner);
            case '$':
                return ReadVariable(start, module: null);
            case '+' or '-' when char.IsAsciiDigit(Peek(1)) || (Peek(1) == '.' && char.IsAsciiDigit(Peek(2))):
            case '.' when char.IsAsciiDigit(Peek(1)):
            case >= '0' and <= '9':
                return ReadNumber();
            case var _ when IsNameStart(0):
                return ReadIdentifierOrCall();
            default:
                throw Fail();
        }
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == '/';
}
