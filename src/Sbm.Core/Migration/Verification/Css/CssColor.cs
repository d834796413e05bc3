namespace Sbm.Core.Migration.Verification.Css;

/// <summary>A colour by its channels: 0 to 255, and alpha 0 to 1.</summary>
internal sealed record CssColor(double Red, double Green, double Blue, double Alpha) : CssComponent
{
    private const double AlphaTolerance = 0.0051;

    internal override bool Means(CssComponent other) => other switch
    {
        CssApproximation => true,
        CssColor color => Math.Abs(color.Alpha - Alpha) <= AlphaTolerance
            && AreClose(color.Red, Red)
            && AreClose(color.Green, Green)
            && AreClose(color.Blue, Blue),
        _ => false,
    };

    // By one at most where they are shown, which is in whole channels: the old Sass computed in these, the current one in fractions.
    private static bool AreClose(double channel, double other) =>
        Math.Abs(Math.Round(channel, MidpointRounding.AwayFromZero) - Math.Round(other, MidpointRounding.AwayFromZero)) <= 1;

    public override string ToString() => FormattableString.Invariant($"rgba({Red:0.##}, {Green:0.##}, {Blue:0.##}, {Alpha:0.###})");

    /// <summary>A hex colour of 3, 4, 6 or 8 digits, without its <c>#</c>; null for anything else.</summary>
    internal static CssColor? OfHex(string digits)
    {
        if (digits.Length is not (3 or 4 or 6 or 8) || !digits.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var size = digits.Length < 6 ? 1 : 2;
        var channels = digits.Chunk(size).Select(chunk => Convert.ToInt32(new string(chunk[0], 3 - size) + new string(chunk[1..]), 16)).ToList();
        return new(channels[0], channels[1], channels[2], channels.Count == 4 ? channels[3] / 255.0 : 1);
    }

    /// <summary>The colour that a function of CSS writes, if all its arguments are numbers.</summary>
    internal static CssColor? OfFunction(string name, IReadOnlyList<CssComponent> arguments)
    {
        var numbers = arguments.Where(static part => part is not CssWord { Text: "," or "/" }).ToList();
        if (name is not ("rgb" or "rgba" or "hsl" or "hsla" or "hwb") || numbers.Count is not (3 or 4) || !numbers.All(static part => part is CssSum { Terms.Count: 1 }))
        {
            return null;
        }

        var values = numbers.Cast<CssSum>().Select(static number => number.Terms[0]).ToList();
        var alpha = values.Count == 4 ? Math.Clamp(Fraction(values[3], 1), 0, 1) : 1;
        return name.StartsWith("rgb", StringComparison.Ordinal)
            ? new(Fraction(values[0], 255), Fraction(values[1], 255), Fraction(values[2], 255), alpha)
            : name == "hwb" ? OfHwb(values[0].Amount, values[1].Amount / 100, values[2].Amount / 100, alpha)
            : OfHsl(values[0].Amount, Math.Clamp(values[1].Amount / 100, 0, 1), Math.Clamp(values[2].Amount / 100, 0, 1), alpha); // as browsers do
    }

    private static double Fraction((string Unit, double Amount) value, double whole) => value.Unit == "%" ? value.Amount / 100 * whole : value.Amount;

    private static CssColor OfHwb(double hue, double white, double black, double alpha)
    {
        var (pure, sum) = (OfHsl(hue, 1, 0.5, alpha), Math.Max(1, white + black));
        return new(Channel(pure.Red), Channel(pure.Green), Channel(pure.Blue), alpha);

        double Channel(double channel) => (channel * (1 - ((white + black) / sum))) + (255 * white / sum);
    }

    private static CssColor OfHsl(double hue, double saturation, double lightness, double alpha)
    {
        return new(Channel(0), Channel(8), Channel(4), alpha);

        double Channel(double offset)
        {
            var k = (((offset + (hue / 30)) % 12) + 12) % 12;
            return 255 * (lightness - (saturation * Math.Min(lightness, 1 - lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1))));
        }
    }
}
