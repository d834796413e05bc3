using Sbm.Core.Migration.Findings;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>Loads the modules of an output, each once. Not thread-safe.</summary>
/// <param name="read">Reads a module's file, with all that it imports and loads.</param>
/// <param name="isOpen">Whether a file is being read at this moment.</param>
/// <param name="log">Is told what cannot be loaded as it is asked for.</param>
internal sealed class ModuleLoader(Func<string, FileScope, List<ScssNode>> read, Func<string, bool> isOpen, MigrationLog log)
{
    private readonly Dictionary<string, ThemeModule> _modules = [];
    private readonly Stack<HashSet<ThemeModule>> _imports = new([[]]); // the modules whose CSS is there, by the import that is under way

    /// <summary>The modules, in the order in which they were loaded.</summary>
    internal List<ThemeModule> Loaded { get; } = [];

    /// <summary>Where CSS of a module is brought in once more.</summary>
    internal List<(ScssNode Node, ThemeModule Module)> Copies { get; } = [];

    internal bool Has(string file) => _modules.ContainsKey(file);

    /// <summary>Does what an import does: within it, no module's CSS is there yet.</summary>
    internal T InImport<T>(Func<T> bring)
    {
        _imports.Push([]);
        var brought = bring();
        _imports.Pop();
        return brought;
    }

    /// <summary>Brings a module in where it is first used, or its CSS once more into an import that lacks it.</summary>
    /// <param name="expanded">Where its content goes.</param>
    /// <param name="node">What loads it.</param>
    /// <param name="file">The module's file.</param>
    /// <param name="settings">What is set in it.</param>
    /// <param name="importer">Whose variables set its defaults, under which prefix; null if it is no import's.</param>
    /// <returns>Null if it is being loaded already.</returns>
    internal ThemeModule? Load(List<ScssNode> expanded, ScssNode node, string file, ModuleSettings settings, (FileScope Scope, string Prefix)? importer)
    {
        if (_modules.TryGetValue(file, out var loaded))
        {
            if (settings.Values.Values.Any(static value => !value.IsTaken))
            {
                log.Leave(node, $"{file} is loaded already, so that nothing can be set in it");
                settings.Values.Values.ToList().ForEach(static value => value.IsTaken = true);
            }

            if (loaded.Content is { } again && _imports.Peek().Add(loaded))
            {
                expanded.Add(again.WholeCss(_imports.Peek())); // an import copies what modules write
                Copies.Add((node, loaded));
            }

            return loaded;
        }

        if (isOpen(file))
        {
            log.Leave(node, $"{file} uses itself");
            return null;
        }

        var module = new ThemeModule(file);
        var scope = new FileScope(module) { Settings = settings, Configuring = importer };
        var content = read(file, scope);
        module.Forwards.AddRange(scope.Forwards.Concat(module.Imported));
        module.Content = new BroughtFile(scope, content, isModule: true) { Leading = node.Leading };
        foreach (var (name, variable) in module.Defaults)
        {
            if (settings.Values.TryGetValue(name, out var value) && !value.IsTaken)
            {
                value.IsTaken = true;
                module.Content.Settings.Add(new Setting(variable, value.Text, value.Scope));
            }
            else if (importer is var (outside, prefix) && outside.Owner.FindOwn("$", prefix + name) is not null)
            {
                // What imports a file that hands on a module sets its defaults by its own variables.
                module.Content.Settings.Add(new Setting(variable, $"${prefix}{name}", outside));
            }
        }

        _modules[file] = module;
        Loaded.Add(module);
        _imports.Peek().Add(module);
        expanded.Add(module.Content);
        return module;
    }
}
