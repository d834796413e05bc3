using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Mixins;

/// <summary>The parts of common mixins in which there is something to compute. Each gives SCSS text.</summary>
internal static class ComputedMixins
{
    private const int MostFontSizes = 1000;

    private static readonly string[] FlexParts = ["fg", "fs", "fb"];

    // What is left of a property once its prefix is taken away.
    private static readonly FrozenDictionary<string, string> ListPaddings = new Dictionary<string, string>
    {
        ["start"] = "padding-inline-start",
        ["end"] = "padding-inline-end",
        ["before"] = "padding-block-start",
        ["after"] = "padding-block-end",
    }.ToFrozenDictionary();

    /// <param name="name">As the table names it: <c>computed: name</c>.</param>
    /// <param name="arguments">Those of the call.</param>
    /// <exception cref="NotConvertibleException"/>
    internal static string Compute(string name, MixinArguments arguments) => RunningMixins.Compute(name, arguments) ?? name switch
    {
        "flex" => $"flex: {string.Join(' ', FlexParts.Where(part => arguments.Value(part) is not SassNull).Select(arguments.Operand))};",
        "position" => Entries(arguments, "directions"),
        "centering" => Centering(arguments),
        "z-index" => ZIndex(arguments),
        "filter" => Filter(arguments),
        "list-padding" => ListPadding(arguments),
        "stroke" => Stroke(arguments),
        "scrollbars" => Scrollbars(arguments),
        "hover-color" => HoverColor(arguments),
        "fluid-font" => FluidFont(arguments),
        "responsive-font" => ResponsiveFont(arguments),
        "font-size" => FontSizes(arguments),
        "calc" => $"{arguments.Plain("property")}: calc({CalcText(arguments)});",
        "breakpoint" => $"@media {Query(arguments)} {{ @content; }}",
        "brand" => arguments.Literal("brand") is null ? throw new NotConvertibleException($"the value of '$brand' must be known: {arguments.Text("brand")}") : string.Empty,
        _ => throw new InvalidOperationException($"The table asks for '{name}', which nobody computes."),
    };

    private static string Entries(MixinArguments arguments, string name) =>
        string.Concat(arguments.Entries(name).Select(static entry => $"{entry.Key}: {entry.Value}; "));

    private static string Centering(MixinArguments arguments)
    {
        var (amount, negative) = (arguments.Text("amount"), arguments.Negative("amount"));
        var from = arguments.Word("from");
        var transform = from switch
        {
            "top" => $"translateY({negative})",
            "bottom" => $"translateY({amount})",
            "left" => $"translateX({negative})",
            "right" => $"translateX({amount})",
            "both" => $"translate({negative}, {negative})",
            _ => throw new NotConvertibleException($"the mixin 'centering' does not know the side '{from}'"),
        };
        var places = from == "both" ? $"top: {amount}; left: {amount};" : $"{from}: {amount};";
        var sides = arguments.Value("sides") is SassString { Text: "undefined" } ? string.Empty : Entries(arguments, "sides");
        return $"transform: {transform}; position: absolute; {places} {sides}";
    }

    private static string ZIndex(MixinArguments arguments)
    {
        if (arguments.Value("layer") is SassNumber)
        {
            return $"z-index: {arguments.Text("layer")};";
        }

        if (CommonTheme.Find(CommonTheme.Layers, arguments.Word("layer")) is not SassNumber layer)
        {
            throw new NotConvertibleException($"the mixin 'z-index' does not know the layer '{arguments.Word("layer")}'");
        }

        return arguments.Value("plus") switch
        {
            null => $"z-index: calc({layer.Computed} + {arguments.Operand("plus")});",
            var plus when SassOperations.Apply("+", layer, plus) is SassNumber sum => $"z-index: {sum.Computed};",
            _ => throw new NotConvertibleException($"the mixin 'z-index' cannot add '{arguments.Text("plus")}' to a layer"),
        };
    }

    private static string Filter(MixinArguments arguments) => arguments.Value("filter-type") is SassString { IsQuoted: true }
        ? throw new NotConvertibleException("with a quoted type, the mixin 'filter' writes a string, which no browser reads")
        : $"filter: {arguments.Plain("filter-type")}({arguments.Text("filter-amount")});";

    private static string ListPadding(MixinArguments arguments) => ListPaddings.TryGetValue(arguments.Word("position"), out var property)
        ? $"{property}: {arguments.Text("value")};"
        : throw new NotConvertibleException($"the mixin 'list-padding' writes what no browser knows for '{arguments.Word("position")}'");

    private static string Stroke(MixinArguments arguments)
    {
        const string Color = "$color";
        return SassFunctions.Call("stroke", [arguments.Number("stroke"), new SassString(Color, IsQuoted: false)], FrozenDictionary<string, SassValue>.Empty) is { } shadows
            ? $"text-shadow: {shadows.ToCss().Replace(Color, arguments.Operand("color"), StringComparison.Ordinal)};"
            : throw new NotConvertibleException($"the mixin 'stroke' takes a whole number without a unit, up to {CommonThemeFunctions.WidestStroke}: {arguments.Text("stroke")}");
    }

