using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Rule 4 for a calculation of the source: variables become <c>var()</c>, interpolation what it inserts, and every other byte stays. Where
/// Sass would not take what comes of that, the inserted text stays interpolation, into which it does not look.
/// </summary>
internal sealed class CalculationRewriter(IVariables variables, SassEvaluator evaluator, ExpressionRewriter rewriter, CalcRewriter arithmetic)
{
    /// <exception cref="NotConvertibleException"/>
    internal string ToCss(Calculation calculation)
    {
        if (!rewriter.Leaves(calculation))
        {
            return rewriter.Slice(calculation);
        }

        var plain = Write(calculation, isPlain: true, isSass: false);
        if (CssMath.TakesNumbersForLengths(calculation.Name) && !CalculationUnits.AreAcceptedByCss(plain))
        {
            return evaluator.TryWrite(calculation) ?? throw new NotConvertibleException($"numbers and lengths are mixed in '{calculation.Name}()', which Sass alone can compute");
        }

        return CalculationUnits.AreAccepted(plain) ? plain : Write(calculation, isPlain: false, isSass: false);
    }

    /// <summary>What no grammar can read, as <c>calc(#{$a}+1px)</c>: one interpolation, into which Sass does not look.</summary>
    internal static string TextToCss(string calculation)
    {
        var inside = calculation["calc(".Length..^1];
        var quote = inside.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        return CalculationUnits.AreAccepted(calculation) ? calculation : $"calc(#{{{quote}{inside}{quote}}})";
    }

    /// <param name="expression">A part of the calculation.</param>
    /// <param name="isPlain">Whether interpolation becomes what it inserts.</param>
    /// <param name="isSass">Whether it stands in a function that was Sass's own first, in whose sums a number is no length less.</param>
    private string Write(SassExpression expression, bool isPlain, bool isSass)
    {
        switch (expression)
        {
            case VariableUse { Module: null } variable when variables.Find(variable.Name) is LiteralBinding literal && !CalcRewriter.IsOperand(literal):
                return literal.Text;
            case Interpolation { Value: var value } when rewriter.HasUnknown(value) && arithmetic.Operand(value) is { } operand:
                return operand; // its text reaches CSS as it is
            case Interpolation interpolation:
                return rewriter.Insert(interpolation, isPlain);
            case Calculation inner when evaluator.AsOwnFunction(inner) is not null:
                return rewriter.ToCss(inner);
            case CalculationOperation { Operator: '+' or '-' } when isSass && HasSassVariable(expression):
                return rewriter.ToSass(expression); // "var(--gap, 12px) - $offset" would be none of CSS where that is 0
            case Calculation or CalculationOperation or CalculationGroup or CalculationText or Identifier:
                isSass = expression is Calculation { Name: var name } ? CssMath.TakesNumbersForLengths(name) : isSass;
                return rewriter.Compose(expression, part => Write(part, isPlain, isSass));
            default:
                return rewriter.ToCss(expression);
        }
    }

    // Interpolation is text to Sass, too.
    private bool HasSassVariable(SassExpression expression) => expression is VariableUse { Module: null } variable
        ? variables.Find(variable.Name) is SassBinding
        : expression is not Interpolation && expression.Children.Any(HasSassVariable);
}
