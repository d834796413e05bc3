using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Modules;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 1. An import of a file of the theme is replaced by that file, at each place; every other one goes. Modules of the theme are
/// brought in where they are first used. Sass's own are used once, at the top, each under its own name. <c>@charset</c> goes.
/// </summary>
internal sealed partial class ImportPass
{
    private readonly ThemeModule _root = new(string.Empty);
    private readonly ModuleLoader _modules;
    private readonly ModuleRules _rules;
    private readonly ImportLimits _limits = new();
    private readonly RepeatedSheets _repeated = new();
    private readonly HashSet<string> _open = [];
    private readonly ThemeSources _sources;
    private readonly MigrationLog _log;

    /// <param name="sources">The theme's style sheets.</param>
    /// <param name="log">Is told what is left out.</param>
    internal ImportPass(ThemeSources sources, MigrationLog log)
    {
        (_sources, _log) = (sources, log);
        _modules = new ModuleLoader((file, scope) => ReadFile(file, scope, isTopLevel: true), _open.Contains, log);
        _rules = new ModuleRules(sources, _modules, log);
    }

    /// <summary>The content of the output: its sources with everything they import.</summary>
    internal List<ScssNode> Bring(OutputFile output)
    {
        var nodes = new List<ScssNode>();
        foreach (var source in output.Sources.Where(_sources.Exists))
        {
            BringFile(nodes, new FileScope(_root), source, isTopLevel: true, leading: string.Empty);
        }

        ExtendScopes.Report(nodes, _modules.Loaded, _modules.Copies.ConvertAll(static copy => copy.Node), _log);
        nodes = _rules.HasModules ? MemberResolver.Resolve(nodes, _root, _modules.Loaded) : nodes;
        foreach (var (node, _) in _modules.Copies.Where(static copy => copy.Module.MayChange()))
        {
            _log.Leave(node, "the module's rules stand here with what its variables are by then, not what they were when it was loaded");
        }

        nodes.InsertRange(0, _rules.SassUses);
        return nodes;
    }

    private FileScope BringFile(List<ScssNode> expanded, FileScope importer, string file, bool isTopLevel, string leading)
    {
        var scope = new FileScope(importer.Owner) { Importer = importer };
        var mayRepeat = isTopLevel && importer.Owner == _root;
        _repeated.Enter(file);
        if (mayRepeat && _repeated.IsKnownToRepeat(file))
        {
            _repeated.Leave();
            return scope;
        }

        var brought = ReadFile(file, scope, isTopLevel);
        _repeated.Leave();
        importer.Owner.Imported.AddRange(scope.Forwards);
        if (mayRepeat)
        {
            if (_repeated.Repeats(file, brought))
            {
                return scope;
            }

            _repeated.Brought(file, scope.HasModules ? null : brought);
        }

        if (scope.HasModules || importer.HasModules || importer.Owner != _root)
        {
            expanded.Add(new BroughtFile(scope, brought, isModule: false) { Leading = leading });
        }
        else if (brought.Count > 0)
        {
            brought[0].Leading = leading.Length > 0 ? leading : brought[0].Leading; // it begins a line, as the import did
            expanded.AddRange(brought);
        }

        return scope;
    }

    private List<ScssNode> ReadFile(string file, FileScope scope, bool isTopLevel)
    {
        var brought = new List<ScssNode>();
        var sheet = _sources.Read(file);
        _limits.Count(file, sheet.Source.Text.Length, _open.Count);
        _open.Add(file);
        var children = sheet.Children;
        if (PlainCss.IsOne(file))
        {
            PlainCss.Keep(children);
        }

        Expand(brought, children, file, scope, isTopLevel);
        _open.Remove(file);
        return brought;
    }

    private void Expand(List<ScssNode> expanded, List<ScssNode> nodes, string file, FileScope scope, bool isTopLevel)
    {
        foreach (var node in nodes)
        {
            if (SassDirective.Read(node.Head) is { Name: "import" or "use" or "forward" or "charset" or "include" } directive
                && Replaces(expanded, node, directive, file, scope, isTopLevel))
            {
                continue;
            }

            if (node is ScssBlock { Children.Count: > 0 } block)
            {
                var children = new List<ScssNode>(block.Children.Count);
                Expand(children, block.Children, file, scope, isTopLevel: false);
                block.Children.Clear();
                block.Children.AddRange(children);
            }

            if (isTopLevel)
            {
                expanded.AddRange(_rules.Pending);
                _rules.Pending.Clear();
                scope.Learn(node);
                if (scope.Owner == _root)
                {
                    _repeated.Pass(node);
                }
            }
            else if (VariableAssignment.Read(node) is { Parts.IsGlobal: true } global)
            {
                scope.LearnGlobal(global.Name);
            }

            expanded.Add(node);
        }
    }

    private bool Replaces(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        if (directive.Name == "include")
        {
            return node is ScssStatement include && LoadCssCall.IsOne(directive, scope) && _rules.LoadCss(expanded, include, directive, file, scope, isTopLevel);
        }

        if (node is ScssBlock { Prelude: var prelude } && directive.Name != "import")
        {
            throw ImportList.MissingSemicolon(node, ScssList.EndOfPiece(prelude, directive.RestStart), "@" + directive.Name);
        }

        if (directive.Name == "import")
        {
            Import(expanded, node, directive, file, scope, isTopLevel);
        }
        else if (directive.Name != "charset")
        {
            _rules.Use(expanded, (ScssStatement)node, directive, file, scope);
        }

        return true;
    }

    private void Import(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        var leading = node.Leading;
        foreach (var item in ImportList.Read(node, node.Head, directive.RestStart))
        {
            if (item.Path is not { } path || _sources.Resolve(file, path, isImport: true, _log) is not { } found)
            {
                _log.Drop(node, WebFont().IsMatch(item.Text) ? "web font" : "import", item.Text);
            }
            else if (_open.Contains(found))
            {
                _log.Leave(node, $"{found} imports itself");
            }
            else
            {
                var forwards = _sources.Source(found).Text.Contains("@forward", StringComparison.Ordinal) ? new ImportedForwards(scope.Owner, _modules.Loaded, _sources.Read(found).Children) : null;
                var imported = _modules.InImport(() => BringFile(expanded, scope, found, isTopLevel, leading));
                if (forwards?.MayMeanSomethingElse(imported) == true || (!isTopLevel && imported.HasModules))
                {
                    _log.Leave(node, $"{found} is imported and {(forwards is null ? "uses" : "forwards")} modules: what their names mean here, and what they are set to, may be something else");
                }

                leading = "\n";
            }
        }
    }

    [GeneratedRegex(@"fonts\.|typekit|/font", RegexOptions.IgnoreCase)]
    private static partial Regex WebFont();
}
