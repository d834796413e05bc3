using Sbm.Core.Migration.Statements;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 8: a rule left without content goes, unless something extends it.</summary>
internal static class EmptyRulePass
{
    internal static void Apply(List<ScssNode> nodes)
    {
        var extended = new HashSet<string>();
        CollectExtended(nodes, extended);
        RemoveEmpty(nodes, extended);
    }

    private static void CollectExtended(List<ScssNode> nodes, HashSet<string> extended)
    {
        foreach (var node in nodes)
        {
            if (node is ScssStatement statement && ExtendStatement.TargetOf(statement) is { } targets)
            {
                extended.UnionWith(ScssList.Split(targets));
            }
            else if (node is ScssBlock block)
            {
                CollectExtended(block.Children, extended);
            }
        }
    }

    private static void RemoveEmpty(List<ScssNode> nodes, HashSet<string> extended) => nodes.RemoveAll(node =>
    {
        if (node is not ScssBlock block)
        {
            return node is ScssStatement { Text.Length: 0 };
        }

        RemoveEmpty(block.Children, extended);
        return block.Children.Count == 0 && MayGo(block) && !extended.Any(target => block.Prelude.Contains(target, StringComparison.Ordinal));
    });

    // Definitions, control directives and calls mean something without content too.
    private static bool MayGo(ScssBlock block) =>
        !block.IsAtRule || block.Prelude.StartsWith("@media", StringComparison.Ordinal) || block.Prelude.StartsWith("@supports", StringComparison.Ordinal);
}
