using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Finds what Sass refuses whatever its variables are: arithmetic with a colour or with the text of a function that only browsers could know,
/// a colour function of such text, a map where CSS needs a value.
/// </summary>
internal sealed class SassRefusals(string text, ThemeDefinitions definitions)
{
    private enum Kind
    {
        Unknown,
        Number,
        Color,
        Text,
        List,
        Map,
    }

    private static readonly HashSet<string> OfColors =
    [
        "lighten", "darken", "desaturate", "adjust-hue", "mix", "transparentize", "fade-out", "opacify", "fade-in", "red", "green", "blue", "hue",
        "saturation", "lightness", "complement", "adjust-color", "scale-color", "change-color", "ie-hex-str",
    ];

    private static readonly HashSet<string> OfNumbers = ["percentage", "ceil", "floor", "unit", "unitless"];

    /// <summary>Why Sass refuses the expression; null if it need not.</summary>
    /// <param name="expression">Read from the text.</param>
    /// <param name="isCss">Whether its value is written to CSS.</param>
    internal string? Find(SassExpression expression, bool isCss)
    {
        if (isCss && KindOf(expression) == Kind.Map)
        {
            return "a map is no value of CSS";
        }

        var reason = expression switch
        {
            BinaryOperation operation => Refuse(operation),
            FunctionCall call => Refuse(call),
            _ => null,
        };
        return reason ?? expression.Children.Select(child => Find(child, isCss && expression is ListLiteral)).FirstOrDefault(static found => found is not null);
    }

    private string? Refuse(BinaryOperation operation)
    {
        var (left, right) = (KindOf(operation.Left), KindOf(operation.Right));
        var isRefused = operation.Operator switch
        {
            "*" or "%" or "<" or "<=" or ">" or ">=" => left is not (Kind.Unknown or Kind.Number) || right is not (Kind.Unknown or Kind.Number),
            "+" or "-" or "/" => left == Kind.Map || right == Kind.Map
                || (left == Kind.Color && right is Kind.Color or Kind.Number)
                || (left == Kind.Number && right == Kind.Color && operation.Operator != "/"),
            _ => false,
        };
        return isRefused ? $"Sass cannot compute '{text[operation.Start..operation.End]}'" : null;
    }

    private string? Refuse(FunctionCall call)
    {
        if (call.Module is not null || call.NameParts.Count > 0 || definitions.IsFunction(call.Name))
        {
            return null;
        }

        if (!SassFunctions.IsBuiltIn(call.Name))
        {
            return call.Arguments.Any(argument => KindOf(argument.Value) == Kind.Map) ? $"a map is given to '{call.Name}', which Sass does not know" : null;
        }

        if (OfColors.Contains(call.Name) || (call.Name == "saturate" && call.Arguments.Count > 1))
        {
            var colors = call.Name == "mix" ? Given(call, ("color1", 0), ("color2", 1)) : Given(call, ("color", 0));
            return colors.Any(color => KindOf(color) is not (Kind.Unknown or Kind.Color)) ? $"'{call.Name}' is given what is no colour to Sass" : null;
        }

        if (call.Name is "rgba" && call.Arguments is [{ Name: null or "color", Value: FunctionCall { Module: null } unknown }, { Value: NumberLiteral }]
            && !CssFunctions.IsKnown(unknown.Name) && KindOf(unknown) == Kind.Text)
        {
            return "'rgba' is given what is no colour to Sass";
        }

        if (call.Name == "color" && call.Arguments.Count > 1)
        {
            return "the function 'color' is not known with these arguments";
        }

        return OfNumbers.Contains(call.Name) && Given(call, ("number", 0)).Any(number => KindOf(number) is not (Kind.Unknown or Kind.Number))
            ? $"'{call.Name}' is given what is no number to Sass"
            : null;
    }

    private static IEnumerable<SassExpression> Given(FunctionCall call, params (string Name, int Position)[] parameters) => parameters
        .Select(parameter => call.Arguments.FirstOrDefault(argument => argument.Name == parameter.Name)
            ?? call.Arguments.ElementAtOrDefault(parameter.Position) switch { { Name: null, IsRest: false } positional => positional, _ => null })
        .OfType<Argument>()
        .Select(static argument => argument.Value);

    private Kind KindOf(SassExpression expression) => expression switch
    {
        NumberLiteral => Kind.Number,
        HexLiteral => Kind.Color,
        QuotedString or RawText or Identifier { Parts.Count: > 0 } => Kind.Text,
        Identifier name => text[name.Start..name.End] switch
        {
            "true" or "false" or "null" => Kind.Unknown,
            var word => SassColor.FromName(word) is not null ? Kind.Color : Kind.Text,
        },
        Parenthesized { Inner: { } inner } => KindOf(inner),
        MapLiteral => Kind.Map,
        ListLiteral => Kind.List,
        FunctionCall call => KindOf(call),
        _ => Kind.Unknown,
    };

    private Kind KindOf(FunctionCall call)
    {
        if (call.Module is not null || definitions.IsFunction(call.Name))
        {
            return Kind.Unknown;
        }

        return !SassFunctions.IsBuiltIn(call.Name) || call.NameParts.Count > 0 ? Kind.Text
            : SassFunctions.IsColorFunction(call.Name) && call.Name != "rgba" && call.Arguments.Count > 1 ? Kind.Color
            : call.Name is "rgb" or "rgba" or "hsl" or "hsla" && call.Arguments.Count > 2 && call.Arguments.All(static argument => argument.Value is NumberLiteral) ? Kind.Color
            : Kind.Unknown;
    }
}
