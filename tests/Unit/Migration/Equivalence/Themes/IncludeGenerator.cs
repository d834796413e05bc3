namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>Makes calls of the common theme's mixins: positional, named and left-out arguments, variables among them.</summary>
internal sealed class IncludeGenerator(Dice dice, ValueGenerator values)
{
    /// <summary>A call without a block, that makes declarations and nested rules.</summary>
    /// <param name="canExtend">Whether it may stand in a rule outside at-rules, from where Sass extends.</param>
    internal string Declarations(bool canExtend) => "@include " + dice.Make(
        () => dice.OneOf("flexbox", "inline-flex", "vertical-align", "translatez", "translateZ", "metalgradient", "iframehack", "visually-hidden", "sr-only", "clearfix()", "clearfix", canExtend ? "save-compare-tab-base" : "iframehack()"),
        () => $"{dice.OneOf("flex-direction", "flex-dir", "flex_direction")}({dice.OneOf("column", "row-reverse")})",
        () => $"flex-wrap({dice.OneOf("wrap", "nowrap")})",
        () => "flex-flow(row wrap)",
        () => $"{dice.OneOf("justify-content", "flex-just")}({dice.OneOf("center", "$value: space-between")})",
        () => $"{dice.OneOf("align-items", "align-self", "align-content", "align_items")}({dice.OneOf("center", "flex-start", "$value: stretch")})",
        () => dice.OneOf("flex(1)", "flex(1, 0)", "flex($fb: 20%)", "flex(1 0 auto)", $"flex({Number()}, 1, {Length()})", "flex(2, null, 10px)"),
        () => $"{dice.OneOf("order", "flex-grow", "flex-shrink")}({dice.OneOf(string.Empty, "$int: ")}{dice.Between(0, 5)})",
        () => $"flex-basis({dice.OneOf(Percent(), Length())})",
        () => $"{dice.OneOf("absolute", "relative", "fixed", "position")}({dice.OneOf(string.Empty, "$directions: ")}(top: {Length()}, {dice.OneOf("left", "right", "\"left\"")}: {dice.OneOf("0", "auto", "null", Length())}))",
        () => $"{dice.OneOf("relative", "absolute", "fixed")}((left 0, top {values.Literal(Kind.Length)}))",
        () => $"centering({dice.OneOf("top", "bottom", "left", "right", "both", "'both'")}{dice.OneOf(string.Empty, ", " + Length(), ", $amount: " + Percent(), ", $sides: (left: 5px)")})",
        () => dice.OneOf("centering", "centering($amount: 20%)"),
        () => $"transform({dice.OneOf("scale(1.1)", $"translate({Length()}, -50%)", $"rotate({values.Css(Kind.Angle)})")})",
        () => $"rotate({values.Css(Kind.Angle)})",
        () => $"transition({dice.OneOf("color", "all")} {values.Css(Kind.Time)} ease{dice.OneOf(string.Empty, $", opacity {values.Css(Kind.Time)}")})",
        () => $"transition-2(color {values.Css(Kind.Time)}, {dice.OneOf(string.Empty, "$transition-2: ")}opacity 1s)",
        () => $"fade-transition({dice.OneOf("opacity", "all", values.Known(Kind.Word))})",
        () => $"animation(fade {values.Css(Kind.Time)}{dice.OneOf(string.Empty, ", slide 2s infinite")})",
        () => dice.OneOf("appearance", "appearance(button)", "user-select", "user-select($value: text)", "box-sizing(border-box)"),
        () => $"opacity({Number()})",
        () => dice.OneOf("border-radius", $"border-radius({Length()})", "border-radius(3px 3px 0 0)"),
        () => $"box-shadow({values.Css(Kind.Shadow)}{dice.OneOf(string.Empty, ", inset 0 0 1px " + Color())})",
        () => $"box-shadow-2({values.Css(Kind.Shadow)}, {values.Css(Kind.Shadow)})",
        () => dice.OneOf("filter(grayscale, 100%)", $"filter(blur, {Length()})", $"filter($filter-amount: {Percent()}, $filter_type: brightness)"),
        () => $"list-padding({dice.OneOf("start", "'before'", "end", "after")}, {Length()})",
        () => $"trans({Color()}, .{dice.Between(1, 9)})",
        () => $"{dice.OneOf("gradient", "gradient-left-right")}({Color()}, {Color()})",
        () => $"{dice.OneOf("horgradient", "horgradientright", "horgradientleft", "horgradienttop")}({Color()}, 0.{dice.Between(1, 9)})",
        () => $"diagonal-top-bottom({Color()}, {Color()}{dice.OneOf(string.Empty, ", 10%", ", $bottom-percent: 80%", ", 5%, " + Percent())})",
        () => $"backgroundGradientWithImage({Color()}, {Color()}, {values.Known(Kind.Image)})",
        () => $"stroke({dice.Between(1, 3)}, {Color()})",
        () => $"placeholder-color({Color()}{dice.OneOf(string.Empty, ", .5", ", $opacity: " + Number())})",
        () => $"fluid-font(320px, {dice.OneOf("767px", "$max-vw: 1200px")}, $min-font-size: {dice.Between(10, 20)}px, $max-font-size: {dice.Between(21, 40)}px)",
        () => $"responsive-font({dice.OneOf("4vw", "5vh")}, {dice.OneOf("12px", "$min: 9px, $max: 60px", $"{values.Literal(Kind.Length)}, 48px, 20px", $"10px, $fallback: {Length()}")})",
        () => $"calc({dice.OneOf("width", "'max-width'")}, \"100% - {dice.OneOf("60px", $"#{{{values.Operand(Kind.Length)}}}")}\")",
        () => $"z-index({dice.OneOf("header", "\"modal\"", "low", "third-party", "buried", "12", "extra-high")}{dice.OneOf(string.Empty, ", 5", ", $plus: -1")})",
        () => $"scrollbars({dice.OneOf(string.Empty, "8px", $"{Length()}, {Color()}, {Color()}", $"$background-color: {Color()}", $"4px, {Color()}")})",
        () => $"color-classes({dice.OneOf("brand", "'gold'")}, {Color()})",
        () => dice.OneOf("site-builder(ford)", "font_size($rangeStart: 12, $rangeEnd: 14)", "font_size('size', 'p', 10, 11, 1)", "pz-font-defaults($heading-font, #fff)")) + ";";

    /// <summary>The head of a call that takes a block.</summary>
    internal string WithBlock() => "@include " + dice.Make(
        () => $"breakpoint({dice.OneOf("xxs", "xs", "'mobile-tablet'", "tablet-only", "\"sm\"", "md", "lg", "xl", "$point: sm-desktop")})",
        () => $"breakpoint({dice.OneOf("xs", "md", "lg")})",
        () => dice.OneOf("button-variant", "button-size"));

    private string Length() => values.Css(Kind.Length);

    private string Number() => values.Known(Kind.Number);

    private string Percent() => values.Known(Kind.Percent);

    private string Color() => values.Css(Kind.Color);
}
