using Sbm.Core.Sass.Evaluation;

namespace Sbm.Core.Migration.Modules;

/// <summary>What can be found in a module: a member of a theme's file, or one of Sass's own.</summary>
internal abstract record Found;

/// <summary>A member of one of Sass's own modules.</summary>
internal sealed record SassMember(string Module, string Name) : Found;

/// <summary>A variable, mixin or function of a file of the theme.</summary>
/// <param name="Module">Where it is defined.</param>
/// <param name="Sigil"><c>$</c> for a variable, <c>@</c> for a mixin, nothing for a function.</param>
/// <param name="Name">Without sigil, with <c>-</c> for <c>_</c>.</param>
internal sealed record Member(ThemeModule Module, string Sigil, string Name) : Found
{
    /// <summary>What it is called in the output.</summary>
    internal string GlobalName { get; set; } = Name;

    /// <summary>Whether somebody outside of its module assigns to it.</summary>
    internal bool IsSet { get; set; }

    /// <summary>Whether a local variable of its name stands before it where it is named.</summary>
    internal bool IsShadowed { get; set; }

    public bool Equals(Member? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What an <c>@use</c> names.</summary>
internal abstract class Module
{
    /// <summary>A member that others see.</summary>
    /// <param name="sigil">As in <see cref="Member"/>.</param>
    /// <param name="name">With <c>-</c> for <c>_</c>.</param>
    internal abstract Found? Find(string sigil, string name);

    /// <summary>The variable that is set when somebody assigns to one of that name.</summary>
    internal virtual Found? FindAssigned(string name) => Find("$", name);
}

/// <summary>One of Sass's own.</summary>
internal sealed class SassModule(string name) : Module
{
    internal string Name { get; } = name;

    internal override Found? Find(string sigil, string name) => SassModules.Has(Name, sigil + name) ? new SassMember(Name, name) : null;
}

/// <summary>One that is not in the theme.</summary>
internal sealed class MissingModule : Module
{
    internal static MissingModule Instance { get; } = new();

    internal override Found? Find(string sigil, string name) => null;
}

/// <summary>What an <c>@forward</c> hands on.</summary>
internal sealed record Forward(Module Module, UseRule Rule)
{
    internal Found? Find(string sigil, string name) => Hands(sigil, name) ? Module.Find(sigil, name[Rule.Name.Length..]) : null;

    internal Found? FindAssigned(string name) => Hands("$", name) ? Module.FindAssigned(name[Rule.Name.Length..]) : null;

    private bool Hands(string sigil, string name)
    {
        var seen = (sigil == "$" ? "$" : string.Empty) + name;
        return name.StartsWith(Rule.Name, StringComparison.Ordinal) && (Rule.Shown?.Contains(seen) ?? !Rule.Hidden.Contains(seen));
    }
}

/// <summary>A file of the theme with what it imports, loaded once in an output. Not thread-safe.</summary>
internal sealed class ThemeModule(string file) : Module
{
    private readonly Dictionary<string, Member> _own = [];

    /// <summary>Relative to the theme; empty for the output itself.</summary>
    internal string File { get; } = file;

    /// <summary>Its own members, those included that nobody else sees.</summary>
    internal IReadOnlyCollection<Member> Own => _own.Values;

    /// <summary>The variables that give way to what it is loaded with, by name: its own, and those of modules that it uses <c>as *</c>.</summary>
    internal Dictionary<string, Member> Defaults { get; } = [];

    /// <summary>What it hands on.</summary>
    internal List<Forward> Forwards { get; } = [];

    /// <summary>What files that it imports hand on: as good as its own from there on.</summary>
    internal List<Forward> Imported { get; } = [];

    /// <summary>What it brings; null for the output itself.</summary>
    internal BroughtFile? Content { get; set; }

    /// <summary>Whether its rules may be others later on: a variable of it, or of a module that it loads, is assigned outside of these, or it asks what there is.</summary>
    internal bool MayChange() => MayChange([]);

    private bool MayChange(HashSet<ThemeModule> seen) =>
        seen.Add(this) && (Own.Any(static member => member.IsSet) || (Content is { } content && (content.Asks() || content.Scope.Loads.Exists(module => module.MayChange(seen)))));

    internal Member Define(string sigil, string name) => FindOwn(sigil, name) ?? (_own[sigil + name] = new Member(this, sigil, name));

    internal Member? FindOwn(string sigil, string name) => _own.GetValueOrDefault(sigil + name);

    internal override Found? Find(string sigil, string name) =>
        name.StartsWith('-') ? null // private: "_" is "-"
        : FindOwn(sigil, name) ?? Forwards.Concat(Imported).Select(forward => forward.Find(sigil, name)).FirstOrDefault(static found => found is not null);

    // What it hands on goes before what hides that, as Sass has it.
    internal override Found? FindAssigned(string name) =>
        Forwards.Select(forward => forward.FindAssigned(name)).FirstOrDefault(static found => found is not null) ?? Find("$", name);

    /// <summary>All names that others see, of one kind.</summary>
    internal IEnumerable<string> NamesSeen(string sigil) =>
        _own.Values.Where(member => member.Sigil == sigil && !member.Name.StartsWith('-')).Select(static member => member.Name)
            .Concat(Forwards.Where(static forward => forward.Module is ThemeModule)
                .SelectMany(forward => ((ThemeModule)forward.Module).NamesSeen(sigil).Select(name => forward.Rule.Name + name))
                .Where(name => Find(sigil, name) is not null))
            .Distinct();
}
