using System.Text;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>A variable that a module is loaded with.</summary>
/// <param name="Target">The variable.</param>
/// <param name="Value">The expression.</param>
/// <param name="Scope">Where the expression stands.</param>
internal sealed record Setting(Member Target, string Value, FileScope Scope);

/// <summary>The content of a file in the place of what brought it, until its names are resolved.</summary>
/// <param name="scope">What names mean in it.</param>
/// <param name="children">The content.</param>
/// <param name="isModule">Whether it is loaded as a module, or imported.</param>
internal sealed class BroughtFile(FileScope scope, List<ScssNode> children, bool isModule) : ScssNode
{
    internal FileScope Scope { get; } = scope;

    internal List<ScssNode> Children { get; } = children;

    internal bool IsModule { get; } = isModule;

    /// <summary>What <c>with</c> sets in it.</summary>
    internal List<Setting> Settings { get; init; } = [];

    public override string Summary => string.Empty;

    internal override ScssNode Clone() => new BroughtFile(Scope, Children.ConvertAll(static child => child.Clone()), IsModule) { Settings = Settings };

    /// <summary>A copy of what reaches CSS, without declarations and definitions; or of those alone.</summary>
    internal BroughtFile Only(bool css, bool withModules = true) =>
        new(Scope, [.. Children.Where(child => child is BroughtFile file ? withModules || !file.IsModule : IsDefinition(child) != css).Select(child => child is BroughtFile file ? file.Only(css, withModules) : child.Clone())], IsModule)
        {
            Leading = Leading,
            Settings = css ? [] : Settings,
        };

    /// <summary>A copy of what reaches CSS of it and of the modules that it loads, those included that were loaded elsewhere before.</summary>
    /// <param name="seen">The modules that are not copied, to which those are added that are.</param>
    internal BroughtFile WholeCss(HashSet<ThemeModule> seen) =>
        new(Scope, [.. CssOfLoads(seen), .. Only(css: true, withModules: false).Children], IsModule) { Leading = Leading };

    /// <summary>Copies of what reaches CSS of the modules that it loads.</summary>
    /// <inheritdoc cref="WholeCss"/>
    private IEnumerable<ScssNode> CssOfLoads(HashSet<ThemeModule> seen)
    {
        foreach (var content in Scope.Loads.Where(seen.Add).Select(static module => module.Content!))
        {
            yield return content.WholeCss(seen);
        }

        foreach (var node in Children.OfType<BroughtFile>().Where(static file => !file.IsModule).SelectMany(file => file.CssOfLoads(seen)))
        {
            yield return node;
        }
    }

    /// <summary>Whether it asks which variables, mixins or functions there are.</summary>
    internal bool Asks() => Children.Exists(static node => node is BroughtFile file ? file.Asks() : StatementVariables.All([node]).Any(static each => each.Head.Contains("-exists(", StringComparison.Ordinal)));

    /// <summary>Whether a selector goes on before <c>&amp;</c>, or leaves its place: in a rule, that would take the rule along.</summary>
    internal bool NamesItsParent() => NamesItsParent(Children);

    private static bool NamesItsParent(List<ScssNode> nodes) => nodes.Exists(static node =>
        node is BroughtFile file ? file.NamesItsParent()
        : node is ScssBlock block && (block.Prelude.StartsWith("@at-root", StringComparison.Ordinal)
            || (block.IsRule && ScssList.Split(block.Prelude).Exists(static selector => selector.LastIndexOf('&') > 0))
            || NamesItsParent(block.Children)));

    internal override void WriteTo(StringBuilder text) => Children.ForEach(child => child.WriteTo(text));

    private static bool IsDefinition(ScssNode node) =>
        node is ScssStatement { IsVariable: true }
        || (node is ScssBlock block && Sass.Expressions.SassDirective.Read(block.Prelude)?.Name is "mixin" or "function");
}
