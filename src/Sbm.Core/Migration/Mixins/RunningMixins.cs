using System.Collections.Frozen;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Migration.Mixins;

/// <summary>
/// The parts of common mixins in which there is something to compute, for arguments that only Sass knows when it runs: a parameter of a
/// mixin of the theme's own, a loop's variable. Each gives SCSS text that computes the same.
/// </summary>
internal static class RunningMixins
{
    // What decides what a mixin writes. If Sass knows one of them alone, Sass has to compute.
    private static readonly FrozenDictionary<string, string[]> Deciding = new Dictionary<string, string[]>
    {
        ["position"] = ["directions"],
        ["centering"] = ["from", "sides"],
        ["z-index"] = ["layer", "plus"],
        ["list-padding"] = ["position"],
        ["stroke"] = ["stroke"],
        ["scrollbars"] = ["foreground-color", "background-color"],
        ["hover-color"] = ["hex"],
        ["fluid-font"] = ["min-vw", "max-vw", "min-font-size", "max-font-size"],
        ["responsive-font"] = ["responsive", "min", "max", "fallback"],
        ["breakpoint"] = ["point"],
    }.ToFrozenDictionary();

    /// <param name="name">As the table names it: <c>computed: name</c>.</param>
    /// <param name="arguments">Those of the call.</param>
    /// <returns>Null if it can be computed now, or not even when Sass runs.</returns>
    internal static string? Compute(string name, MixinArguments arguments) =>
        !Deciding.TryGetValue(name, out var parameters) || !parameters.Any(arguments.IsSass) ? null : name switch
        {
            "position" => Entries(arguments.Text("directions")),
            "centering" => Centering(arguments),
            "z-index" => ZIndex(arguments),
            "list-padding" => ListPadding(arguments),
            "stroke" => $"text-shadow: stroke({arguments.Operand("stroke")}, {arguments.Operand("color")});",
            "scrollbars" => Scrollbars(arguments),
            "hover-color" => $"@if type-of({arguments.Text("hex")}) == color {{ color: lighten({arguments.Text("hex")}, 10%); }} @else {{ color: var(--{arguments.Plain("name")}-lighten); }}",
            "fluid-font" => FluidFont(arguments),
            "responsive-font" => ResponsiveFont(arguments),
            _ => Breakpoint(arguments),
        };

    private static string Entries(string directions) => $"@each $property, $value in {directions} {{ #{{$property}}: $value; }} ";

    private static string Centering(MixinArguments arguments)
    {
        var (from, amount, negative) = (arguments.Operand("from"), arguments.Text("amount"), arguments.Negative("amount"));
        return $"@if {from} == top {{ transform: translateY({negative}); }} @else if {from} == bottom {{ transform: translateY({amount}); }} "
            + $"@else if {from} == left {{ transform: translateX({negative}); }} @else if {from} == right {{ transform: translateX({amount}); }} "
            + $"@else if {from} == both {{ transform: translate({negative}, {negative}); }} position: absolute; "
            + $"@if {from} == both {{ top: {amount}; left: {amount}; }} @else {{ #{{{arguments.Text("from")}}}: {amount}; }} "
            + $"@if {arguments.Operand("sides")} != undefined {{ {Entries(arguments.Text("sides"))}}}";
    }

    private static string ZIndex(MixinArguments arguments)
    {
        var layer = arguments.Text("layer");
        return $"@if type-of({layer}) == number {{ z-index: {layer}; }} "
            + $"@else {{ {With("$-number", CommonTheme.Layers, layer, $"z-index: $-number + {arguments.Operand("plus")};")} }}";
    }

    private static string ListPadding(MixinArguments arguments)
    {
        var (position, value) = (arguments.Operand("position"), arguments.Text("value"));
        return $"@if {position} == start or {position} == end {{ padding-inline-#{{{position}}}: {value}; }} "
            + $"@else if {position} == before {{ padding-block-start: {value}; }} @else if {position} == after {{ padding-block-end: {value}; }}";
    }

    private static string Scrollbars(MixinArguments arguments)
    {
        var size = arguments.Text("size");
        return Given(Given($"scrollbar-color: {Color("foreground-color")} {Color("background-color")};", "background-color"), "foreground-color")
            + $" &::-webkit-scrollbar {{ width: {size}; height: {size}; }} "
            + Given($"&::-webkit-scrollbar-track {{ background-color: {Color("background-color")}; }}", "background-color")
            + Given($" &::-webkit-scrollbar-thumb {{ background-color: {Color("foreground-color")}; }}", "foreground-color");

        string Color(string name) => arguments.IsSass(name) ? $"#{{{arguments.Text(name)}}}" : arguments.Unquoted(name);

        string Given(string body, string name) =>
            body.Length > 0 && arguments.IsSass(name) ? $"@if {arguments.Text(name)} {{ {body} }}" : arguments.IsGiven(name) ? body : string.Empty;
    }

    private static string FluidFont(MixinArguments arguments)
    {
        var (from, to, min, max) = (arguments.Operand("min-vw"), arguments.Operand("max-vw"), arguments.Operand("min-font-size"), arguments.Operand("max-font-size"));
        return $"@if unit({from}) == unit({to}) and unit({from}) == unit({min}) and unit({from}) == unit({max}) {{ font-size: {min}; "
            + $"@media screen and (min-width: {from}) {{ font-size: calc(#{{{min}}} + #{{strip-unit({max} - {min})}} * ((100vw - #{{{from}}}) / #{{strip-unit({to} - {from})}})); }} "
            + $"@media screen and (min-width: {to}) {{ font-size: {max}; }} }}";
    }

    private static string ResponsiveFont(MixinArguments arguments)
    {
        var responsive = arguments.Operand("responsive");
        return (arguments.IsGiven("fallback") ? $"@if {arguments.Text("fallback")} {{ font-size: {arguments.Text("fallback")}; }} " : string.Empty)
            + $"font-size: {responsive}; "
            + Limit("max", "min")
            + (arguments.IsGiven("max") ? $"@if {arguments.Text("max")} {{ {Limit("min", "max")}}}" : string.Empty);

        string Limit(string feature, string size) =>
            $"@media ({feature}-#{{if(unit({responsive}) == vh, height, width)}}: #{{calc({arguments.Operand(size)} / strip-unit({responsive}) * 100)}}) {{ font-size: {arguments.Text(size)}; }} ";
    }

    private static string Breakpoint(MixinArguments arguments) =>
        With("$-query", CommonTheme.Breakpoints, arguments.Text("point"), "@media #{$-query} { @content; }");

    // What to write with the value that a map has under a name, if it has one. The variable is one that no content block knows.
    private static string With(string variable, SassMap map, string name, string body) =>
        $"@each {variable} in map-get({map}, \"#{{{name}}}\") {{ @if {variable} {{ {body} }} }}";
}
