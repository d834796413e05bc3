using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Writes a source so that the Sass of legacy themes means by it what a run reports to be meant otherwise: declarations that stay behind nested
/// rules come behind them in CSS too, in <c>&amp; { … }</c>, and what was text in a calculation is the variable. All else must still be the same.
/// </summary>
internal static partial class ReportedMeaning
{
    internal static void Write(IEnumerable<ScssNode> source, IReadOnlyList<MigrationWarning> reported)
    {
        At("declarations stay behind nested rules").OfType<ScssBlock>().ToList().ForEach(static block => Keep(block.Children, isBehind: false));
        At("the old Sass handed on '$").OfType<ScssStatement>().ToList().ForEach(static statement => statement.Text = statement.Text[0] + BareVariable().Replace(statement.Text[1..], "#{$0}"));

        List<ScssNode> At(string message)
        {
            var places = reported.Where(left => left.Message.StartsWith(message, StringComparison.Ordinal)).Select(static left => (left.File, (left.Line, left.Column))).ToHashSet();
            return places.Count == 0 ? [] : [.. StatementVariables.All(source).Where(node => node.Source is { } file && places.Contains((file.Name, file.PositionOf(node.Offset))))];
        }
    }

    [GeneratedRegex(@"(?<!\{)\$[\w-]+")]
    private static partial Regex BareVariable();

    private static bool Keep(List<ScssNode> nodes, bool isBehind)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var directive = SassDirective.Read(nodes[i].Head)?.Name;
            if (nodes[i] is ScssBlock block && SassDirective.IsControl(directive))
            {
                isBehind |= Keep(block.Children, isBehind);
                continue;
            }

            var isInclude = directive == "include";
            if (isInclude && nodes[i] is ScssBlock content)
            {
                Keep(content.Children, isBehind: false);
            }

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
