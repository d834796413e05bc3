using System.Text.RegularExpressions;
using Sbm.Core.Migration;
using Sbm.Core.Migration.Passes;
using Sbm.Core.Scss;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// What an output has to mean, as SCSS: the theme's sources without imports, header, footer, navigation and what was not converted,
/// under the common theme and what the theme's other outputs define.
/// </summary>
internal sealed partial class SourceSide
{
    private readonly Dictionary<OutputFile, List<ScssNode>> _trees = [];
    private readonly HashSet<string> _declared;

    internal SourceSide(string theme)
    {
        var sources = ThemeSources.Open(theme);
        foreach (var output in OutputFile.All.Where(output => output.Sources.Any(sources.Exists)))
        {
            var nodes = new ImportPass(sources, new MigrationLog()).Bring(output);
            var extends = new ExtendPass(nodes, new MigrationLog());
            new SitePartsPass(new MigrationLog()).Apply(nodes);
            extends.Apply(nodes);
            _trees[output] = nodes;
        }

        _declared = [.. _trees.Values.SelectMany(static nodes => nodes).Select(NameDefined).OfType<string>()];
    }

    /// <summary>The outputs that the theme has sources for.</summary>
    internal IEnumerable<OutputFile> Outputs => _trees.Keys;

    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <param name="leftOut">What the output has as a comment in the place of a statement.</param>
    internal string For(OutputFile output, IReadOnlyCollection<MigrationWarning> leftOut)
    {
        var own = _trees[output];
        var defined = own.Select(NameDefined).OfType<string>().ToHashSet();
        var others = _trees.Where(tree => tree.Key != output).SelectMany(static tree => tree.Value);
        var brought = others.Where(node => NameDefined(node) is { } name && !defined.Contains(name));
        var modules = _trees.Values.SelectMany(static nodes => nodes).Where(IsUse).DistinctBy(static node => node.Summary);
        return SourceText.Of(modules)
            + CommonTheme.Scss
            + SourceText.Of(AsIfUndeclared(brought))
            + SourceText.Of(AsIfUndeclared(LeaveOut(own, leftOut).Where(static node => !IsUse(node))));
    }

    // Each warning takes out the node that it names, an "@if" with everything that belongs to it.
    private static List<ScssNode> LeaveOut(List<ScssNode> nodes, IReadOnlyCollection<MigrationWarning> leftOut)
    {
        var kept = new List<ScssNode>();
        var isInChain = false; // of an "@if" that was left out
        foreach (var unit in nodes.Where(static node => node is not ScssComment))
        {
            var isElse = Starts(unit, "@else");
            isInChain = isElse && isInChain;
            if (isInChain)
            {
                continue;
            }

            if (leftOut.Any(warning => IsAt(unit, warning)))
            {
                isInChain = Starts(unit, "@if") || isElse;
                while (isElse && Starts(kept[^1], "@else"))
                {
                    kept.RemoveAt(kept.Count - 1);
                }

                if (isElse)
                {
                    kept.RemoveAt(kept.Count - 1); // its @if
                }

                continue;
            }

            kept.Add(unit is ScssBlock block ? WithChildren(block, LeaveOut(block.Children, leftOut)) : unit);
        }

        return kept;
    }

    private static bool IsAt(ScssNode node, MigrationWarning warning) =>
        node.Source is { } source && source.Name == warning.File && source.PositionOf(node.Offset) == (warning.Line, warning.Column);

    private static ScssBlock WithChildren(ScssBlock block, List<ScssNode> children) =>
        new() { Prelude = block.Prelude, Source = block.Source, Offset = block.Offset, Children = children, IsPropertyNest = block.IsPropertyNest };

    private static bool Starts(ScssNode node, string word) => node is ScssBlock block && block.Prelude.StartsWith(word, StringComparison.Ordinal);

    private static bool IsUse(ScssNode node) => node is ScssStatement statement && statement.Text.StartsWith("@use", StringComparison.Ordinal);

    // The migration does not know the common theme's value, so to it a default is the first one.
    private IEnumerable<ScssNode> AsIfUndeclared(IEnumerable<ScssNode> nodes)
    {
        var common = CommonTheme.Variables.Select(static name => "$" + name).Where(_declared.Contains).ToHashSet();
        foreach (var node in nodes)
        {
            var isFirst = NameDefined(node) is { } name && common.Remove(name);
            yield return isFirst && node is ScssStatement statement
                ? new ScssStatement { Text = Default().Replace(statement.Text, string.Empty) }
                : node;
        }
    }

    // "$name", "@mixin name" or "@function name", with "-" for "_".
    private static string? NameDefined(ScssNode node)
    {
        var text = node switch { ScssBlock block => block.Prelude, ScssStatement statement => statement.Text, _ => string.Empty };
        return Definition().Match(text) is { Success: true } definition
            ? definition.Groups[1].Value.Replace('_', '-') + definition.Groups[2].Value.Replace('_', '-')
            : null;
    }

    [GeneratedRegex(@"^(\$|@mixin |@function )\s*([\w-]+)")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\s*!default\s*$")]
    private static partial Regex Default();
}
