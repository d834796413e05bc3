using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>How a function computes with a colour.</summary>
internal enum ColorModel
{
    /// <summary>By red, green and blue: to the Sass of legacy themes these were whole numbers, before and behind it.</summary>
    Rgb,

    /// <summary>By hue, saturation and lightness, which the Sass of legacy themes kept with the result.</summary>
    Hsl,

    /// <summary>Only with alpha: the channels stay what they are.</summary>
    Alpha,
}

/// <summary>A function of Sass that makes a colour of others.</summary>
/// <param name="Model">How.</param>
/// <param name="Loses">What a result may have lost to the current Sass: <c>s</c> the hue of a grey, <c>w</c> and <c>b</c> hue and saturation of white and black.</param>
/// <param name="Restores">With what losses the result would be another.</param>
/// <param name="IsUnbounded">Whether the current Sass lets saturation and lightness go below 0% and beyond 100%.</param>
internal readonly record struct ColorModels(ColorModel Model, string Loses = "", string Restores = "", bool IsUnbounded = false)
{
    private static readonly Dictionary<string, ColorModels> All = new()
    {
        ["mix"] = new(ColorModel.Rgb),
        ["invert"] = new(ColorModel.Rgb),
        ["lighten"] = new(ColorModel.Hsl, "w", "b"),
        ["darken"] = new(ColorModel.Hsl, "b", "w"),
        ["saturate"] = new(ColorModel.Hsl, "wb", "s"),
        ["desaturate"] = new(ColorModel.Hsl, "s"),
        ["grayscale"] = new(ColorModel.Hsl, "s"),
        ["adjust-hue"] = new(ColorModel.Hsl, "s"),
        ["complement"] = new(ColorModel.Hsl, "s"),
        ["rgba"] = new(ColorModel.Alpha),
        ["rgb"] = new(ColorModel.Alpha),
        ["legacy-alpha"] = new(ColorModel.Alpha),
        ["transparentize"] = new(ColorModel.Alpha),
        ["fade-out"] = new(ColorModel.Alpha),
        ["opacify"] = new(ColorModel.Alpha),
        ["fade-in"] = new(ColorModel.Alpha),
    };

    /// <summary>Whether the call makes a colour of hue, saturation and lightness, which keeps these.</summary>
    internal static bool IsHsl(FunctionCall call) => call is { Module: null, Name: "hsl" or "hsla" };

    /// <summary>Whether functions of this name may compute channels, outside of modules.</summary>
    internal static bool IsName(string name) => name is "adjust-color" or "scale-color" or "change-color" or "hsl" or "hsla" || All.GetValueOrDefault(name, new(ColorModel.Alpha)).Model != ColorModel.Alpha;

    /// <returns>Null if the call is of another function, or of CSS's of that name.</returns>
    internal static ColorModels? Of(FunctionCall call)
    {
        if (call is not { Module: null or "color", NameParts.Count: 0, Arguments.Count: > 0 } || call.Arguments.Any(static argument => argument.IsRest))
        {
            return null;
        }

        if (call.Name is "adjust-color" or "scale-color" or "change-color" or "adjust" or "scale" or "change")
        {
            return call.Arguments.Any(static argument => argument.Name is "red" or "green" or "blue" or "whiteness" or "blackness") ? new(ColorModel.Rgb)
                : call.Arguments.Any(static argument => argument.Name is "hue" or "saturation" or "lightness") ? new(ColorModel.Hsl, "swb", "swb", IsUnbounded: call.Name.StartsWith("adjust", StringComparison.Ordinal) && call.Arguments.Any(static argument => argument.Name is "saturation" or "lightness"))
                : new(ColorModel.Alpha);
        }

        var isOfCss = call switch
        {
            { Name: "saturate", Arguments.Count: 1 } or { Name: "rgba" or "rgb", Arguments.Count: not 2 } => true,
            { Name: "invert" or "grayscale", Arguments: [{ Value: NumberLiteral }] } => true,
            _ => false,
        };
        return isOfCss || !All.TryGetValue(call.Name, out var models) ? null : models;
    }

    /// <summary>The arguments that are colours.</summary>
    internal static IEnumerable<SassExpression> ColorsOf(FunctionCall call)
    {
        var count = call.Name == "mix" ? 2 : 1;
        return call.Arguments.Where((argument, at) => argument.Name is { } name ? name is "color" or "color1" or "color2" : at < count).Select(static argument => argument.Value);
    }

    /// <summary>The parts of an expression that it looks at by their channels, if they are colours: what it compares, looks up or tells something of.</summary>
    internal static IEnumerable<SassExpression> ShownTo(SassExpression expression) => expression switch
    {
        Interpolation => expression.Children,
        BinaryOperation { Operator: "==" or "!=" } => expression.Children,
        BinaryOperation { Operator: "+", Left: not NumberLiteral, Right: not NumberLiteral } => expression.Children,
        FunctionCall { Name: "red" or "green" or "blue" or "whiteness" or "blackness" or "ie-hex-str" or "inspect" } => expression.Children,
        FunctionCall { Module: null, Name: "map-get" or "map-has-key" or "map-remove" or "index" } or FunctionCall { Module: "map" or "list", Name: "get" or "has-key" or "remove" or "index" } => expression.Children.Skip(1),
        _ => [],
    };

    /// <summary>With what losses a colour would tell something else.</summary>
    internal static string RestoredBy(SassExpression expression) => expression is FunctionCall { Module: null or "color", Name: "hue" or "saturation" or "lightness" } ? "swb" : string.Empty;
}
