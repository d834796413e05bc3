using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>What names mean in one file: its namespaces, and the module that it is a part of.</summary>
internal sealed class FileScope(ThemeModule owner)
{
    internal ThemeModule Owner { get; } = owner;

    internal Dictionary<string, Module> Namespaces { get; } = [];

    /// <summary>Modules used <c>as *</c>.</summary>
    internal List<Module> Open { get; } = [];

    /// <summary>What it hands on.</summary>
    internal List<Forward> Forwards { get; } = [];

    /// <summary>The files of the theme that it uses or forwards, in order.</summary>
    internal List<ThemeModule> Loads { get; } = [];

    /// <summary>What imports it; null for a module.</summary>
    internal FileScope? Importer { get; init; }

    /// <summary>Where an import of a file that forwards this module stands, whose variables set its defaults, and what is before its names there.</summary>
    internal (FileScope Scope, string Prefix)? Configuring { get; init; }

    /// <summary>What it is loaded with; null for an imported file.</summary>
    internal ModuleSettings? Settings { get; init; }

    /// <summary>Whether its names mean something else than those of a plain style sheet.</summary>
    internal bool HasModules => Namespaces.Count > 0 || Open.Count > 0 || Forwards.Count > 0;

    /// <summary>Learns what a node at the file's top level defines.</summary>
    internal void Learn(ScssNode node)
    {
        if (VariableAssignment.Read(node) is { } assignment)
        {
            var variable = Define(assignment.Name);
            if (assignment.Parts.IsDefault)
            {
                Owner.Defaults.TryAdd(assignment.Name, variable);
            }
        }
        else if (node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition)
        {
            Owner.Define(definition.Name == "mixin" ? "@" : string.Empty, definition.Target);
        }
    }

    /// <summary>Learns of a variable that a block assigns with <c>!global</c>.</summary>
    internal void LearnGlobal(string variable)
    {
        Define(variable);
        if (Owner.FindOwn("$", variable) is { } own)
        {
            Owner.Defaults.TryAdd(variable, own); // to Sass it is declared at the file's end, in case it never runs
        }
    }

    // Where a module is used "as *", its variable is the one that is assigned.
    private Member Define(string variable) =>
        Open.Select(module => module.Find("$", variable)).OfType<Member>().FirstOrDefault() ?? Owner.Define("$", variable);
}
