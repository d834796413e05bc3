using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Passes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification;

/// <summary>
/// What an output has to mean, as SCSS: the theme's sources without imports, header, footer, navigation and what was not converted,
/// under the common theme and what the theme's other outputs define.
/// </summary>
internal sealed partial class SourceSide
{
    private readonly Dictionary<OutputFile, List<ScssNode>> _trees = [];
    private readonly HashSet<string> _declared;

    internal SourceSide(string theme, IReadOnlyList<string>? keepSelectors = null)
    {
        var sources = ThemeSources.Open(theme);
        foreach (var output in OutputFile.All.Where(output => output.Sources.Any(sources.Exists)))
        {
            var nodes = new ImportPass(sources, new MigrationLog()).Bring(output);
            var extends = new ExtendPass(nodes, new MigrationLog());
            new SitePartsPass(new SelectorVerdict(keepSelectors ?? []), new MigrationLog()).Apply(nodes);
            extends.Apply(nodes);
            _trees[output] = nodes;
        }

        _declared = [.. Nodes.Select(NameDefined).OfType<string>()];
    }

    /// <summary>The outputs that the theme has sources for.</summary>
    internal IEnumerable<OutputFile> Outputs => _trees.Keys;

    /// <summary>What is compared, of all outputs.</summary>
    internal IEnumerable<ScssNode> Nodes => _trees.Values.SelectMany(static nodes => nodes);

    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <param name="leftOut">What the output has as a comment in the place of a statement.</param>
    internal string For(OutputFile output, IReadOnlyCollection<MigrationWarning> leftOut)
    {
        var (before, behind) = PartsFor(output, leftOut);
        return before + CommonThemeStandIn.Scss + behind;
    }

    /// <summary>As <see cref="For"/>, in the parts that stand before and behind the common theme.</summary>
    internal (string Before, string Behind) PartsFor(OutputFile output, IReadOnlyCollection<MigrationWarning> leftOut)
    {
        var own = LeaveOut(_trees[output], leftOut);
        var defined = own.SelectMany(static node => NamesDefined(node)).ToHashSet();
        var definitions = _trees.Where(tree => tree.Key != output).SelectMany(tree => DefinitionsNotIn(tree.Value, defined)).ToList();
        var brought = LeaveOut(Needed(own, definitions), leftOut);
        var modules = Nodes.Where(IsUse).DistinctBy(static node => node.Summary);
        return (SourceText.Of(modules), SourceText.Of(AsIfUndeclared(brought)) + SourceText.Of(AsIfUndeclared(own.Where(static node => !IsUse(node)))));
    }

    // The first output that defines a name is the one that it comes from. An "@if" stays with its "@else".
    private static List<List<ScssNode>> DefinitionsNotIn(List<ScssNode> nodes, HashSet<string> defined)
    {
        var found = StatementUnits.Of(nodes)
            .Select(static unit => unit.SelectMany(AssignmentsOnly).ToList())
            .Where(unit => unit.SelectMany(NamesDefined).Any(name => !defined.Contains(name)))
            .ToList();
        defined.UnionWith(found.SelectMany(static unit => unit).SelectMany(NamesDefined));
        return found;
    }

    // Those that the nodes name, and what those name in turn.
    private static List<ScssNode> Needed(IEnumerable<ScssNode> nodes, List<List<ScssNode>> definitions)
    {
        var words = new HashSet<string>();
        var needed = new HashSet<List<ScssNode>>();
        for (var open = nodes.ToList(); open.Count > 0;)
        {
            words.UnionWith(Word().Matches(SourceText.Of(open)).Select(static word => Unified(word.Value)));
            open = [.. definitions.Where(unit => unit.SelectMany(NamesDefined).Any(name => words.Contains(name.Split(' ')[^1])) && needed.Add(unit)).SelectMany(static unit => unit)];
        }

        return [.. definitions.Where(needed.Contains).SelectMany(static unit => unit)];
    }

    // Of a control directive at the top level, what it assigns.
    private static IEnumerable<ScssNode> AssignmentsOnly(ScssNode node)
    {
        if (IsControl(node) && node is ScssBlock block)
        {
            yield return WithChildren(block, [.. block.Children.SelectMany(AssignmentsOnly)]);
        }
        else if (NameDefined(node) is not null)
        {
            yield return node;
        }
    }

    private static IEnumerable<string> NamesDefined(ScssNode node) =>
        IsControl(node) && node is ScssBlock block ? block.Children.SelectMany(NamesDefined)
        : NameDefined(node) is { } name ? [name]
        : [];

    private static bool IsControl(ScssNode node) => Starts(node, "@if") || Starts(node, "@else") || Starts(node, "@each") || Starts(node, "@for") || Starts(node, "@while");

    // Each warning takes out the node that it names, an "@if" with everything that belongs to it.
    private static List<ScssNode> LeaveOut(List<ScssNode> nodes, IReadOnlyCollection<MigrationWarning> leftOut)
    {
        var kept = new List<ScssNode>();
        var isInChain = false; // of an "@if" that was left out
        foreach (var unit in nodes.Where(static node => node is not ScssComment { IsLine: true }))
        {
            if (unit is ScssComment)
            {
                kept.Add(unit);
                continue;
            }

            var isElse = Starts(unit, "@else");
            isInChain = isElse && isInChain;
            if (isInChain)
            {
                continue;
            }

            if (leftOut.Any(warning => IsAt(unit, warning)))
            {
                isInChain = Starts(unit, "@if") || isElse;
                if (isElse)
                {
                    var start = kept.FindLastIndex(static node => Starts(node, "@if")) is >= 0 and var first ? first : kept.Count;
                    kept.RemoveRange(start, kept.Count - start);
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

    // The migration does not know most of the common theme's values, so to it a default is the first one.
    private IEnumerable<ScssNode> AsIfUndeclared(IEnumerable<ScssNode> nodes)
    {
        var common = CommonThemeStandIn.Variables.Where(static name => !CommonTheme.Variables.ContainsKey(name)).Select(static name => "$" + name).Where(_declared.Contains).ToHashSet();
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
        var text = node.Head;
        return Definition().Match(text) is { Success: true } definition
            ? definition.Groups[1].Value + Unified(definition.Groups[2].Value)
            : null;
    }

    private static string Unified(string name) => name.Replace('_', '-');

    [GeneratedRegex(@"^(\$|@mixin |@function )\s*([\w-]+)")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\$?[\w-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*!default\s*$")]
    private static partial Regex Default();
}
