namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>Makes calculations of brackets, interpolation, variables and functions in each other, whose value is a length.</summary>
/// <param name="dice">What chance decides.</param>
/// <param name="lengths">Names of variables that hold lengths, with <c>$</c>.</param>
/// <param name="numbers">Names of variables that hold numbers without a unit, none of them zero.</param>
internal sealed class CalculationGenerator(Dice dice, IReadOnlyList<string> lengths, IReadOnlyList<string> numbers)
{
    private readonly IReadOnlyList<string> _lengths = lengths.Count > 0 ? lengths : ["3px"];
    private readonly IReadOnlyList<string> _numbers = numbers.Count > 0 ? numbers : ["2"];

    // To the Sass of legacy themes a calculation with interpolation is text, in which a variable is none: it has the one or the other.
    private bool _isText;

    /// <summary>A calculation of CSS.</summary>
    internal string Calculation(int depth = 0)
    {
        _isText = depth == 0 ? dice.Chance(60) : _isText;
        return dice.Make(
            () => $"calc({Length(depth + 1)})",
            () => $"calc({Length(depth + 1)})",
            () => $"calc({Length(depth + 1)})",
            () => $"min({Length(depth + 1)}, {Length(depth + 1)})",
            () => $"max({Length(depth + 1)}, 10vw)",
            () => $"clamp({Length(depth + 1)}, {Length(depth + 1)}, 90vw)",
            () => depth == 0 ? $"-{dice.OneOf("moz", "webkit")}-calc({Raw()})" : $"calc({Length(depth + 1)})");
    }

    private string Raw() => $"100% {dice.OneOf("-", "+")} (#{{{dice.OneOf(_lengths)}}} {dice.OneOf("+", "*")} {dice.Between(1, 9)}px)";

    private string Length(int depth)
    {
        if (depth > 4 || dice.Chance(30))
        {
            return dice.Make(
                () => Of(_lengths),
                () => Of(_lengths),
                () => $"{dice.Between(1, 40)}{dice.OneOf("px", "em", "vw", "%")}",
                () => $"-{dice.Between(1, 9)}.5px",
                () => _isText ? $"#{{{dice.OneOf(_numbers)}}}px" : "3rem");
        }

        return dice.Make(
            () => $"{Length(depth + 1)} + {Length(depth + 1)}",
            () => $"{Length(depth + 1)} - {Product(depth + 1)}",
            () => $"{Product(depth)} + {Length(depth + 1)}",
            () => Product(depth),
            () => Product(depth),
            () => $"({Length(depth + 1)})",
            () => Calculation(depth + 1));
    }

    private string Product(int depth) => dice.Make(
        () => $"({Length(depth + 1)}) * {Number(depth + 1)}",
        () => $"{Number(depth + 1)} * ({Length(depth + 1)})",
        () => $"({Length(depth + 1)}) / {Number(depth + 1)}",
        () => $"{Of(_lengths)}{dice.OneOf(" ", string.Empty)}*{dice.OneOf(" ", string.Empty)}{Number(depth + 1)}",
        () => $"({Product(depth > 3 ? 5 : depth + 1)})");

    private string Number(int depth) => depth > 4 || dice.Chance(50)
        ? dice.Make(() => Of(_numbers), () => $"{dice.Between(1, 9)}", () => $"{dice.Between(1, 9)}.25")
        : dice.Make(
            () => $"({Number(depth + 1)} + {Number(depth + 1)})",
            () => $"({Number(depth + 1)} * {Number(depth + 1)})",
            () => $"(10 / ({Number(depth + 1)} * 2))");

    private string Of(IReadOnlyList<string> names) => _isText ? $"#{{{dice.OneOf(names)}}}" : dice.OneOf(names);
}
