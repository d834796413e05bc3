using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>Which branches of an <c>@if</c> provably never run: what they lack takes nothing from the theme.</summary>
internal static class Branches
{
    /// <summary>Whether it is a branch whose condition is written as one that never holds.</summary>
    internal static bool IsFalse(ScssBlock block) =>
        SassDirective.Read(block.Prelude) is { Name: "if" or "else if", RestStart: var start } && block.Prelude.AsSpan(start).Trim() is "false" or "null";

    /// <summary>Those of which it is known whatever the variables are, as it is once these have left.</summary>
    internal static IReadOnlyCollection<ScssNode> NeverRun(List<ScssNode> unit, ThemeDefinitions definitions) => NeverRun(unit, NoVariables.Instance, definitions);

    /// <param name="unit">The <c>@if</c> with its <c>@else</c>; any other statement has no branches.</param>
    /// <param name="variables">What is known where it stands.</param>
    /// <param name="definitions">The theme's own mixins and functions.</param>
    internal static IReadOnlyCollection<ScssNode> NeverRun(List<ScssNode> unit, IVariables variables, ThemeDefinitions definitions)
    {
        if (unit[0] is not ScssBlock { IsAtRule: true } first || SassDirective.Read(first.Prelude)?.Name != "if")
        {
            return [];
        }

        var never = new List<ScssNode>();
        var isTaken = false;
        foreach (var block in unit.OfType<ScssBlock>())
        {
            if (isTaken)
            {
                never.Add(block);
            }
            else if (SassDirective.Read(block.Prelude) is { Name: not "else" } directive
                && SassExpressionReader.Read(block.Prelude, directive.RestStart, block.Prelude.Length) is { } condition
                && new SassEvaluator(block.Prelude, variables, definitions).Evaluate(condition) is { } value and not CssText)
            {
                isTaken = value.IsTruthy;
                if (!isTaken)
                {
                    never.Add(block);
                }
            }
        }

        return never;
    }
}
