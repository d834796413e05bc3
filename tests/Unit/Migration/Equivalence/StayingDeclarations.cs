using Sbm.Core.Migration;
using Sbm.Core.Migration.LateDeclarations;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// What a run reports to stay behind nested rules is meant to come behind them in CSS: in the source it is written so that the Sass of legacy
/// themes puts it there as well, in <c>&amp; { … }</c>. What else the rule says must still be the same.
/// </summary>
internal static class StayingDeclarations
{
    internal static void Keep(IEnumerable<ScssNode> source, IEnumerable<MigrationWarning> reported)
    {
        var places = reported.Where(static left => left.Message.StartsWith("declarations stay behind nested rules", StringComparison.Ordinal))
            .Select(static left => (left.File, (left.Line, left.Column)))
            .ToHashSet();
        if (places.Count > 0)
        {
            StatementVariables.All(source).OfType<ScssBlock>()
                .Where(block => block.Source is { } file && places.Contains((file.Name, file.PositionOf(block.Offset))))
                .ToList()
                .ForEach(static block => Keep(block.Children, isBehind: false));
        }
    }

    private static bool Keep(List<ScssNode> nodes, bool isBehind)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var directive = SassDirective.Read(StatementVariables.TextOf(nodes[i]))?.Name;
            if (nodes[i] is ScssBlock block && ThemeVariables.IsControl(directive))
            {
                isBehind |= Keep(block.Children, isBehind);
                continue;
            }

            var isInclude = directive == "include";
            var isDeclaration = nodes[i] is ScssBlock { IsPropertyNest: true } || (nodes[i] is ScssStatement { IsVariable: false } && directive is null);
            if (isBehind && (isInclude || isDeclaration))
            {
                nodes[i] = new ScssBlock { Prelude = "&", Children = [nodes[i]] };
            }

            isBehind |= isInclude || (nodes[i] is ScssBlock && !isDeclaration);
        }

        return isBehind;
    }
}
