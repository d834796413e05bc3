using System.Text.RegularExpressions;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Modules;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 1. An import of a file of the theme is replaced by that file, at each place; every other one goes. Modules of the theme are
/// brought in where they are first used. Sass's own are used once, at the top, each under its own name. <c>@charset</c> goes.
/// </summary>
internal sealed partial class ImportPass
{
    private const int DeepestImport = 100;
    private const long LargestOutput = 128 << 20;
    private const int CostOfFile = 8 * 1024; // so 16,384 files at most: libraries whose every file imports what it needs have thousands

    private readonly ThemeModule _root = new(string.Empty);
    private readonly ModuleLoader _modules;
    private readonly List<BroughtFile> _pending = [];
    private readonly SortedSet<string> _sassModules = new(StringComparer.Ordinal);
    private readonly RepeatedSheets _repeated = new();
    private readonly HashSet<string> _open = [];
    private readonly ThemeSources _sources;
    private readonly MigrationLog _log;
    private bool _hasModules;
    private long _size;

    /// <param name="sources">The theme's style sheets.</param>
    /// <param name="log">Is told what is left out.</param>
    internal ImportPass(ThemeSources sources, MigrationLog log)
    {
        (_sources, _log) = (sources, log);
        _modules = new ModuleLoader((file, scope) => ReadFile(file, scope, isTopLevel: true), _open.Contains, log);
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
        nodes = _hasModules ? MemberResolver.Resolve(nodes, _root, _modules.Loaded) : nodes;
        foreach (var (node, _) in _modules.Copies.Where(static copy => copy.Module.MayChange()))
        {
            _log.Leave(node, "the module's rules stand here with what its variables are by then, not what they were when it was loaded");
        }

        nodes.InsertRange(0, _sassModules.Select(static module => new ScssStatement { Leading = "\n", Text = $"@use \"sass:{module}\"" }));
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
            _hasModules = true;
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
        RefuseTooMany(file, sheet.Source.Text.Length);
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

    // Files that import each other twice over double with each step.
    private void RefuseTooMany(string file, int length)
    {
        _size += CostOfFile + length;
        if (_open.Count >= DeepestImport || _size > LargestOutput)
        {
            throw new SbmException(
                "ImportsTooMany",
                $"{file}: {(_open.Count >= DeepestImport ? $"imports are more than {DeepestImport} files deep" : $"imports bring more than {LargestOutput / CostOfFile} files or {LargestOutput >> 20} MB into one output")}.",
                "Have the files import less of each other; nothing was written.",
                file);
        }
    }

    private void Expand(List<ScssNode> expanded, List<ScssNode> nodes, string file, FileScope scope, bool isTopLevel)
    {
        foreach (var node in nodes)
        {
            if (SassDirective.Read(DefinitionUses.TextOf(node)) is { Name: "import" or "use" or "forward" or "charset" or "include" } directive
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
                expanded.AddRange(_pending);
                _pending.Clear();
                Pass(node, scope);
            }
            else if (VariableAssignment.Read(node) is { Parts.IsGlobal: true } global)
            {
                Define(global.Name, scope);
                if (scope.Owner.FindOwn("$", global.Name) is not null)
                {
                    scope.Owner.Defaults.Add(global.Name); // to Sass it is declared at the file's end, in case it never runs
                }
            }

            expanded.Add(node);
        }
    }

    // Learns what a file defines at its top level.
    private void Pass(ScssNode node, FileScope scope)
    {
        if (VariableAssignment.Read(node) is { } assignment)
        {
            Define(assignment.Name, scope);
            if (assignment.Parts.IsDefault)
            {
                scope.Owner.Defaults.Add(assignment.Name);
            }
        }
        else if (node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition)
        {
            scope.Owner.Define(definition.Name == "mixin" ? "@" : string.Empty, definition.Target);
        }

        if (scope.Owner == _root)
        {
            _repeated.Pass(node);
        }
    }

    // Where a module is used "as *", its variable is the one that is assigned.
    private static void Define(string variable, FileScope scope)
    {
        if (!scope.Open.Exists(module => module.Find("$", variable) is Member))
        {
            scope.Owner.Define("$", variable);
        }
    }

    private bool Replaces(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        if (directive.Name == "include")
        {
            return node is ScssStatement include && LoadCssCall.IsOne(directive, scope) && LoadCss(expanded, include, directive, file, scope, isTopLevel);
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
            Use(expanded, (ScssStatement)node, directive, file, scope);
        }

        return true;
    }

    private void Import(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        var leading = node.Leading;
        foreach (var item in ImportList.Read(node, DefinitionUses.TextOf(node), directive.RestStart))
        {
            if (item.Path is not { } path || Resolve(file, path, isImport: true) is not { } found)
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

    private void Use(List<ScssNode> expanded, ScssStatement node, SassDirective directive, string file, FileScope scope)
    {
        if (UseRule.Read(node.Text, directive) is not { } rule)
        {
            _log.Leave(node, "this cannot be read");
            return;
        }

        var isForward = directive.Name == "forward";
        if (rule.SassModule is { } name && SassModules.IsKnown(name))
        {
            _sassModules.Add(name);
            if (!isForward && rule.Name == name)
            {
                return; // what it is called in the output too
            }
        }

        var module = rule.SassModule is { } known ? new SassModule(known) : LoadModule(expanded, node, rule, file, scope, isForward);
        _hasModules = true;
        if (module is ThemeModule ofTheTheme)
        {
            scope.Loads.Add(ofTheTheme);
        }

        if (isForward)
        {
            scope.Forwards.Add(new Forward(module, rule));
        }
        else if (rule.Name == "*")
        {
            scope.Open.Add(module);
        }
        else
        {
            scope.Namespaces[rule.Name] = module;
        }
    }

    private Module LoadModule(List<ScssNode> expanded, ScssStatement node, UseRule rule, string file, FileScope scope, bool isForward)
    {
        if (Resolve(file, rule.Url, isImport: false) is not { } found)
        {
            _log.Drop(node, "import", node.Summary);
            return MissingModule.Instance;
        }

        var settings = isForward && scope.Settings is { } outer ? outer.Through(rule) : new ModuleSettings();
        settings.Add(rule, scope);
        var module = _modules.Load(expanded, node, found, settings, !isForward ? null : scope.Importer is { } importer ? (importer, rule.Name) : scope.Configuring is var (outermost, prefix) ? (outermost, prefix + rule.Name) : null);
        foreach (var setting in rule.Settings.Where(setting => !setting.IsDefault && !settings.Values[setting.Name].IsTaken))
        {
            _log.Leave(node, $"{found} has no variable ${setting.Name} with !default");
        }

        return module is null ? MissingModule.Instance : module;
    }

    private bool LoadCss(List<ScssNode> expanded, ScssStatement node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        if (LoadCssCall.Read(node.Text, directive, scope) is not { } call)
        {
            return false; // only Sass can tell, and it would not find the file
        }

        if (Resolve(file, call.Url, isImport: false) is not { } found)
        {
            _log.Drop(node, "import", node.Summary);
            return true;
        }

        var isLoaded = _modules.Has(found);
        var content = new List<ScssNode>();
        var brought = _modules.InImport(() => _modules.Load(content, node, found, call.Settings, importer: null));
        if (brought is { Content: { } module })
        {
            _hasModules = true;
            if (isTopLevel && !isLoaded)
            {
                expanded.AddRange(content);
                return true;
            }

            if (!isTopLevel && module.NamesItsParent())
            {
                _log.LeaveOut(node, $"in {found}, '&' and @at-root would mean something else here");
                expanded.AddRange(NotConverted.Comment([node]));
                return true;
            }

            if (!isLoaded)
            {
                _pending.Add(module.Only(css: false)); // others may use what it defines
            }

            if (isLoaded || module.Scope.Loads.Count > 0)
            {
                _modules.Copies.Add((node, brought));
            }

            var css = module.WholeCss([brought]);
            css.Leading = node.Leading;
            expanded.Add(css);
        }

        return true;
    }

    private string? Resolve(string file, string path, bool isImport)
    {
        if (_sources.Resolve(file, path, isImport) is not var (found, differsInCase))
        {
            return null;
        }

        if (differsInCase)
        {
            _log.Warn($"{found} is imported by a name that differs in case, which most servers would not find.");
        }

        return found;
    }

    [GeneratedRegex(@"fonts\.|typekit|/font", RegexOptions.IgnoreCase)]
    private static partial Regex WebFont();
}
