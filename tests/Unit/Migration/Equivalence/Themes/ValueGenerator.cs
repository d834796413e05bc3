using System.Globalization;

namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>Makes expressions of each kind of value from literals, variables, arithmetic, functions and colours.</summary>
internal sealed class ValueGenerator(Dice dice, Names names)
{
    /// <summary>An expression. What it holds of the common theme's variables stands where the text reaches CSS.</summary>
    internal string Css(Kind kind) => dice.Chance(20) && Common(kind) is { } common ? common : Known(kind);

    /// <summary>An expression that can be computed from the theme alone.</summary>
    internal string Known(Kind kind, int depth = 0)
    {
        if (depth > 2 || dice.Chance(35))
        {
            return Literal(kind);
        }

        if (dice.Chance(55) && names.Of(kind) is { Count: > 0 } variables)
        {
            return Written(dice.OneOf(variables));
        }

        return kind switch
        {
            Kind.Length => dice.Make(
                () => $"{Operand(Kind.Length, depth)} * {dice.Between(2, 4)}",
                () => $"{Operand(Kind.Length, depth)} + {dice.Between(1, 9)}px",
                () => $"{Operand(Kind.Length, depth)} - {Operand(Kind.Length, depth)}",
                () => $"({Known(Kind.Length, depth + 1)} + {dice.Between(1, 9)}px) / 2",
                () => $"{dice.Between(2, 4)} * {Operand(Kind.Length, depth)}",
                () => Called(Kind.Length, depth),
                () => FromMany(Kind.Lengths, "nth({0}, " + dice.OneOf("1", "3") + ")", Kind.Length), // the second may be 0, with which calculations of CSS refuse to add
                () => $"if({Condition(depth)}, {Known(Kind.Length, depth + 1)}, {Literal(Kind.Length)})",
                () => $"max({Operand(Kind.Length, depth)}, 3px)",
                () => names.HasMath ? $"math.div({Known(Kind.Length, depth + 1)}, 2)" : $"round({Operand(Kind.Length, depth)} / 3)"),
            Kind.Number => dice.Make(
                () => $"{Operand(Kind.Number, depth)} * 2",
                () => $"{Operand(Kind.Number, depth)} + 1",
                () => $"({Known(Kind.Number, depth + 1)} / 2)",
                () => $"length({Operand(Kind.Lengths, depth)})"),
            Kind.Percent => dice.Make(
                () => $"{Operand(Kind.Percent, depth)} / 2",
                () => $"100% - {Operand(Kind.Percent, depth)}",
                () => $"percentage({dice.Between(1, 3)} / {dice.Between(4, 7)})"),
            Kind.Color => dice.Make(
                () => ColorFunction(Known(Kind.Color, depth + 1), depth),
                () => ColorFunction(Known(Kind.Color, depth + 1), depth),
                () => FromMany(Kind.Colors, "map-get({0}, " + dice.OneOf("new", "used", "\"old\"") + ")", Kind.Color)),
            Kind.Time => dice.Make(() => $"{Operand(Kind.Time, depth)} * 2", () => $"{Operand(Kind.Time, depth)} + .1s"),
            Kind.Angle => $"{Operand(Kind.Angle, depth)} * -1",
            Kind.Text => dice.Make(
                () => $"{Operand(Kind.Text, depth)} + \"-{dice.Between(1, 9)}\"",
                () => $"\"#{{{Operand(Kind.Word, depth)}}} {{not}} // a comment\"",
                () => $"quote({Operand(Kind.Word, depth)})"),
            Kind.Lengths => $"{Operand(Kind.Length, depth)} {Literal(Kind.Length)} {Parenthesised(Known(Kind.Length, depth + 1))}",
            Kind.Shadow => $"0 {Literal(Kind.Length)} {Operand(Kind.Length, depth)} {Known(Kind.Color, depth + 1)}",
            _ => Literal(kind),
        };
    }

    /// <summary>A condition that can be computed from the theme alone.</summary>
    internal string Condition(int depth = 0) => dice.Make(
        () => $"{Operand(Kind.Length, depth)} > {dice.Between(1, 20)}px",
        () => $"{Operand(Kind.Number, depth)} == {dice.Between(1, 3)}",
        () => $"not {Operand(Kind.Flag, depth)}",
        () => $"{Operand(Kind.Word, depth)} == left or {Operand(Kind.Flag, depth)}",
        () => Operand(Kind.Flag, depth));

