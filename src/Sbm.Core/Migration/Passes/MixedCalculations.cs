using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// In <c>clamp(#{$a}, $b)</c> the Sass of legacy themes handed on <c>$b</c> as text, which no browser understands. The output has the variable, as
/// it was meant; that is reported, since it now does something.
/// </summary>
internal static class MixedCalculations
{
    internal static void Report(List<ScssNode> nodes, MigrationLog log)
    {
        foreach (var node in StatementVariables.All(nodes))
        {
            var text = node.Head;
            if (text.Contains("#{", StringComparison.Ordinal) && text.Contains('$', StringComparison.Ordinal))
            {
                foreach (var variable in StatementTexts.Expressions(node).Select(static part => VariableIn(part.Expression)).OfType<VariableUse>())
                {
                    log.Leave(node, $"the old Sass handed on '${variable.Name}' as text, beside the interpolation in this calculation: here it is the variable");
                }
            }
        }
    }

    private static VariableUse? VariableIn(SassExpression expression) =>
        expression is Calculation { Name: "calc" or "clamp" or "min" or "max" } or CalculationGroup && expression.Children.Any(HasInterpolation)
            ? FirstIn(expression)
            : expression.Children.Select(VariableIn).FirstOrDefault(static found => found is not null);

    // Not in brackets or calls of its own.
    private static bool HasInterpolation(SassExpression part) =>
        part is Interpolation or Identifier { Parts.Count: > 0 } || (part is CalculationOperation or CalculationText && part.Children.Any(HasInterpolation));

    private static VariableUse? FirstIn(SassExpression expression) =>
        expression as VariableUse ?? (expression is Interpolation ? null : expression.Children.Select(FirstIn).FirstOrDefault(static found => found is not null));
}
