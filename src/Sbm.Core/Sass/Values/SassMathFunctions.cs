namespace Sbm.Core.Sass.Values;

/// <summary>Functions of numbers.</summary>
internal static class SassMathFunctions
{
    internal static readonly SassFunction[] All =
    [
        Of("abs", Math.Abs),
        Of("ceil", Math.Ceiling),
        Of("floor", Math.Floor),
        Of("round", static value => Math.Round(value, MidpointRounding.AwayFromZero)),
        new("math", "max", "max", "numbers...", static arguments => Best(arguments, Fuzzy.IsLess)),
        new("math", "min", "min", "numbers...", static arguments => Best(arguments, static (best, value) => Fuzzy.IsLess(value, best))),
        new("math", "div", null, "number1, number2", static arguments => SassOperations.Apply("/", arguments[0]!, arguments[1]!)),
        new("math", "percentage", "percentage", "number", static arguments =>
            arguments is [SassNumber { IsUnitless: true } number] ? new SassNumber(number.Value * 100, "%") : null),
        new("math", "unit", "unit", "number", static arguments =>
            arguments is [SassNumber number] ? new SassString(number.Unit, IsQuoted: true) : null),
        new("math", "is-unitless", "unitless", "number", static arguments =>
            arguments is [SassNumber number] ? SassBoolean.Of(number.IsUnitless) : null),
        new("math", "compatible", "comparable", "number1, number2", static arguments =>
            arguments is [SassNumber left, SassNumber right] ? SassBoolean.Of(SassArithmetic.InOneUnit(left, right) is not null) : null),
    ];

    private static SassFunction Of(string name, Func<double, double> compute) =>
        new("math", name, name, "number", arguments =>
            arguments is [SassNumber number] ? new SassNumber(compute(number.Value), number.Unit) : null);

    private static SassNumber? Best(SassValue?[] arguments, Func<double, double, bool> isWorse)
    {
        SassNumber? best = null;
        foreach (var argument in arguments)
        {
            if (argument is not SassNumber number || SassArithmetic.InOneUnit(best ?? number, number) is not var (left, right, _))
            {
                return null;
            }

            best = best is null || isWorse(left, right) ? number : best;
        }

        return best;
    }
}