    internal string Literal(Kind kind)
    {
        var n = dice.Between(1, 40);
        return kind switch
        {
            Kind.Length => dice.Make(() => $"{n}px", () => $"{n}px", () => $"{n}.5px", () => $"{n * 10}px"),
            Kind.Number => dice.Make(() => $"{dice.Between(1, 9)}", () => $".{n}", () => $"{dice.Between(0, 3)}.5"),
            Kind.Percent => dice.Make(() => $"{n}%", () => $"{n}.25%"),
            Kind.Color => dice.Make(
                () => "#" + Digits(6),
                () => "#" + Digits(3),
                () => "#" + Digits(dice.Chance(50) ? 4 : 8),
                () => dice.OneOf("red", "navy", "RebeccaPurple", "white", "gold", "transparent", "darkslategray"),
                () => $"rgb({n}, {n * 2}, {n * 3})",
                () => $"rgba({n * 4}, {n}, 200, 0.{dice.Between(1, 9)})",
                () => $"hsl({n * 8}, {n}%, {n + 20}%)",
                () => $"hsla({n * 8}, {n}%, {n + 20}%, .{dice.Between(1, 9)})"),
            Kind.Time => dice.Make(() => $"{n}00ms", () => $".{n}s", () => $"{dice.Between(1, 3)}s"),
            Kind.Angle => dice.Make(() => $"{n}deg", () => $"-{n}deg"),
            Kind.Word => dice.OneOf("left", "right", "top", "solid", "auto"),
            Kind.Text => dice.OneOf("\"plain\"", "'single'", "\"{ brace }\"", "\"a; b: c\"", "'it\\'s'", "\"\\f101\"", "\"url(../images/x.png)\"", "\"/* no */ // no\""),
            Kind.Lengths => $"{n}px 0 {n + 1}px",
            Kind.Words => dice.OneOf("alpha, beta, gamma", "one two three", "(a, b)"),
            Kind.Colors => $"(new: {Literal(Kind.Color)}, used: {Literal(Kind.Color)}, \"old\": {Literal(Kind.Color)})",
            Kind.Shadow => dice.OneOf($"0 1px {n}px rgba(0, 0, 0, .2)", $"0 0 {n}px #333", "inset 0 -1px 0 white"),
            Kind.Image => dice.OneOf("'../images/hero lake.jpg'", "\"../images/a.png\"", "\"../../T/images/b.svg?v=3#x\"", "'//cdn.example/c.png'", "\"/d.png\""),
            Kind.Flag => dice.OneOf("true", "false"),
            Kind.Query => dice.OneOf("\"screen and (min-width: 700px)\"", "\"print\"", "'(max-width: 500px)'"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>An operand: what has operators stands in parentheses.</summary>
    internal string Operand(Kind kind, int depth = 0) => Parenthesised(Known(kind, depth + 1));

    /// <summary>A call of one of the theme's functions, if there is one.</summary>
    private string Called(Kind kind, int depth)
    {
        var functions = names.Functions.Where(function => function.Parameters[0].Kind == kind && (function.IsShared || !names.IsInShared)).ToList();
        if (functions.Count == 0)
        {
            return Literal(kind);
        }

        var function = dice.OneOf(functions);
        return dice.Chance(30)
            ? $"{function.Name}({function.Parameters[0].Name}: {Known(kind, depth + 1)})"
            : $"{function.Name}({Known(kind, depth + 1)})";
    }

    private string FromMany(Kind many, string format, Kind one) =>
        names.Of(many) is { Count: > 0 } variables ? string.Format(CultureInfo.InvariantCulture, format, Written(dice.OneOf(variables))) : Literal(one);

    private string ColorFunction(string color, int depth)
    {
        var percent = dice.Chance(30) ? Operand(Kind.Percent, 2) : $"{dice.Between(1, 40)}%";
        percent = percent.StartsWith('(') || percent.Contains("100", StringComparison.Ordinal) ? "15%" : percent;
        var alpha = $"{dice.OneOf("0", string.Empty)}.{dice.Between(1, 99)}";
        return dice.Make(
            () => $"lighten({color}, {percent})",
            () => $"darken({color}, $amount: {percent})",
            () => $"saturate({color}, {percent})",
            () => $"desaturate({color}, {percent})",
            () => $"adjust-hue({color}, {Known(Kind.Angle, depth + 1)})",
            () => $"mix({color}, {Known(Kind.Color, depth + 1)})",
            () => $"mix({color}, {Known(Kind.Color, depth + 1)}, {percent})",
            () => $"rgba({color}, {alpha})",
            () => $"rgba($color: {color}, $alpha: {alpha})",
            () => $"{dice.OneOf("transparentize", "fade-out", "fade_out")}({color}, {alpha})",
            () => $"{dice.OneOf("opacify", "fade-in")}({color}, {alpha})");
    }

    // The common theme's variables, and what CSS can make of them.
    private string? Common(Kind kind)
    {
        var gutter = dice.OneOf("$gutter-width", "$container_width", "$tablet-max");
        var color = dice.OneOf("$text-color", "$primary-button-bg", "$cta_button_hover-color", "$outline-button-hoverbg", "$dark-button-color", "$link-color");
        return kind switch
        {
            Kind.Length => dice.Make(() => gutter, () => gutter, () => $"{gutter} * 2", () => $"{gutter} / 3", () => $"{gutter} + {dice.Between(1, 9)}px", () => $"-{gutter}"),
            Kind.Color => dice.Make(
                () => color,
                () => color,
                () => $"lighten({color}, 7%)",
                () => $"darken({color}, {dice.Between(1, 30)}%)",
                () => $"rgba({color}, .{dice.Between(1, 9)})",
                () => $"{dice.OneOf("transparentize", "fade-out")}({color}, 0.{dice.Between(1, 9)})"),
            Kind.Time => "$transition-speed",
            Kind.Shadow => dice.OneOf("$card-shadow", $"0 0 3px {color}"),
            Kind.Number => "$base-line-height",
            _ => null,
        };
    }

    private string Written(Variable variable) => dice.Chance(10) ? variable.Name.Replace('-', '_') : variable.Name;

    private static string Parenthesised(string expression) => expression.Contains(' ', StringComparison.Ordinal) && !IsCall(expression) ? $"({expression})" : expression;

    private static bool IsCall(string expression) =>
        (expression.EndsWith(')') && expression.IndexOf('(', StringComparison.Ordinal) is var open && open >= 0 && !expression[..open].Contains(' ', StringComparison.Ordinal) && open > 0 && IsOneGroup(expression, open))
        || (expression[0] is '"' or '\'' && expression.IndexOf(expression[0], 1) == expression.Length - 1);

    private static bool IsOneGroup(string expression, int open)
    {
        var depth = 0;
        for (var i = open; i < expression.Length; i++)
        {
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i == expression.Length - 1;
            }
        }

        return false;
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => dice.OneOf("0", "1", "3", "5", "8", "9", "a", "C", "e", "f")));
}
