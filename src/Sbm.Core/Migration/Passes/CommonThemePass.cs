using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What the common theme had put before a theme's first statement: its variables, its functions, the rules that themes extend.</summary>
internal static class CommonThemePass
{
    /// <summary>Puts the common theme's variables that a tree mentions at its top. One that another output assigns comes from there.</summary>
    internal static void AssignVariables(Dictionary<OutputFile, List<ScssNode>> trees)
    {
        var mentioned = trees.ToDictionary(static tree => tree.Key, static tree => Mentions.In(tree.Value));
        foreach (var (output, nodes) in trees)
        {
            var own = mentioned[output];
            nodes.InsertRange(0, CommonTheme.Variables
                .Where(variable => own.Variables.Contains(variable.Key) || (variable.Key == "browser-context" && own.Functions.Contains("em")))
                .Where(variable => own.Assigned.Contains(variable.Key) ? !IsAssignedFirst(nodes, variable.Key) : !mentioned.Values.Any(other => other.Assigned.Contains(variable.Key)))
                .Select(static variable => variable.Value.Clone()));
        }
    }

    /// <summary>Puts before each call of <c>site-builder</c> what it assigns for its brand, and the brand into the call.</summary>
    /// <param name="nodes">An output's tree.</param>
    /// <param name="definitions">What the theme defines itself.</param>
    /// <param name="variables">Makes what is known of the tree's variables, where a brand is one.</param>
    internal static void AssignBrands(List<ScssNode> nodes, ThemeDefinitions definitions, Func<ThemeVariables> variables)
    {
        if (!definitions.IsMixin("site-builder"))
        {
            AssignBrands(nodes, isTopLevel: true, variables);
        }
    }

    /// <summary>Puts in the functions that the tree still calls and the rules that it extends, each once, unless they are the theme's own.</summary>
    internal static void PutIn(List<ScssNode> nodes, ThemeDefinitions definitions, ThemeVariables variables)
    {
        var mentioned = Mentions.In(nodes);
        var rules = mentioned.Extended.Where(CommonTheme.Rules.ContainsKey).ToList();
        var own = rules.Count > 0 ? SelectorNames.In(nodes) : [];
        var functions = CommonTheme.Functions.Where(function => mentioned.Functions.Contains(function.Key) && !definitions.IsFunction(function.Key));
        nodes.InsertRange(0, [
            .. functions.Select(function => Function(function.Value, variables)),
            .. CommonTheme.Rules.Where(rule => rules.Contains(rule.Key) && !own.Contains(rule.Key)).Select(static rule => rule.Value.Clone()),
        ]);
    }

    // The default of a parameter is what it is at the end, unless it stays a variable.
    private static ScssNode Function(ScssBlock function, ThemeVariables variables)
    {
        var copy = (ScssBlock)function.Clone();
        var context = variables.AtEnd("browser-context") switch
        {
            LiteralBinding literal => literal.Text,
            SassBinding => "$browser-context",
            _ => (variables.Elsewhere("browser-context") as LiteralBinding)?.Text ?? "14",
        };
        copy.Prelude = copy.Prelude.Replace("$browser-context", context, StringComparison.Ordinal);
        return copy;
    }

    private static void AssignBrands(List<ScssNode> nodes, bool isTopLevel, Func<ThemeVariables> variables)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is ScssStatement call && BrandIn(call) is { } argument)
            {
                var isVariable = isTopLevel && argument.Contains(static part => part is VariableUse);
                var brand = new SassEvaluator(call.Text, isVariable ? At(nodes, i, variables()) : NoVariables.Instance, new ThemeDefinitions()).Evaluate(argument);
                if (isVariable && brand is not null)
                {
                    call.Text = string.Concat(call.Text.AsSpan(0, argument.Start), brand.ToCss(), call.Text.AsSpan(argument.End));
                }

                foreach (var (name, value) in brand is SassString word && CommonTheme.Find(CommonTheme.Brands, word.Text) is SassMap assigned ? assigned.Entries : [])
                {
                    var assignment = new ScssStatement { Text = $"${InsertedText.Of(name)}: {value.ToCss()}{(isTopLevel ? string.Empty : " !global")}", Leading = "\n" };
                    assignment.PlaceAt(call);
                    nodes.Insert(i++, assignment);
                }
            }
            else if (nodes[i] is ScssBlock block)
            {
                AssignBrands(block.Children, isTopLevel: false, variables);
            }
        }
    }

    // The top-level variables as they are before a node.
    private static Scope At(List<ScssNode> nodes, int index, ThemeVariables variables)
    {
        var scope = new Scope(variables);
        foreach (var statement in nodes.Take(index).OfType<ScssStatement>())
        {
            if (VariableAssignment.Read(statement) is { } assignment)
            {
                scope.Pass(statement, assignment, SassBinding.Instance);
            }
        }

        return scope;
    }

    // The argument of a call of site-builder; null if it is none.
    private static SassExpression? BrandIn(ScssStatement call) =>
        SassDirective.Read(call.Text) is { Name: "include", Target: "site-builder" } directive
        && SassExpressionReader.ReadArguments(call.Text, directive.RestStart, call.Text.Length) is { Arguments: [{ Name: null or "brand" } argument] }
            ? argument.Value
            : null;

    // Whether the first that the tree says of a variable is its assignment at the top level.
    private static bool IsAssignedFirst(List<ScssNode> nodes, string name)
    {
        var first = nodes.Find(node => Mentions.In([node]).Variables.Contains(name));
        return first is not null && VariableAssignment.Read(first) is { Parts.IsDefault: false } assignment && assignment.Name == name
            && Mentions.Count((ScssStatement)first, name) == 1;
    }
}
