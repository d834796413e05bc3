using System.Text.RegularExpressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Reports what Site Builder should not have to do: mixins and variables of the common theme, the theme's own top-level
/// variables, and colour functions. Mixins and functions that the theme defines itself are no fault.
/// </summary>
internal sealed partial class UnconvertedPass(MigrationLog log)
{
    private readonly HashSet<string> _mixins = [];
    private readonly HashSet<string> _variables = [];

    /// <summary>Learns what the theme defines itself, in any of its outputs.</summary>
    internal void Learn(IEnumerable<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            var text = node is ScssBlock { Prelude: var prelude } ? prelude : node is ScssStatement { Text: var statement } ? statement : string.Empty;
            if (Definition().Match(text) is { Success: true } definition)
            {
                _mixins.Add(Unified(definition.Groups[1].Value));
            }

            if (text.StartsWith('$') || text.StartsWith('@'))
            {
                _variables.UnionWith(DeclaredVariable().Matches(text).Select(static match => Unified(match.Value)));
            }

            if (node is ScssBlock block)
            {
                Learn(block.Children);
            }
        }
    }

    internal void Apply(IEnumerable<ScssNode> nodes)
    {
        foreach (var variable in nodes.OfType<ScssStatement>().Where(static statement => statement.IsVariable))
        {
            log.Leave(variable, "the variable stays Sass");
        }

        Look(nodes);
    }

    private void Look(IEnumerable<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case ScssStatement { IsCustomProperty: false } statement:
                    Look(statement, statement.Text);
                    break;
                case ScssBlock block:
                    Look(block, block.Prelude);
                    Look(block.Children);
                    break;
            }
        }
    }

    private void Look(ScssNode node, string text)
    {
        if (Include().Match(text) is { Success: true } include && !_mixins.Contains(Unified(include.Groups[1].Value)))
        {
            log.Leave(node, $"the mixin '{include.Groups[1].Value}' is not converted");
            return;
        }

        var unknown = Variable().Matches(text).FirstOrDefault(match => !_variables.Contains(Unified(match.Value)));
        if (unknown is not null && !IsParameter(text))
        {
            log.Leave(node, $"the variable '{unknown.Value}' is not declared in the theme");
        }
        else if (node is ScssStatement { IsVariable: false } && ColourFunction().Match(text) is { Success: true } colour)
        {
            log.Leave(node, $"the colour function '{colour.Groups[1].Value}' is not converted");
        }
    }

    private static bool IsParameter(string text) => text.StartsWith("@mixin", StringComparison.Ordinal) || text.StartsWith("@function", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w-])(lighten|darken|saturate|desaturate|adjust-hue|mix|transparentize|fade-out|opacify|fade-in|rgba(?=\(\s*[$#]))\s*\(")]
    private static partial Regex ColourFunction();

    private static string Unified(string name) => name.Replace('_', '-');

    [GeneratedRegex(@"^@mixin\s+([\w-]+)")]
    private static partial Regex Definition();

    [GeneratedRegex(@"^@include\s+([\w-]+)")]
    private static partial Regex Include();

    [GeneratedRegex(@"\$[\w-]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\$[\w-]+(?=\s*:)|(?<=^@(mixin|function|each|for|include).*)\$[\w-]+", RegexOptions.Singleline)]
    private static partial Regex DeclaredVariable();
}
