using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>What no rewriting puts right: what is missing, what was not converted itself, and arithmetic with text.</summary>
/// <param name="text">The text that the expressions were read from.</param>
/// <param name="definitions">What the theme defines itself.</param>
internal sealed class RewriteRefusals(string text, ThemeDefinitions definitions)
{
    /// <exception cref="NotConvertibleException">The expression, its parts left aside, is of a module that is not there, or computes with a text.</exception>
    internal void Check(SassExpression expression)
    {
        RefuseArithmeticWithText(expression);
        RefuseMissingModule(expression);
    }

    /// <exception cref="NotConvertibleException">A function that it calls was not converted.</exception>
    internal void CheckFunctions(SassExpression expression)
    {
        if (definitions.Unconvertible == 0)
        {
            return;
        }

        expression.Contains(part => part is FunctionCall { Module: null } call && definitions.IsUnconvertible("@function " + call.Name)
            ? throw new NotConvertibleException($"the function '{call.Name}' was not converted")
            : false);
    }

    // What "em" gives is a text, which would be a number to Sass once it is written out.
    private void RefuseArithmeticWithText(SassExpression expression)
    {
        if (expression is UnaryOperation { Operator: "-" or "+", Operand: var operand } ? IsText(operand)
            : expression is BinaryOperation { Operator: not ("==" or "!=" or "and" or "or" or "=") } binary && (IsText(binary.Left) || IsText(binary.Right)))
        {
            throw new NotConvertibleException("Sass cannot compute with the text that a function of the common theme gives");
        }

        bool IsText(SassExpression part) =>
            part is Parenthesized { Inner: { } inner } ? IsText(inner) : part is FunctionCall call && CommonThemeFunctions.GivesText(call.Name) && definitions.CallsCommon(call);
    }

    private void RefuseMissingModule(SassExpression expression)
    {
        var module = expression is VariableUse variable ? variable.Module : (expression as FunctionCall)?.Module;
        if (module is not null && !SassModules.IsKnown(module))
        {
            throw new NotConvertibleException($"'{text[expression.Start..expression.End]}' is of a module that is not in the theme");
        }
    }
}
