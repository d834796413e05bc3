using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Selectors;

/// <summary>The classes, ids, placeholders and elements that a tree has rules for: what <c>@extend</c> can name.</summary>
internal static class SelectorNames
{
    internal static HashSet<string> In(List<ScssNode> nodes)
    {
        var names = new HashSet<string>();
        Collect(nodes, [], names, static _ => true);
        return names;
    }

    /// <summary>Those of rules that are there whatever Sass finds: not in mixins, in what is given to one, or in control directives.</summary>
    internal static HashSet<string> CertainIn(List<ScssNode> nodes)
    {
        var names = new HashSet<string>();
        Collect(nodes, [], names, static block => block.IsRule || SassDirective.Read(block.Prelude)?.Name is "media" or "supports" or "at-root");
        return names;
    }

    internal static bool HasExtend(List<ScssNode> nodes) => nodes.Exists(static node =>
        node is ScssStatement statement ? ExtendStatement.TargetOf(statement) is not null : node is ScssBlock block && HasExtend(block.Children));

    /// <summary>Whether no rule has a name that only Sass can tell.</summary>
    internal static bool AreAllKnown(List<ScssNode> nodes) => nodes.TrueForAll(static node =>
        node is not ScssBlock block || (!(block.IsRule && block.Prelude.Contains("#{", StringComparison.Ordinal)) && AreAllKnown(block.Children)));

    // The last name of each selector is what "&-more" goes on from.
    private static void Collect(List<ScssNode> nodes, List<string> parents, HashSet<string> names, Func<ScssBlock, bool> isLookedInto)
    {
        foreach (var block in nodes.OfType<ScssBlock>().Where(isLookedInto))
        {
            var last = parents;
            if (block.IsRule)
            {
                last = [];
                foreach (var selector in ScssList.Split(block.Prelude))
                {
                    CollectOne(selector, parents, names, last);
                }
            }

            Collect(block.Children, last, names, isLookedInto);
        }
    }

    private static void CollectOne(string selector, List<string> parents, HashSet<string> names, List<string> last)
    {
        var end = new List<string>();
        foreach (var (kind, name) in SiteParts.NamesIn(selector))
        {
            end = kind == '&'
                ? parents.ConvertAll(parent => parent + name)
                : [kind == ' ' ? name : kind + name];
            names.UnionWith(end);
        }

        names.UnionWith(InPseudoClasses(selector));
        last.AddRange(end.Take(Math.Max(0, MostParents - last.Count)));
    }

    // Sass finds what is extended inside :not(), :is() and their kin too.
    private static IEnumerable<string> InPseudoClasses(string selector)
    {
        for (var open = selector.IndexOf('(', StringComparison.Ordinal); open >= 0; open = selector.IndexOf('(', open + 1))
        {
            var end = selector.IndexOf(')', open);
            foreach (var part in ScssList.Split(selector[(open + 1)..(end < 0 ? selector.Length : end)]))
            {
                foreach (var (kind, name) in SiteParts.NamesIn(part))
                {
                    yield return kind == ' ' ? name : kind + name;
                }
            }
        }
    }

    // Nested lists multiply; a list this long is no theme's.
    private const int MostParents = 1000;
}
