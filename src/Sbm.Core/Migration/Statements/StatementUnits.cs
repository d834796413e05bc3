using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Statements;

/// <summary>Nodes that stand or fall together: one statement or block, or an <c>@if</c> with every <c>@else</c> that belongs to it.</summary>
internal static class StatementUnits
{
    internal static IEnumerable<List<ScssNode>> Of(List<ScssNode> nodes)
    {
        for (var i = 0; i < nodes.Count;)
        {
            var length = LengthAt(nodes, i);
            yield return nodes.GetRange(i, length);
            i += length;
        }
    }

    private static int LengthAt(List<ScssNode> nodes, int start)
    {
        var length = 1;
        if (DirectiveOf(nodes[start]) == "if")
        {
            for (var i = start + 1; i < nodes.Count && (nodes[i] is ScssComment || DirectiveOf(nodes[i]) is "else" or "else if"); i++)
            {
                length = nodes[i] is ScssBlock ? i - start + 1 : length;
            }
        }

        return length;
    }

    private static string? DirectiveOf(ScssNode node) => node is ScssBlock { IsAtRule: true } block ? SassDirective.Read(block.Prelude)?.Name : null;
}
