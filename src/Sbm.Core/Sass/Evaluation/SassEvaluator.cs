using System.Buffers;
using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>
/// Computes expressions as Sass does, as far as everything in them is known. All methods return null for what cannot be computed:
/// an unknown or local variable, a function of the theme's own, an error that Sass would report.
/// </summary>
internal sealed class SassEvaluator
{
    private readonly string _text;
    private readonly IVariables _variables;
    private readonly ThemeDefinitions _definitions;
    private readonly CallEvaluator _calls;

    /// <param name="text">The text that the expressions were read from.</param>
    /// <param name="variables">What is known of the variables there.</param>
    /// <param name="definitions">What the theme defines itself.</param>
    internal SassEvaluator(string text, IVariables variables, ThemeDefinitions definitions)
    {
        (_text, _variables, _definitions) = (text, variables, definitions);
        _calls = new CallEvaluator(text, variables, definitions, this);
    }

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
                return QuotedText.Read(_text, quoted, TextOf) is { } content ? new SassString(content, IsQuoted: true) : null;
            case VariableUse { Module: null } variable:
                return (_variables.Find(variable.Name) as LiteralBinding)?.Value;
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
                return _calls.Evaluate(call);
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

    private string Slice(SassExpression expression) => _text[expression.Start..expression.End];

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

    /// <inheritdoc cref="CallEvaluator.TakenBranch"/>
    internal SassExpression? TakenBranch(FunctionCall call) => _calls.TakenBranch(call);

    /// <summary>The calculation as a call, if the theme defines a function of its name.</summary>
    internal FunctionCall? AsOwnFunction(Calculation calculation) =>
        _definitions.IsFunction(calculation.Name) && !CssMath.IsOfSass(calculation.Name) ? SassExpressionReader.ReadAsCall(_text, calculation) : null;

    /// <summary>The text of an expression with everything known put in its place.</summary>
    internal string? Join(SassExpression whole, IReadOnlyList<SassExpression> parts, bool isCalculation = false)
    {
        if (parts.Count == 0)
        {
            return Slice(whole);
        }

        var joined = new StringBuilder();
        var at = whole.Start;
        foreach (var part in parts)
        {
            joined.Append(_text, at, part.Start - at);
            if ((part is Interpolation interpolation ? TextOf(interpolation) : isCalculation ? TextInCalc(part) : TextInCss(part)) is not { } value)
            {
                return null;
            }

            joined.Append(value);
            at = part.End;
        }

        return joined.Append(_text, at, whole.End - at).ToString();
    }

    private string? TextInCss(SassExpression part) => Evaluate(part)?.ToCss();

    // 100% - 15px has no value, but in calc() it has a text.
    private string? TextInCalc(SassExpression part) =>
        part is CalculationOperation or CalculationGroup or CalculationText or Identifier ? Join(part, part.Children, isCalculation: true) : TextInCss(part);

    /// <summary>What <c>#{…}</c> inserts.</summary>
    internal string? TextOf(Interpolation interpolation) => Evaluate(interpolation.Value) is { } value ? InsertedText.Of(value) : null;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_%");
}
