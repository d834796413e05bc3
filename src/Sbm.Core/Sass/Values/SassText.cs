namespace Sbm.Core.Sass.Values;

/// <summary>What operators do with anything but numbers: they write the operands as CSS, side by side.</summary>
internal static class SassText
{
    /// <summary><c>+</c>: the text of both, quoted if the first string among them is.</summary>
    internal static SassString? Add(SassValue left, SassValue right)
    {
        if (IsCalculation(left) ? right is not SassString || IsCalculation(right) : IsCalculation(right) && left is not SassString)
        {
            return null;
        }

        var isQuoted = (left as SassString ?? right as SassString)?.IsQuoted ?? false;
        return ContentOf(left) is { } start && ContentOf(right) is { } end ? new SassString(start + end, isQuoted) : null;
    }

    /// <summary><c>-</c> and <c>/</c>: both with the operator between them, quotes included.</summary>
    internal static SassString? Join(string op, SassValue left, SassValue right) =>
        (op != "-" || (!IsCalculation(left) && !IsCalculation(right))) && CssOf(left) is { } start && CssOf(right) is { } end
            ? new SassString(start + op + end, IsQuoted: false)
            : null;

    /// <summary>A sign or a slash before something that is no number.</summary>
    internal static SassString? Prefix(string op, SassValue operand) =>
        (op == "/" || !IsCalculation(operand)) && CssOf(operand) is { } css ? new SassString(op + css, IsQuoted: false) : null;

    private static bool IsCalculation(SassValue value) => value is SassString { IsCalculation: true };

    private static string? ContentOf(SassValue value) => value is SassString text ? text.Text : CssOf(value);

    // As Sass writes a value into a style sheet, where null is nothing; null for what is no CSS.
    private static string? CssOf(SassValue value) => value switch
    {
        SassNull => "",
        SassMap or SassList { IsBracketed: false, Items.Count: 0 } => null,
        SassList list => CssOf(list),
        SassNumber number => number.Computed,
        SassColor color => CssOf(color),
        _ => value.ToCss(),
    };

    private static string? CssOf(SassList list)
    {
        var items = list.Items.Where(static item => !IsBlank(item)).Select(CssOf).ToList();
        var css = string.Join(SassList.Join(list.Separator), items);
        return items.Contains(null) ? null : list.IsBracketed ? $"[{css}]" : css;
    }

    private static bool IsBlank(SassValue value) =>
        value is SassNull or SassString { IsQuoted: false, Text: "" }
        || (value is SassList { IsBracketed: false } list && list.Items.All(IsBlank));

    // Sass keeps opaque hexadecimal digits and names as they were written. How it writes another opaque colour (a name, digits, rgb()
    // or hsl(), fractions in full) depends on where that came from, which is not held here.
    private static string? CssOf(SassColor color)
    {
        if (color.Written is { } written && (written[0] == '#' ? written.Length is 4 or 7 : char.IsAsciiLetter(written[^1])))
        {
            return written;
        }

        var isWhole = IsWhole(color.Red) && IsWhole(color.Green) && IsWhole(color.Blue);
        return isWhole && color.Hsl is null && !Fuzzy.AreEqual(color.Alpha, 1) ? (color with { Written = null }).ToCss() : null;
    }

    private static bool IsWhole(double channel) => Fuzzy.ToInteger(channel) is >= 0 and <= 255;
}
