using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Expressions;

/// <summary>Names and what is called by them: functions with their arguments, members of modules, <c>if()</c>, and calculations that are none.</summary>
internal abstract class SassCallReader(string text, int start, int end) : SassCalculationReader(text, start, end)
{
    private protected abstract SassExpression ReadSpaceList();

    private protected abstract UnaryOperation ReadUnary(int start, string name);

    private protected override SassExpression ReadIdentifierOrCall() => ReadIdentifierOrCall(isCall: false);

    private protected SassExpression ReadIdentifierOrCall(bool isCall)
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
                values.Add(ReadInside(')'));
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
                conditions.Add(ReadInside(')'));
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

    private protected List<Argument> ReadArguments()
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
