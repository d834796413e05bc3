using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Modules;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// <c>@use</c>, <c>@forward</c> and <c>meta.load-css()</c>: a module of the theme is brought in where it is first named, one of Sass's own is
/// used at the top of the output under its own name. Not thread-safe.
/// </summary>
/// <param name="sources">The theme's style sheets.</param>
/// <param name="modules">Loads those of the theme.</param>
/// <param name="log">Is told what is left out.</param>
internal sealed class ModuleRules(ThemeSources sources, ModuleLoader modules, MigrationLog log)
{
    private readonly SortedSet<string> _sassModules = new(StringComparer.Ordinal);

    /// <summary>Whether names of the output are to be resolved.</summary>
    internal bool HasModules { get; private set; }

    /// <summary>What modules define whose CSS stands in a block: it goes to the top level, before what comes next there.</summary>
    internal List<BroughtFile> Pending { get; } = [];

    /// <summary>The <c>@use</c> of Sass's own modules.</summary>
    internal IEnumerable<ScssStatement> SassUses => _sassModules.Select(static module => new ScssStatement { Leading = "\n", Text = $"@use \"sass:{module}\"" });

    /// <param name="expanded">Where a module that is first named here goes.</param>
    /// <param name="node">The rule.</param>
    /// <param name="directive">The same, read.</param>
    /// <param name="file">Where it stands.</param>
    /// <param name="scope">What names mean there, which learns of the module.</param>
    internal void Use(List<ScssNode> expanded, ScssStatement node, SassDirective directive, string file, FileScope scope)
    {
        if (UseRule.Read(node.Text, directive) is not { } rule)
        {
            log.Leave(node, "this cannot be read");
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
        HasModules = true;
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
        if (sources.Resolve(file, rule.Url, isImport: false, log) is not { } found)
        {
            log.Drop(node, "import", node.Summary);
            return MissingModule.Instance;
        }

        var settings = isForward && scope.Settings is { } outer ? outer.Through(rule) : new ModuleSettings();
        settings.Add(rule, scope);
        var module = modules.Load(expanded, node, found, settings, !isForward ? null : scope.Importer is { } importer ? (importer, rule.Name) : scope.Configuring is var (outermost, prefix) ? (outermost, prefix + rule.Name) : null);
        foreach (var setting in rule.Settings.Where(setting => !setting.IsDefault && !settings.Values[setting.Name].IsTaken))
        {
            log.Leave(node, $"{found} has no variable ${setting.Name} with !default");
        }

        return module is null ? MissingModule.Instance : module;
    }

    /// <inheritdoc cref="Use"/>
    /// <param name="isTopLevel">Whether it stands in no block.</param>
    /// <returns>False if it stays.</returns>
    internal bool LoadCss(List<ScssNode> expanded, ScssStatement node, SassDirective directive, string file, FileScope scope, bool isTopLevel)
    {
        if (LoadCssCall.Read(node.Text, directive, scope) is not { } call)
        {
            return false; // only Sass can tell, and it would not find the file
        }

        if (sources.Resolve(file, call.Url, isImport: false, log) is not { } found)
        {
            log.Drop(node, "import", node.Summary);
            return true;
        }

        var isLoaded = modules.Has(found);
        var content = new List<ScssNode>();
        var brought = modules.InImport(() => modules.Load(content, node, found, call.Settings, importer: null));
        if (brought is { Content: { } module })
        {
            HasModules = true;
            if (isTopLevel && !isLoaded)
            {
                expanded.AddRange(content);
                return true;
            }

            if (!isTopLevel && module.NamesItsParent())
            {
                log.LeaveOut(node, $"in {found}, '&' and @at-root would mean something else here");
                expanded.AddRange(NotConverted.Comment([node]));
                return true;
            }

            if (!isLoaded)
            {
                Pending.Add(module.Only(css: false)); // others may use what it defines
            }

            if (isLoaded || module.Scope.Loads.Count > 0)
            {
                modules.Copies.Add((node, brought));
            }

            var css = module.WholeCss([brought]);
            css.Leading = node.Leading;
            expanded.Add(css);
        }

        return true;
    }
}