    private static string Scrollbars(MixinArguments arguments)
    {
        var (foreground, background) = (arguments.IsGiven("foreground-color"), arguments.IsGiven("background-color"));
        var size = arguments.Text("size");
        return (foreground && background ? $"scrollbar-color: {arguments.Unquoted("foreground-color")} {arguments.Unquoted("background-color")}; " : string.Empty)
            + $"&::-webkit-scrollbar {{ width: {size}; height: {size}; }} "
            + (background ? $"&::-webkit-scrollbar-track {{ background-color: {arguments.Unquoted("background-color")}; }} " : string.Empty)
            + (foreground ? $"&::-webkit-scrollbar-thumb {{ background-color: {arguments.Unquoted("foreground-color")}; }}" : string.Empty);
    }

    private static string HoverColor(MixinArguments arguments)
    {
        var (lightened, named) = ($"color: lighten({arguments.Text("hex")}, 10%);", $"color: var(--{arguments.Plain("name")}-lighten);");
        return arguments.Value("hex") switch
        {
            SassColor => lightened,
            null => lightened,
            _ => named,
        };
    }

    private static string FluidFont(MixinArguments arguments)
    {
        var (from, to) = (arguments.Number("min-vw"), arguments.Number("max-vw"));
        var (min, max) = (arguments.Number("min-font-size"), arguments.Number("max-font-size"));
        if (to.Unit != from.Unit || min.Unit != from.Unit || max.Unit != from.Unit || Fuzzy.AreEqual(from.Value, to.Value))
        {
            throw new NotConvertibleException("the mixin 'fluid-font' writes nothing unless its sizes have the same unit");
        }

        var (rise, run) = (SassNumber.Format(max.Value - min.Value), SassNumber.Format(to.Value - from.Value));
        return $"font-size: {arguments.Text("min-font-size")}; "
            + $"@media screen and (min-width: {from.ToCss()}) {{ font-size: calc({min.ToCss()} + {rise} * ((100vw - {from.ToCss()}) / {run})); }} "
            + $"@media screen and (min-width: {to.ToCss()}) {{ font-size: {arguments.Text("max-font-size")}; }}";
    }

    private static string ResponsiveFont(MixinArguments arguments)
    {
        var responsive = arguments.Number("responsive");
        var side = responsive.Unit == "vh" ? "height" : "width";
        return (arguments.IsGiven("fallback") ? $"font-size: {arguments.Text("fallback")}; " : string.Empty)
            + $"font-size: {arguments.Text("responsive")}; "
            + Limit("max", "min")
            + (arguments.IsGiven("max") ? Limit("min", "max") : string.Empty);

        string Limit(string feature, string size)
        {
            var number = arguments.Number(size);
            var at = responsive.Value == 0
                ? throw new NotConvertibleException("the mixin 'responsive-font' divides by its first argument, which is 0")
                : new SassNumber(number.Value / responsive.Value * 100, number.Unit);
            return $"@media ({feature}-{side}: {at.ToCss()}) {{ font-size: {arguments.Text(size)}; }} ";
        }
    }

    private static string FontSizes(MixinArguments arguments)
    {
        var (start, end, step) = (arguments.Number("rangeStart"), arguments.Number("rangeEnd"), arguments.Number("increment"));
        if (!start.IsUnitless || !end.IsUnitless || !step.IsUnitless || step.Value <= 0 || (end.Value - start.Value) / step.Value > MostFontSizes)
        {
            throw new NotConvertibleException($"the mixin 'font_size' takes numbers without a unit, an increment above 0, and makes {MostFontSizes} rules at most");
        }

        if (arguments.Plain("prefix") is var prefix && (prefix.Length == 0 || char.IsAsciiDigit(prefix[0]) || !(prefix.Contains("#{", StringComparison.Ordinal) || prefix.All(ScssText.IsNameCharacter)) || !Fuzzy.AreEqual(start.Value % 1, 0) || !Fuzzy.AreEqual(step.Value % 1, 0)))
        {
            throw new NotConvertibleException("the mixin 'font_size' would write what is no name of a class");
        }

        var rules = new StringBuilder();
        for (var n = start.Value; n <= end.Value; n += step.Value)
        {
            var size = SassNumber.Format(n);
            rules.Append(CultureInfo.InvariantCulture, $".{prefix}-{size} {arguments.Plain("children")} {{ font-size: {size}px; line-height: {size}px; }} ");
        }

        return rules.ToString();
    }

    // What Sass would refuse to compute stays a text.
    private static string CalcText(MixinArguments arguments)
    {
        var plain = arguments.Plain("value");
        return CalculationUnits.AreAccepted($"calc({plain})") ? plain : $"#{{{arguments.Text("value")}}}";
    }

    private static string Query(MixinArguments arguments) =>
        CommonTheme.Find(CommonTheme.Breakpoints, arguments.Word("point")) is SassString query
            ? query.Text
            : throw new NotConvertibleException($"the mixin 'breakpoint' does not know the point '{arguments.Word("point")}'");
}
