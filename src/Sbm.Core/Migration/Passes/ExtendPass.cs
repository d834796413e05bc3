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

    private void Remove(List<ScssNode> nodes, HashSet<string> gone) => nodes.RemoveAll(node =>
    {
        if (node is ScssBlock block)
        {
            Remove(block.Children, gone);
        }
        else if (node is ScssStatement statement && SitePartsPass.ExtendedBy(statement) is { } target && gone.Contains(target))
        {
            _log.Drop(statement, "extends of what has gone", statement.Summary);
            return true;
        }

        return false;
    });
}
