using System.Buffers;
using System.Globalization;
using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>
/// Computes expressions as Sass does, as far as everything in them is known. All methods return null for what cannot be computed:
/// an unknown or local variable, a function of the theme's own, an error that Sass would report.
/// </summary>
internal sealed class SassEvaluator(string text, IVariables variables, ThemeDefinitions definitions)
{
    /// <summary>
    /// The value as text that means the same when Sass reads it again. A text without quotes does not if Sass could compute with it, as
    /// <c>#{10px} - 5px</c>, which is <c>10px-5px</c>, or has the word for something else, as <c>type-of(null)</c>, which is <c>null</c>.
    /// </summary>
    internal string? TryWrite(SassExpression expression) => Evaluate(expression) switch
    {
        null => null,
        SassMap map when map.Entries.Select(static entry => entry.Key.ToCss()).Distinct().Count() < map.Entries.Count => null, // "red" the text beside the colour
        SassString { IsQuoted: false } text when text.Text is "null" or "true" or "false" || text.Text.AsSpan().ContainsAnyExcept(NameCharacters) => null,
        var value => value.ToCss(),
    };

    internal SassValue? Evaluate(SassExpression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                return new SassNumber(number.Value, number.Unit) { Written = Slice(number) };
            case HexLiteral hex:
                return SassColor.FromHex(Slice(hex)) is { } color ? color with { Written = Slice(hex) } : null;
            case Identifier identifier:
                return Evaluate(identifier);
            case QuotedString quoted:
                return Evaluate(quoted);
            case VariableUse { Module: null } variable:
                return (variables.Find(variable.Name) as LiteralBinding)?.Value;
            case UnaryOperation unary:
                return Evaluate(unary.Operand) is { } operand and not CssText ? SassOperations.Apply(unary.Operator, operand) : null;
            case BinaryOperation binary:
                return Evaluate(binary);
            case ListLiteral list:
                return EvaluateAll(list.Items) is { } items ? new SassList(items, list.HasCommas ? ListSeparator.Comma : ListSeparator.Space, list.IsBracketed) : null;
            case Parenthesized { Inner: null }:
                return new SassList([], ListSeparator.Space);
            case Parenthesized { Inner: { } inner }:
                return Evaluate(inner);
            case MapLiteral map:
                return Evaluate(map);
            case FunctionCall call:
                return Evaluate(call);
            case Calculation calculation:
                return Evaluate(calculation);
            case CalculationGroup group:
                return Evaluate(group.Inner);
            case CalculationOperation operation:
                return Evaluate(operation.Left) is SassNumber a && Evaluate(operation.Right) is SassNumber b ? SassOperations.Apply(operation.Operator.ToString(), a, b) : null;
            case RawText raw:
                return Join(raw, raw.Parts) is { } joined ? new CssText(joined) : null;
            default:
                return null;
        }
    }

    private string Slice(SassExpression expression) => text[expression.Start..expression.End];

    private SassValue? Evaluate(Identifier identifier)
    {
        if (identifier.Parts.Count > 0)
        {
            return Join(identifier, identifier.Parts) is { } joined ? new SassString(joined, IsQuoted: false) : null;
        }

        var name = Slice(identifier);
        return name switch
        {
            "true" => SassBoolean.True,
            "false" => SassBoolean.False,
            "null" => SassNull.Instance,
            _ => SassColor.FromName(name) is { } color ? color with { Written = name } : new SassString(name, IsQuoted: false),
        };
    }

    private SassString? Evaluate(QuotedString quoted)
    {
        var content = new StringBuilder();
        var part = 0;
        for (var i = quoted.Start + 1; i < quoted.End - 1;)
        {
            if (part < quoted.Parts.Count && quoted.Parts[part].Start == i)
            {
                if (TextOf(quoted.Parts[part]) is not { } value)
                {
                    return null;
                }

                content.Append(value);
                i = quoted.Parts[part++].End;
            }
            else if (text[i] == '\\')
            {
                i = Unescape(i, quoted.End - 1, content);
            }
            else
            {
                content.Append(text[i++]);
            }
        }

        return new SassString(content.ToString(), IsQuoted: true);
    }

    // "\2014 " is a character by its number, "\"" the character itself, a backslash at the end of a line nothing.
    private int Unescape(int at, int end, StringBuilder content)
    {
        var digits = at + 1;
        while (digits < end && digits < at + 7 && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        if (digits == at + 1)
        {
            if (at + 1 < end && text[at + 1] is not ('\n' or '\r'))
            {
                content.Append(text[at + 1]);
            }

            return at + 2;
        }

        var code = int.Parse(text.AsSpan(at + 1, digits - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        content.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD");
        return digits < end && char.IsWhiteSpace(text[digits]) ? digits + 1 : digits;
    }

    // Sass does not look at the right side of "false and …" and "true or …".
    private SassValue? Evaluate(BinaryOperation binary) =>
        Evaluate(binary.Left) is not { } left || left is CssText ? null
        : binary.Operator is "and" or "or" && left.IsTruthy == (binary.Operator == "or") ? left
        : Evaluate(binary.Right) is { } right and not CssText
            ? SassOperations.Apply(binary.Operator, left, right)
            : null;

    private List<SassValue>? EvaluateAll(IReadOnlyList<SassExpression> expressions)
    {
        var values = new List<SassValue>(expressions.Count);
        foreach (var expression in expressions)
        {
            if (EvaluateItem(expression) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    // Between literals in a list, a slash separates: "12px/1.5 Arial".
    private SassValue? EvaluateItem(SassExpression item) =>
        item is BinaryOperation { Operator: "/", Left: NumberLiteral, Right: NumberLiteral }
            ? Evaluate(item) is SassNumber quotient ? quotient with { Written = Slice(item) } : new CssText(Slice(item))
            : Evaluate(item);

    private SassMap? Evaluate(MapLiteral map)
    {
        var entries = new List<KeyValuePair<SassValue, SassValue>>(map.Entries.Count);
        var keys = new HashSet<SassValue>();
        foreach (var (key, value) in map.Entries)
        {
            if (Evaluate(key) is not { } itsKey || EvaluateItem(value) is not { } itsValue || !keys.Add(itsKey))
            {
                return null;
            }

            entries.Add(new(itsKey, itsValue));
        }

        return new SassMap(entries);
    }

    private SassValue? Evaluate(FunctionCall call)
    {
        if (call.Module is null && definitions.IsFunction(call.Name))
        {
            return null;
        }

        if (SassQuestion.IsOne(call))
        {
            return SassQuestion.Answer(call, this, variables);
        }

        if (SassQuestion.IsOfCommonTheme(call, this, definitions))
        {
            return SassBoolean.True;
        }

        if (TakenBranch(call) is { } branch)
        {
            return Evaluate(branch) is { } taken and not CssText ? taken : null;
        }

        var isComputed = call.NameParts.Count == 0 && (call.Module is not null || SassFunctions.IsBuiltIn(call.Name));
        if (isComputed && Compute(call) is { } computed)
        {
            var isLiteral = call.Name is "hsl" or "hsla" && call.Arguments.All(static argument => argument is { Name: null, Value: NumberLiteral });
            return computed is SassNumber { Written: { } written } number && written.Contains('/', StringComparison.Ordinal) ? number with { Written = null }
                : isLiteral && computed is SassColor color ? color with { Written = Slice(call) }
                : computed;
        }

        if (call.Module is not null || (isComputed && !CssFunctions.IsAlsoCss(call.Name)))
        {
            return null;
        }

        return Join(call, call.Children) is { } css ? new CssText(css) : null;
    }

    /// <summary>The argument of <c>if()</c> that is its value, if its condition is known: Sass does not look at the other.</summary>
    internal SassExpression? TakenBranch(FunctionCall call) =>
        call is { Module: null, Name: "if", NameParts.Count: 0, Arguments: [{ Name: null, IsRest: false } condition, { Name: null, IsRest: false } then, { Name: null, IsRest: false } otherwise] }
        && Evaluate(condition.Value) is { } value and not CssText
            ? (value.IsTruthy ? then : otherwise).Value
            : null;

    // Sass computes min() and max() of numbers that it can compare; the rest is text to the browser.
    private SassValue? Evaluate(Calculation calculation)
    {
        if (AsOwnFunction(calculation) is not null)
        {
            return null;
        }

        if (calculation.Name is "min" or "max"
            && EvaluateAll(calculation.Arguments) is { } values
            && values.TrueForAll(static value => value is SassNumber)
            && SassFunctions.Call(calculation.Name, values, new Dictionary<string, SassValue>()) is { } best)
        {
            return best;
        }

        return Join(calculation, calculation.Arguments, isCalculation: true) is { } css ? new CssText(css) : null;
    }

    /// <summary>The calculation as a call, if the theme defines a function of its name.</summary>
    internal FunctionCall? AsOwnFunction(Calculation calculation) =>
        definitions.IsFunction(calculation.Name) && !CssMath.IsOfSass(calculation.Name) ? SassExpressionReader.ReadAsCall(text, calculation) : null;

    private SassValue? Compute(FunctionCall call)
    {
        var positional = new List<SassValue>();
        var named = new Dictionary<string, SassValue>();
        foreach (var argument in call.Arguments)
        {
            if (Evaluate(argument.Value) is not { } value || (value is CssText && !CommonThemeFunctions.IsCommon(call.Name)))
            {
                return null;
            }

            if (argument.IsRest && value is SassList list)
            {
                positional.AddRange(list.Items);
            }
            else if (argument.IsRest || (argument.Name is not null && !named.TryAdd(argument.Name, value)))
            {
                return null;
            }
            else if (argument.Name is null)
            {
                positional.Add(value);
            }
        }

        if (call is { Module: null, Name: "em" } && positional.Count < 2 && !named.ContainsKey("context"))
        {
            if (variables.Find("browser-context") is not LiteralBinding context)
            {
                return null;
            }

            named["context"] = context.Value;
        }

        return call.Module is { } module ? SassFunctions.CallModule(module, call.Name, positional, named) : SassFunctions.Call(call.Name, positional, named);
    }

    /// <summary>The text of an expression with everything known put in its place.</summary>
    private string? Join(SassExpression whole, IReadOnlyList<SassExpression> parts, bool isCalculation = false)
    {
        if (parts.Count == 0)
        {
            return Slice(whole);
        }

        var joined = new StringBuilder();
        var at = whole.Start;
        foreach (var part in parts)
        {
            joined.Append(text, at, part.Start - at);
            if ((part is Interpolation interpolation ? TextOf(interpolation) : isCalculation ? TextInCalc(part) : TextInCss(part)) is not { } value)
            {
                return null;
            }

            joined.Append(value);
            at = part.End;
        }

        return joined.Append(text, at, whole.End - at).ToString();
    }

    private string? TextInCss(SassExpression part) => Evaluate(part)?.ToCss();

    // 100% - 15px has no value, but in calc() it has a text.
    private string? TextInCalc(SassExpression part) =>
        part is CalculationOperation or CalculationGroup or CalculationText or Identifier ? Join(part, part.Children, isCalculation: true) : TextInCss(part);

    /// <summary>What <c>#{…}</c> inserts.</summary>
    internal string? TextOf(Interpolation interpolation) => Evaluate(interpolation.Value) is { } value ? TextOf(value) : null;

    /// <summary>A value as interpolation inserts it: strings lose their quotes, lists in lists their parentheses.</summary>
    internal static string TextOf(SassValue value) => value switch
    {
        SassString s => s.Text,
        SassNull => string.Empty,
        SassNumber { Written: { } written } number => written.Contains('/', StringComparison.Ordinal) ? written : number.Computed,
        SassColor color => color.ToText(),
        SassList { Items.Count: > 0 } list => string.Join(SassList.Join(list.Separator), list.Items.Where(static item => !IsBlank(item)).Select(TextOf)) is var items && list.IsBracketed ? $"[{items}]" : items,
        _ => value.ToCss(),
    };

    // Such items of a list are not written.
    private static bool IsBlank(SassValue value) => value switch
    {
        SassNull or SassString { IsQuoted: false, Text.Length: 0 } => true,
        SassList { IsBracketed: false } list => list.Items.All(IsBlank),
        _ => false,
    };

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_%");
}
