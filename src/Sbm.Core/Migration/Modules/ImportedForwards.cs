using Sbm.Core.Migration.Statements;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>
/// What an imported file forwards is set by the variables that are there when the import begins, and takes the place of what has its names.
/// The output has one variable, mixin or function of a name: where that could make a difference, it is to be told.
/// </summary>
internal sealed class ImportedForwards
{
    private readonly ThemeModule _owner;
    private readonly HashSet<string> _own;
    private readonly HashSet<string> _forwarded;
    private readonly HashSet<string> _assigned;
    private readonly HashSet<ThemeModule> _loaded;

    /// <param name="owner">What the importing file is a part of.</param>
    /// <param name="loaded">The modules that are there before the import.</param>
    /// <param name="content">What stands in the imported file.</param>
    internal ImportedForwards(ThemeModule owner, List<ThemeModule> loaded, List<ScssNode> content)
    {
        (_owner, _loaded) = (owner, [.. loaded]);
        _own = [.. owner.Own.Select(static member => member.Sigil + member.Name)];
        _forwarded = [.. owner.Imported.SelectMany(NamesOf)];
        _assigned = [.. content.Select(static node => VariableAssignment.Read(node)?.Name).OfType<string>()];
    }

    /// <param name="imported">The file, brought in.</param>
    internal bool MayMeanSomethingElse(FileScope imported) => imported.Forwards.Exists(forward =>
        forward.Module is ThemeModule module
        && (_loaded.Contains(module)
            || forward.Rule.Settings.Any(setting => setting.IsDefault && _own.Contains("$" + setting.Name))
            || NamesOf(forward).Any(name => _forwarded.Contains(name) || (_own.Contains(name) && !IsSetting(name)) || (name[0] == '$' && _assigned.Contains(name[1..])))));

    private bool IsSetting(string name) => name[0] == '$' && _owner.FindOwn("$", name[1..]) is not null;

    private static IEnumerable<string> NamesOf(Forward forward) => forward.Module is ThemeModule module
        ? new[] { "$", "@", string.Empty }.SelectMany(sigil => module.NamesSeen(sigil).Select(name => sigil + forward.Rule.Name + name))
        : [];
}
