using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>
/// In a module, <c>@extend</c> reaches the module and what it uses; in the output, all. Where that is not the same, it is reported.
/// </summary>
internal static class ExtendScopes
{
    /// <param name="output">The content of the output, with the files that were brought in.</param>
    /// <param name="modules">The modules among them.</param>
    /// <param name="copies">Where the CSS of a module is brought in once more.</param>
    /// <param name="log">Where it is reported.</param>
    internal static void Report(List<ScssNode> output, List<ThemeModule> modules, List<ScssNode> copies, MigrationLog log)
    {
        ReportPrivate(OwnNodes(output), log);
        if (!modules.Exists(static module => SelectorNames.HasExtend(OwnNodes(module.Content!.Children))))
        {
            return;
        }

        copies.ForEach(copy => log.Leave(copy, "a module's rules are there more than once, and '@extend' reaches all of them"));
        var names = modules.ToDictionary(static module => module, static module => SelectorNames.In(OwnNodes(module.Content!.Children)));
        var namesOfOutput = SelectorNames.In(OwnNodes(output));
        foreach (var module in modules)
        {
            var reached = new HashSet<ThemeModule>();
            Reach(module, reached);
            var beyond = new HashSet<string>(namesOfOutput);
            beyond.UnionWith(names.Where(other => !reached.Contains(other.Key)).SelectMany(static other => other.Value));
            Report(OwnNodes(module.Content!.Children), beyond, log);
        }

        ReportLost(output, log);
    }

    // What an imported file uses, the old Sass extended only where a selector is nothing but the name.
    private static void ReportLost(List<ScssNode> output, MigrationLog log)
    {
        var used = new HashSet<ThemeModule>();
        foreach (var file in Imported(output))
        {
            file.Scope.Loads.ForEach(module => Reach(module, used));
        }

        foreach (var module in used)
        {
            var reached = new HashSet<ThemeModule>();
            Reach(module, reached);
            List<ScssNode> others = [.. reached.Where(other => other != module).SelectMany(static other => OwnNodes(other.Content!.Children))];
            foreach (var statement in StatementVariables.All(OwnNodes(module.Content!.Children)).OfType<ScssStatement>())
            {
                if (ExtendStatement.TargetOf(statement) is { } target && HasInMore(others, target, isInRule: false))
                {
                    log.Leave(statement, "an import leads to this '@extend' of another module, and the old Sass extended there only what stands alone");
                }
            }
        }
    }

    private static IEnumerable<BroughtFile> Imported(List<ScssNode> nodes) => nodes.OfType<BroughtFile>()
        .SelectMany(static file => Imported(file.Children).Concat(file.IsModule ? [] : [file]));

    // Whether the name is in a selector that is more than it.
    private static bool HasInMore(List<ScssNode> nodes, string target, bool isInRule) => nodes.OfType<ScssBlock>().Any(block =>
        block.IsRule && ScssList.Split(block.Prelude).FindAll(one => SiteParts.NamesIn(one).Any(name => name.Kind + name.Name == target)) is { Count: > 0 } found
            ? isInRule || HasRule(block.Children) || found.Exists(one => one != target)
            : HasInMore(block.Children, target, isInRule || block.IsRule));

    private static bool HasRule(List<ScssNode> nodes) => nodes.OfType<ScssBlock>().Any(static block => block.IsRule || HasRule(block.Children));

    private static void ReportPrivate(List<ScssNode> nodes, MigrationLog log)
    {
        var own = SelectorNames.In(nodes);
        foreach (var statement in StatementVariables.All(nodes).OfType<ScssStatement>())
        {
            if (ExtendStatement.TargetOf(statement) is { } target && target.TrimStart() is ['%', '-' or '_', ..] && !own.Contains(target.Trim().Split(' ')[0]))
            {
                log.Leave(statement, "a placeholder of this name is private to its module");
            }
        }
    }

    private static void Report(List<ScssNode> nodes, HashSet<string> beyond, MigrationLog log)
    {
        foreach (var node in nodes)
        {
            if (node is ScssBlock block)
            {
                Report(block.Children, beyond, log);
            }
            else if (node is ScssStatement statement
                && ExtendStatement.TargetOf(statement) is { } target
                && SiteParts.NamesIn(target).Any(part => beyond.Contains(part.Kind == ' ' ? part.Name : part.Kind + part.Name)))
            {
                log.Leave(statement, "in its module, this extends nothing of other files");
            }
        }
    }

    private static void Reach(ThemeModule module, HashSet<ThemeModule> reached)
    {
        if (reached.Add(module))
        {
            foreach (var used in UsedBy(module.Content!))
            {
                Reach(used, reached);
            }
        }
    }

    private static IEnumerable<ThemeModule> UsedBy(BroughtFile file) => file.Scope.Loads
        .Concat(file.Children.OfType<BroughtFile>().Where(static child => !child.IsModule).SelectMany(UsedBy));

    // With what the file imports, without the modules that it loads.
    private static List<ScssNode> OwnNodes(List<ScssNode> nodes) =>
        [.. nodes.SelectMany(static node => node is not BroughtFile file ? [node] : file.IsModule ? [] : OwnNodes(file.Children))];
}
