using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Whether Sass goes on computing with colours that literals give it: through parameters, loops and variables of rules.</summary>
internal static class LocalColors
{
    /// <summary>Too often rather than too rarely.</summary>
    internal static bool AreComputedWith(List<ScssNode> nodes)
    {
        var inner = nodes.OfType<ScssBlock>().SelectMany(static block => StatementVariables.All(block.Children));
        var locals = StatementVariables.DeclaredByHeadsIn(nodes).Concat(inner.Select(static node => VariableAssignment.Read(node)?.Name).OfType<string>()).ToHashSet();
        return StatementVariables.All(nodes).Select(static node => node.Head).Any(text => MayCompute(text) && SassParameters.NamesIn(text, 0, text.Length).Any(locals.Contains));
    }

    private static bool MayCompute(string text) =>
        text.Contains("color.", StringComparison.Ordinal) || Mentions.FunctionsIn(text).Any(static name => ColorModels.IsName(name) || name is "hue" or "saturation" or "lightness");
}
