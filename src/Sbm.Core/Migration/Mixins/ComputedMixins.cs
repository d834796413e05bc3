using System.Collections.Frozen;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Migration.Mixins;

/// <summary>The parts of common mixins in which there is something to compute. Each gives SCSS text.</summary>
internal static class ComputedMixins
{
    private static readonly FrozenDictionary<string, double> Layers = new Dictionary<string, double>
    {
        ["header"] = 1000,
        ["header-fixed"] = 1080,
        ["modal"] = 1050,
        ["tooltip"] = 1070,
        ["popover"] = 1060,
        ["mobile-overlay"] = 1030,
        ["overlay"] = 1000,
        ["top"] = 500,
        ["extra-high"] = 400,
        ["high"] = 300,
        ["mid"] = 200,
        ["low"] = 100,
        ["half"] = 50,
        ["impact"] = 1,
        ["buried"] = -1,
        ["third-party"] = -100_000_000_000_000_000,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Breakpoints = new Dictionary<string, string>
    {
        ["xxs"] = "(max-width: 320px)",
        ["xs"] = "(max-width: 767px)",
        ["mobile-tablet"] = "(max-width: 1024px)",
        ["tablet-only"] = "(min-width: 768px) and (max-width: 1024px)",
        ["sm"] = "(min-width: 768px)",
        ["md"] = "(min-width: 1025px)",
        ["lg"] = "(min-width: 1200px)",
        ["xl"] = "(min-width: 1400px)",
        ["sm-desktop"] = "(max-width: 1199px)",
    }.ToFrozenDictionary();

    private static readonly string[] FlexParts = ["grow", "shrink", "basis"];

    /// <param name="name">As the table names it: <c>computed: name</c>.</param>
    /// <param name="arguments">Those of the call.</param>
    /// <exception cref="NotConvertibleException"/>
    internal static string Compute(string name, MixinArguments arguments) => name switch
    {
        "flex" => Flex(arguments),
        "position" => string.Concat(arguments.Entries("map").Select(static entry => $"{entry.Key}: {entry.Value}; ")),
        "centering" => Centering(arguments),
        "z-index" => ZIndex(arguments),
        "stroke" => Stroke(arguments),
        "scrollbars" => Scrollbars(arguments),
        "fluid-font" => FluidFont(arguments),
        "calc" => $"{arguments.Plain("prop")}: calc({CalcText(arguments)});",
        "breakpoint" => $"@media {Condition(arguments)} {{ @content; }}",
        _ => throw new InvalidOperationException($"The table asks for '{name}', which nobody computes."),
    };

    private static string Flex(MixinArguments arguments)
    {
        List<string> given = [.. FlexParts.Where(arguments.IsGiven).Select(arguments.Operand)];
        return given.Count == 0 ? string.Empty : $"flex: {string.Join(' ', given)};";
    }

    private static string Centering(MixinArguments arguments)
    {
        var (amount, negative) = (arguments.Text("amount"), arguments.Negative("amount"));
        return NameOf(arguments, "from") switch
        {
            "top" => $"top: {amount}; transform: translateY({negative});",
            "bottom" => $"bottom: {amount}; transform: translateY({amount});",
            "left" => $"left: {amount}; transform: translateX({negative});",
            "right" => $"right: {amount}; transform: translateX({amount});",
            "both" => $"top: {amount}; left: {amount}; transform: translate({negative}, {negative});",
            var side => throw new NotConvertibleException($"the mixin 'centering' does not know the side '{side}'"),
        };
    }

    private static string ZIndex(MixinArguments arguments)
    {
        var layer = arguments.Value("layer") switch
        {
            SassNumber number => number.Value,
            SassString name when Layers.TryGetValue(name.Text, out var known) => known,
            _ => throw new NotConvertibleException($"the mixin 'z-index' does not know the layer '{arguments.Text("layer")}'"),
        };
        return arguments.Value("plus") is SassNumber plus
            ? $"z-index: {new SassNumber(layer + plus.Value, string.Empty).ToCss()};"
            : $"z-index: calc({new SassNumber(layer, string.Empty).ToCss()} + {arguments.Operand("plus")});";
    }

    private static string Stroke(MixinArguments arguments)
    {
        var number = arguments.Number("n");
        var width = (number.Unit.Length == 0 ? number with { Unit = "px", Written = null } : number).ToCss();
        var minus = (number with { Value = -number.Value, Unit = number.Unit.Length == 0 ? "px" : number.Unit, Written = null }).ToCss();
        var color = arguments.Text("c");
        return $"text-shadow: {minus} {minus} 0 {color}, {width} {minus} 0 {color}, {minus} {width} 0 {color}, {width} {width} 0 {color};";
    }

    private static string Scrollbars(MixinArguments arguments)
    {
        var size = arguments.Text("size");
        var (foreground, background) = (arguments.Text("fg"), arguments.Text("bg"));
        return (arguments.IsGiven("fg") && arguments.IsGiven("bg") ? $"scrollbar-color: {arguments.Operand("fg")} {arguments.Operand("bg")}; " : string.Empty)
            + $"&::-webkit-scrollbar {{ width: {size}; height: {size}; }} "
            + (arguments.IsGiven("bg") ? $"&::-webkit-scrollbar-track {{ background-color: {background}; }} " : string.Empty)
            + (arguments.IsGiven("fg") ? $"&::-webkit-scrollbar-thumb {{ background-color: {foreground}; }}" : string.Empty);
    }

    private static string FluidFont(MixinArguments arguments)
    {
        var (from, to) = (arguments.Number("minvw"), arguments.Number("maxvw"));
        var (min, max) = (arguments.Number("min"), arguments.Number("max"));
        if (SassOperations.Apply("-", max, min) is not SassNumber growth || SassOperations.Apply("-", to, from) is not SassNumber { Value: not 0 } range)
        {
            throw new NotConvertibleException("the mixin 'fluid-font' is given sizes that cannot be compared");
        }

        var (rise, run) = (Plain(growth), Plain(range));
        return $"@media (min-width: {from.ToCss()}) {{ font-size: calc({min.ToCss()} + {rise} * ((100vw - {from.ToCss()}) / {run})); }} "
            + $"@media (min-width: {to.ToCss()}) {{ font-size: {arguments.Text("max")}; }}";

        static string Plain(SassNumber number) => new SassNumber(number.Value, string.Empty).ToCss();
    }

    // What Sass would refuse to compute stays a text.
    private static string CalcText(MixinArguments arguments)
    {
        var plain = arguments.Plain("expr");
        return CalcRewriter.IsAccepted(plain) ? plain : $"#{{{arguments.Text("expr")}}}";
    }

    private static string Condition(MixinArguments arguments)
    {
        if (arguments.Value("p") is { } known and not SassMap)
        {
            var text = SassEvaluator.TextOf(known);
            return Breakpoints.GetValueOrDefault(text) ?? $"({text})";
        }

        // A condition that is not known whole is one if it has a colon; a name must be known.
        var written = arguments.Text("p");
        return !written.Contains(':', StringComparison.Ordinal)
            ? throw new NotConvertibleException($"the mixin 'breakpoint' must know which one: {written}")
            : written.StartsWith('(') ? written : $"({arguments.Plain("p")})";
    }

    private static string NameOf(MixinArguments arguments, string parameter) =>
        arguments.Value(parameter) is SassString name
            ? name.Text
            : throw new NotConvertibleException($"the value of '${parameter}' must be known: {arguments.Text(parameter)}");
}
