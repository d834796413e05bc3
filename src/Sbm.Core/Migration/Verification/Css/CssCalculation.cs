namespace Sbm.Core.Migration.Verification.Css;

/// <summary>
/// Evaluates <c>calc()</c>, <c>min()</c>, <c>max()</c> and <c>clamp()</c> by the rules of CSS: what a browser rejects, such as a length by a
/// length or the sum of a number and a length, has no value.
/// </summary>
internal sealed class CssCalculation
{
    private readonly IReadOnlyList<CssComponent> _parts;
    private int _at;

    private CssCalculation(IReadOnlyList<CssComponent> parts) => _parts = parts;

    /// <summary>The value of a function whose arguments are resolved already; null if it has none.</summary>
    internal static CssSum? Evaluate(CssFunction function) => function.Name switch
    {
        "calc" => Evaluate(function.Arguments),
        "min" or "max" or "clamp" or "hypot" or "mod" or "rem" or "round" or "abs" or "sign" or "atan2" => Evaluate(function.Name, Split(function.Arguments)),
        "pow" or "sqrt" or "exp" or "log" or "sin" or "cos" or "tan" or "asin" or "acos" or "atan" => EvaluateNumber(function.Name, Split(function.Arguments)),
        _ => null,
    };

    /// <summary>The arguments with each sum in them evaluated, for a function that has no value of its own.</summary>
    internal static IReadOnlyList<CssComponent> Simplify(IReadOnlyList<CssComponent> arguments) =>
        [.. Split(arguments).SelectMany(static (argument, i) =>
        {
            var simple = Evaluate(argument) is { } sum ? [sum] : argument;
            return i == 0 ? simple : [new CssWord(","), .. simple];
        })];

    private static CssSum? Evaluate(string name, List<IReadOnlyList<CssComponent>> arguments)
    {
        var sums = arguments.Select(Evaluate).ToList();
        if (sums.Exists(static sum => sum is not { Terms.Count: 1 }) || sums.Select(static sum => sum!.Terms[0].Unit).Distinct().Count() != 1)
        {
            return null;
        }

        var values = sums.ConvertAll(static sum => sum!.Terms[0].Amount);
        var unit = sums[0]!.Terms[0].Unit;
        return name switch
        {
            _ when IsOpaque(unit) => null,
            "min" => CssSum.Of(values.Min(), unit),
            "max" => CssSum.Of(values.Max(), unit),
            "hypot" => CssSum.Of(Math.Sqrt(values.Sum(static value => value * value)), unit),
            "mod" when values.Count == 2 => CssSum.Of(values[0] - (values[1] * Math.Floor(values[0] / values[1])), unit),
            "rem" when values.Count == 2 => CssSum.Of(values[0] % values[1], unit),
            "round" when values.Count == 2 => CssSum.Of(Math.Floor((values[0] / values[1]) + 0.5) * values[1], unit),
            "round" when values.Count == 1 => CssSum.Of(Math.Floor(values[0] + 0.5), unit),
            "abs" when values.Count == 1 => CssSum.Of(Math.Abs(values[0]), unit),
            "sign" when values.Count == 1 => CssSum.Of(double.IsNaN(values[0]) ? values[0] : Math.Sign(values[0]), string.Empty),
            "atan2" when values.Count == 2 => CssSum.Of(Math.Atan2(values[0], values[1]) * 180 / Math.PI, "deg"),
            "hypot" or "mod" or "rem" or "round" or "abs" or "sign" or "atan2" => null,
            _ when values.Count == 3 => CssSum.Of(Math.Max(values[0], Math.Min(values[1], values[2])), unit),
            _ => null,
        };
    }

