using System.Globalization;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>A part of a value. Numbers and colours are compared with a tolerance, everything else as it is.</summary>
internal abstract record CssComponent
{
    internal abstract bool Means(CssComponent other);

    /// <summary>Whether two lists mean the same, part by part.</summary>
    internal static bool Mean(IReadOnlyList<CssComponent> some, IReadOnlyList<CssComponent> others) =>
        some.Count == others.Count && some.Zip(others).All(static pair => pair.First.Means(pair.Second));
}

/// <summary>A keyword, an operator, a comma, anything that is no other kind.</summary>
internal sealed record CssWord(string Text) : CssComponent
{
    internal override bool Means(CssComponent other) => other is CssWord word && word.Text == Text;

    public override string ToString() => Text;
}

internal sealed record CssString(string Text) : CssComponent
{
    internal override bool Means(CssComponent other) => other is CssString text && text.Text == Text;

    public override string ToString() => $"\"{Text}\"";
}

/// <summary>The address in <c>url()</c>.</summary>
internal sealed record CssAddress(string Text) : CssComponent
{
    internal override bool Means(CssComponent other) => other is CssAddress address && address.Text == Text;

    public override string ToString() => $"url(\"{Text}\")";
}

/// <summary>A function and its arguments, commas among them; without a name, a pair of brackets.</summary>
internal sealed record CssFunction(string Name, IReadOnlyList<CssComponent> Arguments) : CssComponent
{
    internal override bool Means(CssComponent other) =>
        other is CssFunction function && function.Name == Name && Mean(Arguments, function.Arguments);

    public override string ToString() => $"{Name}({string.Join(' ', Arguments)})";
}

/// <summary>
/// A number, or a sum of numbers of different units, as <c>calc()</c> has it. A length is in px, a time in ms, an angle in deg if
/// it can be. A part that nothing is known of, such as <c>var(--x)</c>, counts as a unit.
/// </summary>
internal sealed record CssSum(IReadOnlyList<(string Unit, double Amount)> Terms) : CssComponent
{
    private const double Tolerance = 1e-6;
    private const double Nothing = 1e-9; // Sass writes ten decimals, and sums of thirds leave the rest

    internal static CssSum Of(double amount, string unit) => new([(unit, amount)]);

    /// <summary>The sum without its zeros, in the order of its units.</summary>
    internal static CssSum Of(IEnumerable<(string Unit, double Amount)> terms)
    {
        var sums = terms.GroupBy(static term => term.Unit).Select(static same => (Unit: same.Key, Amount: same.Sum(static term => term.Amount))).ToList();
        var rest = sums.Where(static term => !(Math.Abs(term.Amount) <= Nothing)).OrderBy(static term => term.Unit, StringComparer.Ordinal).ToList();
        return rest.Count > 0 ? new(rest) : Of(0, sums[0].Unit);
    }

    internal override bool Means(CssComponent other) => other is CssSum sum
        && ((IsNoLength && sum.IsNoLength)
            || (sum.Terms.Count == Terms.Count && Terms.Zip(sum.Terms).All(static pair =>
                pair.First.Unit == pair.Second.Unit
                && (pair.First.Amount.Equals(pair.Second.Amount) || Math.Abs(pair.First.Amount - pair.Second.Amount) <= Tolerance * Math.Max(1, Math.Abs(pair.First.Amount))))));

    // A length or percentage of 0 needs no unit.
    private bool IsNoLength => Terms is [(not ("ms" or "deg"), 0)];

    public override string ToString() =>
        string.Join(" + ", Terms.Select(static term => term.Amount.ToString("0.######", CultureInfo.InvariantCulture) + term.Unit));
}

/// <summary>A colour of which only the form is known: a mixture that approximates what Sass computes.</summary>
internal sealed record CssApproximation(string Text) : CssComponent
{
    internal override bool Means(CssComponent other) => other is CssColor or CssApproximation;

    public override string ToString() => Text;
}
