using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>An <c>@extend</c> of something that another pass took away goes too: Sass would not compile it.</summary>
internal sealed class ExtendPass
{
    private readonly MigrationLog _log;
    private readonly HashSet<string>? _before;

    /// <param name="nodes">The tree, before anything is taken away.</param>
    /// <param name="log">Where what goes is reported.</param>
    internal ExtendPass(List<ScssNode> nodes, MigrationLog log) =>
        (_log, _before) = (log, SelectorNames.HasExtend(nodes) ? SelectorNames.In(nodes) : null);

    /// <summary>Looks again, after something was taken away.</summary>
    internal void Apply(List<ScssNode> nodes)
    {
        if (_before is not null)
        {
            _before.ExceptWith(SelectorNames.In(nodes));
            Remove(nodes, _before);
        }
    }

    /// <summary>
    /// Looks at the finished tree: what extends something that has no rule in it — one of the common theme's, say — becomes a comment.
    /// Where rules have names that only Sass can tell, or may not be written because a mixin or function was not converted, the extend becomes
    /// optional instead.
    /// </summary>
    internal static void RequireTargets(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        if (SelectorNames.HasExtend(nodes))
        {
            Require(nodes, SelectorNames.In(nodes), SelectorNames.AreAllKnown(nodes), definitions, log);
            if (log.HasLeftDefinitions)
            {
                MakeOptional(nodes, SelectorNames.CertainIn(nodes));
            }
        }
    }

    private static void Require(List<ScssNode> nodes, HashSet<string> names, bool areAllKnown, ThemeDefinitions definitions, MigrationLog log)
    {
        var neverRun = StatementUnits.Of(nodes).SelectMany(unit => Branches.NeverRun(unit, definitions)).ToHashSet();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is ScssBlock block)
            {
                if (!neverRun.Contains(block) && !definitions.IsNeverUsed(block))
                {
                    Require(block.Children, names, areAllKnown, definitions, log);
                }
            }
            else if (nodes[i] is ScssStatement statement && IsMissing(statement, names))
            {
                if (areAllKnown)
                {
                    log.LeaveOut(statement, "what it extends is not in the theme");
                    var comment = NotConverted.Comment([statement]).ToList();
                    nodes.RemoveAt(i);
                    nodes.InsertRange(i, comment);
                    i += comment.Count - 1;
                }
                else
                {
                    statement.Text += " !optional";
                }
            }
        }
    }

    private static void MakeOptional(List<ScssNode> nodes, HashSet<string> certain)
    {
        foreach (var statement in StatementVariables.All(nodes).OfType<ScssStatement>().Where(statement => IsMissing(statement, certain)))
        {
            statement.Text += " !optional";
        }
    }

    private static bool IsMissing(ScssStatement statement, HashSet<string> names) =>
        ExtendStatement.TargetOf(statement) is { } target
        && !statement.Text.Contains("!optional", StringComparison.Ordinal)
        && !target.Contains("#{", StringComparison.Ordinal)
        && ScssList.Split(target).Exists(name => !SiteParts.NamesIn(name).All(part => names.Contains(part.Kind == ' ' ? part.Name : part.Kind + part.Name)));

    private void Remove(List<ScssNode> nodes, HashSet<string> gone) => nodes.RemoveAll(node =>
    {
        if (node is ScssBlock block)
        {
            Remove(block.Children, gone);
        }
        else if (node is ScssStatement statement && ExtendStatement.TargetOf(statement) is { } target && gone.Contains(target))
        {
            _log.Drop(statement, "extends of what has gone", statement.Summary);
            return true;
        }

        return false;
    });
}