    // Of numbers without a unit, or of an angle.
    private static CssSum? EvaluateNumber(string name, List<IReadOnlyList<CssComponent>> arguments)
    {
        var sums = arguments.Select(Evaluate).ToList();
        if (sums.Exists(static sum => sum is not { Terms: [("" or "deg", _)] }))
        {
            return null;
        }

        var values = sums.ConvertAll(static sum => sum!.Terms[0].Unit == "deg" ? sum.Terms[0].Amount * Math.PI / 180 : sum.Terms[0].Amount);
        double? value = (name, values) switch
        {
            ("pow", [var number, var exponent]) => Math.Pow(number, exponent),
            ("sqrt", [var number]) => Math.Sqrt(number),
            ("exp", [var number]) => Math.Exp(number),
            ("log", [var number]) => Math.Log(number),
            ("log", [var number, var to]) => Math.Log(number) / Math.Log(to),
            ("sin", [var angle]) => Math.Sin(angle),
            ("cos", [var angle]) => Math.Cos(angle),
            ("tan", [var angle]) => Math.Tan(angle),
            ("asin", [var number]) => Math.Asin(number),
            ("acos", [var number]) => Math.Acos(number),
            ("atan", [var number]) => Math.Atan(number),
            _ => (double?)null,
        };
        return value is null ? null : name[0] == 'a' ? CssSum.Of(value.Value * 180 / Math.PI, "deg") : CssSum.Of(value.Value, string.Empty);
    }

    private static CssSum? Evaluate(IReadOnlyList<CssComponent> expression)
    {
        var calculation = new CssCalculation(expression);
        var value = calculation.Sum();
        return calculation._at == expression.Count ? value : null;
    }

    private CssSum? Sum()
    {
        var sum = Product();
        while (sum is not null && Operator("+", "-") is { } sign)
        {
            var next = Product();
            var isMixed = next is not null && sum.Terms.Concat(next.Terms).Select(static term => term.Unit.Length == 0).Distinct().Count() > 1;
            sum = next is null || isMixed ? null : CssSum.Of(sum.Terms.Concat(Times(next, sign == "-" ? -1 : 1).Terms));
        }

        return sum;
    }

    private CssSum? Product()
    {
        var product = Operand();
        while (product is not null && Operator("*", "/") is { } sign)
        {
            product = (product, Operand()) switch
            {
                (_, null) => null,
                var (left, right) when sign == "/" => IsNumber(right) ? Times(left, 1 / right.Terms[0].Amount) : null,
                var (left, right) when IsNumber(right) => Times(left, right.Terms[0].Amount),
                var (left, right) when IsNumber(left) => Times(right, left.Terms[0].Amount),
                _ => null,
            };
        }

        return product;
    }

    private CssSum? Operand()
    {
        if (_at == _parts.Count)
        {
            return null;
        }

        return _parts[_at++] switch
        {
            CssSum sum => sum,
            CssFunction { Name: "" } brackets => Evaluate(brackets.Arguments),
            CssFunction opaque => CssSum.Of(1, opaque.ToString()),
            CssWord word when char.IsLetter(word.Text[0]) => CssSum.Of(1, $"({word.Text})"),
            _ => null,
        };
    }

    private string? Operator(string one, string other)
    {
        if (_at < _parts.Count && _parts[_at] is CssWord word && (word.Text == one || word.Text == other))
        {
            _at++;
            return word.Text;
        }

        return null;
    }

    private static bool IsNumber(CssSum sum) => sum.Terms is [{ Unit: "" }];

    private static bool IsOpaque(string unit) => unit.Contains('(', StringComparison.Ordinal);

    private static CssSum Times(CssSum sum, double factor) => new([.. sum.Terms.Select(term => (term.Unit, term.Amount * factor))]);

    private static List<IReadOnlyList<CssComponent>> Split(IReadOnlyList<CssComponent> arguments)
    {
        var split = new List<IReadOnlyList<CssComponent>>();
        var argument = new List<CssComponent>();
        foreach (var part in arguments)
        {
            if (part is CssWord { Text: "," })
            {
                split.Add(argument);
                argument = [];
            }
            else
            {
                argument.Add(part);
            }
        }

        split.Add(argument);
        return split;
    }
}
