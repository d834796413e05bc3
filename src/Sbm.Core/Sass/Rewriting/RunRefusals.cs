using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>
/// Finds where Sass is sure to stop once it runs an expression: arithmetic with units that do not convert, arguments that a function of its own
/// does not take, a key that a map has twice. What Sass need not come to, as an argument of <c>if()</c>, is not looked at.
/// </summary>
internal sealed class RunRefusals(string text, ThemeDefinitions definitions)
{
    private const int LongestCall = 2000; // of which the value is computed

    private readonly SassEvaluator _evaluator = new(text, NoVariables.Instance, definitions);

    /// <summary>Why Sass stops; null if it need not.</summary>
    internal string? Find(SassExpression expression)
    {
        string? reason = null;
        UnitOf(expression, ref reason);
        return reason;
    }

    // The unit of the number that it is, so far as can be told; an empty one for none.
    private string? UnitOf(SassExpression expression, ref string? reason)
    {
        switch (expression)
        {
            case NumberLiteral number:
                return number.Unit;
            case Parenthesized { Inner: { } inner }:
                return UnitOf(inner, ref reason);
            case UnaryOperation { Operator: "+" or "-" } unary:
                return UnitOf(unary.Operand, ref reason);
            case BinaryOperation { Operator: "and" or "or" } condition:
                UnitOf(condition.Left, ref reason);
                return null;
            case BinaryOperation { Operator: "=" } comparison:
                reason ??= $"Sass compares with '==': {text[comparison.Start..comparison.End]}";
                return null;
            case BinaryOperation operation:
                return UnitOf(operation, ref reason);
            case ConditionalValue or FunctionCall { Module: null, Name: "calc-size" }:
                return null; // a grammar of its own
            case FunctionCall { Module: null, Name: "if", Arguments: [{ Name: null, IsRest: false } first, ..] } choice:
                reason ??= RefuseArguments(choice);
                UnitOf(first.Value, ref reason);
                return null;
            case FunctionCall call:
                reason ??= Refuse(call);
                foreach (var part in call.Children.SelectMany(static part => part is BinaryOperation { Operator: "=" } ? part.Children : [part]))
                {
                    UnitOf(part, ref reason);
                }

                return null;
            case MapLiteral map:
                reason ??= Refuse(map);
                break;
        }

        foreach (var child in expression.Children)
        {
            UnitOf(child, ref reason);
        }

        return null;
    }

    private string? UnitOf(BinaryOperation operation, ref string? reason)
    {
        var (left, right) = (UnitOf(operation.Left, ref reason), UnitOf(operation.Right, ref reason));
        if (left is null || right is null || operation.Operator is "==" or "!=")
        {
            return null;
        }

        var isOneUnit = left.Length == 0 || right.Length == 0 || SassUnit.Convert(1, right, left) is not null;
        switch (operation.Operator)
        {
            case "*":
                return left.Length == 0 ? right : right.Length == 0 ? left : null;
            case "/":
                return right.Length == 0 ? left : left.Length > 0 && isOneUnit ? string.Empty : null;
            case "+" or "-" or "%":
                reason ??= isOneUnit ? null : Incompatible();
                return left.Length == 0 ? right : left;
            default:
                reason ??= isOneUnit ? null : Incompatible();
                return null;
        }

        string Incompatible() => $"Sass cannot compute '{text[operation.Start..operation.End]}': the units do not convert";
    }

    private string? Refuse(FunctionCall call)
    {
        if (RefuseArguments(call) is { } reason)
        {
            return reason;
        }

        if (call.Module is not null || call.NameParts.Count > 0 || definitions.IsFunction(call.Name) || !SassFunctions.StopsAtWrongValues(call.Name)
            || call.End - call.Start > LongestCall || call.Arguments.Any(static argument => argument.IsRest))
        {
            return null;
        }

        var values = call.Arguments.Select(argument => (argument.Name, Value: _evaluator.Evaluate(argument.Value))).ToList();
        if (values.Exists(static argument => argument.Value is null or CssText or SassString { IsCalculation: true }))
        {
            return null;
        }

        var named = values.Where(static argument => argument.Name is not null).ToDictionary(static argument => argument.Name!, static argument => argument.Value!);
        return SassFunctions.Call(call.Name, [.. values.Where(static argument => argument.Name is null).Select(static argument => argument.Value!)], named) is null
            ? $"Sass does not take these arguments: {text[call.Start..call.End]}"
            : null;
    }

    private string? RefuseArguments(FunctionCall call)
    {
        if (call.Arguments.SkipWhile(static argument => argument.Name is null).Any(static argument => argument is { Name: null, IsRest: false }))
        {
            return $"an argument without a name stands behind one with a name: {text[call.Start..call.End]}";
        }

        return call.Module is null && call.NameParts.Count == 0 && !definitions.IsFunction(call.Name) && !call.Arguments.Any(static argument => argument.IsRest)
            && !SassFunctions.Fits(call.Name, call.Arguments.Count(static argument => argument.Name is null), [.. call.Arguments.Select(static argument => argument.Name).OfType<string>()])
                ? $"the function '{call.Name}' of Sass takes other arguments: {text[call.Start..call.End]}"
                : null;
    }

    private string? Refuse(MapLiteral map)
    {
        var keys = new HashSet<SassValue>();
        foreach (var (key, _) in map.Entries)
        {
            if (_evaluator.Evaluate(key) is { } value and not CssText && !keys.Add(value))
            {
                return $"the map has the key '{text[key.Start..key.End]}' twice";
            }
        }

        return null;
    }
}
