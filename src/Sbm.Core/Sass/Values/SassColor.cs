using System.Globalization;

namespace Sbm.Core.Sass.Values;

/// <summary>
/// A colour in sRGB: whole channels from 0 to 255, and alpha from 0 to 1. What the Sass of legacy themes computed it kept in whole channels
/// or, with hue, saturation and lightness, in those too; the current one rounds only what it writes, so a chain of functions may differ by one.
/// </summary>
internal sealed record SassColor(double Red, double Green, double Blue, double Alpha) : SassValue
{
    /// <summary>The literal as the source writes it (<c>#FFF</c>, <c>red</c>); what is computed has none.</summary>
    public string? Written { get; init; }

    /// <summary>The channels of a colour that was made of hue, saturation and lightness: it keeps its hue even when it is grey.</summary>
    internal HslColor? Hsl { get; init; }

    public override string ToCss()
    {
        if (Written is not null)
        {
            return Written;
        }

        var (red, green, blue) = ((int)Red, (int)Green, (int)Blue);
        return Fuzzy.AreEqual(Alpha, 1)
            ? string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}")
            : string.Create(CultureInfo.InvariantCulture, $"rgba({red}, {green}, {blue}, {SassNumber.Format(Alpha)})");
    }

    /// <summary>Whether <c>rgb()</c> made it of its channels: the old Sass wrote it as that.</summary>
    internal bool IsOfRgb { get; init; }

    /// <summary>As interpolation inserts it, by its name if what was computed has one.</summary>
    internal string ToText()
    {
        var isOpaque = Fuzzy.AreEqual(Alpha, 1);
        return this switch
        {
            { Written: ['h' or 'H', 's' or 'S', 'l' or 'L', ..], Hsl: { } hsl } => WithAlphaText("hsl", $"{SassNumber.Format(hsl.Hue)}deg, {SassNumber.Format(hsl.Saturation)}%, {SassNumber.Format(hsl.Lightness)}%"),
            { Written: null, IsOfRgb: true } => WithAlphaText("rgb", $"{(int)Red}, {(int)Green}, {(int)Blue}"),
            { Written: ['#', ..] and not { Length: 4 or 7 } } => (this with { Written = null }).ToText(), // the old Sass kept no digits of alpha
            { Written: null } when isOpaque && ColorNames.Of(((int)Red << 16) | ((int)Green << 8) | (int)Blue) is { } name => name,
            _ => ToCss(),
        };

        string WithAlphaText(string function, string channels) => isOpaque ? $"{function}({channels})" : $"{function}a({channels}, {SassNumber.Format(Alpha)})";
    }

    /// <summary>By hue, saturation and lightness where whole channels are others: what Sass makes of it may differ more.</summary>
    public override string ToSass()
    {
        if (Written is not null || Hsl is not { } hsl || HslColor.Of(this).IsSame(hsl))
        {
            return ToCss();
        }

        var channels = $"{SassNumber.Format(hsl.Hue)}, {SassNumber.Format(hsl.Saturation)}%, {SassNumber.Format(hsl.Lightness)}%";
        return Fuzzy.AreEqual(Alpha, 1) ? $"hsl({channels})" : $"hsla({channels}, {SassNumber.Format(Alpha)})";
    }

    public bool Equals(SassColor? other) =>
        other is not null
        && Fuzzy.AreEqual(Red, other.Red)
        && Fuzzy.AreEqual(Green, other.Green)
        && Fuzzy.AreEqual(Blue, other.Blue)
        && Fuzzy.AreEqual(Alpha, other.Alpha);

    public override int GetHashCode() =>
        HashCode.Combine(Fuzzy.HashOf(Red), Fuzzy.HashOf(Green), Fuzzy.HashOf(Blue), Fuzzy.HashOf(Alpha));

    /// <summary>The colour of <c>#rgb</c>, <c>#rgba</c>, <c>#rrggbb</c> or <c>#rrggbbaa</c>; null for any other text.</summary>
    internal static SassColor? FromHex(string text)
    {
        if (text.Length is not (4 or 5 or 7 or 9) || text[0] != '#' || !text.Skip(1).All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var digits = text.Length < 7 ? string.Concat(text.Skip(1).Select(static digit => new string(digit, 2))) : text[1..];
        var channels = Convert.FromHexString(digits);
        return new SassColor(channels[0], channels[1], channels[2], channels.Length == 4 ? channels[3] / 255.0 : 1) { Written = text };
    }

    /// <summary>The colour of a CSS name, <c>transparent</c> included, in any case; null for any other text.</summary>
    internal static SassColor? FromName(string name)
    {
        if (name.Equals("transparent", StringComparison.OrdinalIgnoreCase))
        {
            return new SassColor(0, 0, 0, 0) { Written = name };
        }

        return ColorNames.Find(name) is { } color
            ? new SassColor(color >> 16, (color >> 8) & 0xFF, color & 0xFF, 1) { Written = name }
            : null;
    }

    internal HslColor ToHsl() => Hsl ?? HslColor.Of(this);

    /// <summary>The colour with these channels instead.</summary>
    internal SassColor WithHsl(HslColor hsl) => hsl.ToColor(Alpha);

    /// <summary>The colour of channels that are rounded and clamped.</summary>
    internal static SassColor Of(double red, double green, double blue, double alpha) => new(Rounded(red), Rounded(green), Rounded(blue), alpha);

    /// <summary>The colour with another alpha, clamped.</summary>
    internal SassColor WithAlpha(double alpha) => this with { Alpha = Math.Clamp(alpha, 0, 1), Written = null, IsOfRgb = false };

    private static int Rounded(double channel) => Fuzzy.Round(Math.Clamp(channel, 0, 255));
}
