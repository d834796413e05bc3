using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Functions of CSS that the Sass of legacy themes handed on as text, and that the current one computes: newer colours and newer functions of
/// numbers.
/// </summary>
internal static class LaterFunctions
{
    private static readonly HashSet<string> OfNumbers =
        ["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sqrt", "exp", "sign", "hypot", "mod", "rem", "pow", "log", "calc-size"];

    private static readonly HashSet<string> Spaces =
        ["srgb", "srgb-linear", "display-p3", "display-p3-linear", "a98-rgb", "prophoto-rgb", "rec2020", "xyz", "xyz-d50", "xyz-d65"];

    internal static bool IsOne(SassExpression expression) =>
        expression is Calculation calculation ? OfNumbers.Contains(calculation.Name) : expression is FunctionCall { Module: null, NameParts.Count: 0 } call && IsOne(call.Name);

    /// <param name="name">In lower case.</param>
    internal static bool IsOne(string name) => OfNumbers.Contains(name) || Channels(name) is not null;

    /// <summary>Whether the old Sass refused the call: then the source means what the current one makes of it.</summary>
    /// <param name="text">The text that the call was read from.</param>
    /// <param name="call">One of these.</param>
    internal static bool WasRefused(string text, SassExpression call) =>
        (call is FunctionCall { Arguments: var arguments } && arguments.Any(static argument => argument.Name is not null || argument.IsRest))
        || call.Contains(static part => part is BinaryOperation { Operator: "+" or "-", Left: NumberLiteral left, Right: NumberLiteral right } ? AreOfTwoKinds(left, right)
            : part is CalculationOperation { Operator: '+' or '-', Left: NumberLiteral first, Right: NumberLiteral second } && AreOfTwoKinds(first, second))
        || call.Contains(part => part is Calculation { Name: "calc" } calculation
            && calculation.Contains(inner => inner is Identifier && text.AsSpan(inner.Start, inner.End - inner.Start).Trim("+-") is var word && (word.Equals("infinity", StringComparison.OrdinalIgnoreCase) || word.Equals("NaN", StringComparison.OrdinalIgnoreCase))));

    private static bool AreOfTwoKinds(NumberLiteral left, NumberLiteral right) =>
        left.Unit.Length > 0 && right.Unit.Length > 0 && SassUnit.DimensionOf(left.Unit) != SassUnit.DimensionOf(right.Unit);

    /// <summary>Whether the current Sass takes the call, and makes of it what browsers make of its text.</summary>
    /// <param name="text">The text that the call was read from.</param>
    /// <param name="call">One of these.</param>
    internal static bool MeansItsText(string text, SassExpression call) => call switch
    {
        Calculation calculation => CalculationUnits.IsAccepted(calculation) && !calculation.Contains(static part => part is CalculationOperation { Operator: '+' or '-' } sum && (sum.Left is FunctionCall || sum.Right is FunctionCall)),
        FunctionCall color when Channels(color.Name) is { } channels => color.Arguments is [{ Name: null, IsRest: false, Value: var list }] && IsColor(text, list, channels),
        FunctionCall { Name: "calc-size" } size => size.Arguments.Count == 2 && !size.Contains(static part => part is BinaryOperation),
        FunctionCall => false,
        _ => true,
    };

    // What each channel may be: '%' a percentage, up to 100; 'p' that or a number from 0 to 1; 'c' a number from 0 or percentage; 'n' any; 'h' an angle.
    private static string? Channels(string name) => name switch
    {
        "color" => "nnn",
        "lab" => "%nn",
        "oklab" => "pnn",
        "lch" => "%ch",
        "oklch" => "pch",
        "hwb" => "h%%",
        _ => null,
    };

    private static bool IsColor(string text, SassExpression list, string channels)
    {
        var items = list is ListLiteral { HasCommas: false, IsBracketed: false } spaced ? spaced.Items.ToList() : [list];
        if (items.Exists(static item => item.Contains(static part => part is Interpolation)))
        {
            return false;
        }

        if (items.Exists(static item => item.Contains(static part => part is FunctionCall { Module: null, Name: "var" or "env" or "attr" } or RawText)) || IsWord(items[0], "from"))
        {
            return true; // handed on by the current one too
        }

        var hasSpace = items[0] is Identifier space && Spaces.Contains(text[space.Start..space.End].ToLowerInvariant());
        if (hasSpace != (channels == "nnn"))
        {
            return false;
        }

        items = hasSpace ? items[1..] : items;
        if (items is [_, _, BinaryOperation { Operator: "/" } last])
        {
            items[2] = last.Left;
            items.Add(last.Right);
            channels += 'a';
        }

        return items.Count == channels.Length && items.Zip(channels).All(item => IsChannel(item.First, item.Second));

        bool IsWord(SassExpression item, string word) => item is Identifier && text.AsSpan(item.Start, item.End - item.Start).Equals(word, StringComparison.OrdinalIgnoreCase);

        bool IsChannel(SassExpression item, char channel) => item switch
        {
            NumberLiteral { Unit: "%", Value: var percent } => channel switch { '%' or 'p' or 'a' => percent is >= 0 and <= 100, 'c' => percent >= 0, _ => channel == 'n' },
            NumberLiteral { Unit: "", Value: var number } => channel switch { '%' => number is >= 0 and <= 100, 'p' or 'a' => number is >= 0 and <= 1, 'c' => number >= 0, _ => true },
            NumberLiteral { Unit: var unit } => channel == 'h' && SassUnit.DimensionOf(unit) == "angle",
            Identifier => IsWord(item, "none"),
            VariableUse or Calculation => true,
            _ => false,
        };
    }
}
