namespace Sbm.Core.Sass.Expressions;

/// <summary>
/// <c>calc(…)</c>, <c>min(…)</c> and the like, read by the grammar of CSS: what stands in it is computed by no one but the browser, or by
/// Sass as the browser would.
/// </summary>
/// <param name="Start">As in <see cref="SassExpression"/>.</param>
/// <param name="End">As in <see cref="SassExpression"/>.</param>
/// <param name="Name">In lower case, with <c>-</c> for <c>_</c>.</param>
/// <param name="Arguments">
/// Each a <see cref="CalculationOperation"/>, <see cref="CalculationGroup"/>, <see cref="CalculationText"/> or an operand: a number, a variable,
/// a name or an interpolation, a call.
/// </param>
internal sealed record Calculation(int Start, int End, string Name, IReadOnlyList<SassExpression> Arguments) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => Arguments;
}

/// <summary><c>if(sass($a): 1px; media(print): 2px; else: 3px)</c></summary>
/// <param name="Start">As in <see cref="SassExpression"/>.</param>
/// <param name="End">As in <see cref="SassExpression"/>.</param>
/// <param name="Conditions">What Sass evaluates of the conditions.</param>
/// <param name="Values">The values.</param>
internal sealed record ConditionalValue(int Start, int End, IReadOnlyList<SassExpression> Conditions, IReadOnlyList<SassExpression> Values) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children { get; } = [.. Conditions.Concat(Values).OrderBy(static part => part.Start)];
}

/// <summary><c>100% - #{$a}</c> in a calculation.</summary>
internal sealed record CalculationOperation(char Operator, SassExpression Left, SassExpression Right) : SassExpression(Left.Start, Right.End)
{
    internal override IReadOnlyList<SassExpression> Children => [Left, Right];
}

/// <summary><c>(…)</c> in a calculation.</summary>
internal sealed record CalculationGroup(int Start, int End, SassExpression Inner) : SassExpression(Start, End)
{
    internal override IReadOnlyList<SassExpression> Children => [Inner];
}

/// <summary>Operands with no operator between: <c>100%-#{$a}</c>. To Sass that is text, as there is interpolation in it.</summary>
internal sealed record CalculationText(IReadOnlyList<SassExpression> Parts) : SassExpression(Parts[0].Start, Parts[^1].End)
{
    internal override IReadOnlyList<SassExpression> Children => Parts;
}
