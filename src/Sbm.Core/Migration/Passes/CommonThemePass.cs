using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Scopes;
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

    /// <summary>Puts before each call of <c>site-builder</c> what it assigns for its brand.</summary>
    internal static void AssignBrands(List<ScssNode> nodes, ThemeDefinitions definitions)
    {
        if (!definitions.IsMixin("site-builder"))
        {
            AssignBrands(nodes, isTopLevel: true);
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

    private static void AssignBrands(List<ScssNode> nodes, bool isTopLevel)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is ScssStatement call && BrandOf(call) is { } brand)
            {
                foreach (var (name, value) in brand.Entries)
                {
                    var assignment = new ScssStatement { Text = $"${SassEvaluator.TextOf(name)}: {value.ToCss()}{(isTopLevel ? string.Empty : " !global")}", Leading = "\n" };
                    assignment.PlaceAt(call);
                    nodes.Insert(i++, assignment);
                }
            }
            else if (nodes[i] is ScssBlock block)
            {
                AssignBrands(block.Children, isTopLevel: false);
            }
        }
    }

    // What the call assigns; null if it is none, or of a brand that assigns nothing.
    private static SassMap? BrandOf(ScssStatement call)
    {
        if (SassDirective.Read(call.Text) is not { Name: "include", Target: "site-builder" } directive
            || SassExpressionReader.ReadArguments(call.Text, directive.RestStart, call.Text.Length) is not { Arguments: [{ Name: null or "brand" } argument] })
        {
            return null;
        }

        var brand = new SassEvaluator(call.Text, NoVariables.Instance, new ThemeDefinitions()).Evaluate(argument.Value);
        return brand is SassString name ? CommonTheme.Find(CommonTheme.Brands, name.Text) as SassMap : null;
    }

    // Whether the first that the tree says of a variable is its assignment at the top level.
    private static bool IsAssignedFirst(List<ScssNode> nodes, string name)
    {
        var first = nodes.Find(node => Mentions.In([node]).Variables.Contains(name));
        return first is not null && VariableAssignment.Read(first) is { Parts.IsDefault: false } assignment && assignment.Name == name
            && Mentions.Count((ScssStatement)first, name) == 1;
    }
}
