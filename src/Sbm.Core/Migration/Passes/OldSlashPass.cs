using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// <c>12px / max(1.5)</c> was no division to the Sass of legacy themes, where it is a property's value; the current one divides. So
/// <c>max()</c> and <c>min()</c> beside such a slash become interpolation.
/// </summary>
internal static class OldSlashPass
{
    internal static void Apply(List<ScssNode> nodes)
    {
        foreach (var statement in StatementVariables.All(nodes).OfType<ScssStatement>())
        {
            if (statement is { IsAtRule: false, IsVariable: false, IsCustomProperty: false } && statement.Text.Contains('/', StringComparison.Ordinal)
                && ScssDeclaration.Read(statement.Text) is { } declaration
                && SassExpressionReader.Read(statement.Text, declaration.ValueStart, declaration.ValueEnd) is { } value)
            {
                statement.Text = Keep(statement.Text, value);
            }
        }
    }

    private static string Keep(string text, SassExpression value)
    {
        switch (value)
        {
            case ListLiteral { IsBracketed: false } list:
                return list.Items.Reverse().Aggregate(text, Keep); // from the end, so that what comes before keeps its place
            case BinaryOperation { Operator: "/" } quotient when IsKept(quotient):
                return Operands(quotient).Reverse().Where(static operand => operand is Calculation { Name: "min" or "max" })
                    .Aggregate(text, static (text, operand) => $"{text[..operand.Start]}#{{{text[operand.Start..operand.End]}}}{text[operand.End..]}");
            default:
                return text;
        }
    }

    // Numbers and calculations alone, as they are written.
    private static bool IsKept(SassExpression operand) =>
        operand is BinaryOperation { Operator: "/" } quotient ? IsKept(quotient.Left) && IsKept(quotient.Right)
        : operand is NumberLiteral or Calculation { Name: "min" or "max" or "calc" or "clamp" };

    private static IEnumerable<SassExpression> Operands(SassExpression operand) =>
        operand is BinaryOperation { Operator: "/" } quotient ? Operands(quotient.Left).Concat(Operands(quotient.Right)) : [operand];
}
