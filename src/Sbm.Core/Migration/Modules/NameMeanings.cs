using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Modules;

/// <summary>A block that may have variables of its own.</summary>
/// <param name="IsCallable">Whether it runs later than it is come to: a mixin or function.</param>
internal sealed record LocalFrame(bool IsCallable = false)
{
    internal HashSet<string> Names { get; } = [];
}

/// <summary>What names mean where they stand: a local variable, a member of a module, or nothing that the theme defines. Not thread-safe.</summary>
internal sealed class NameMeanings
{
    private readonly HashSet<(string Sigil, string Name, FileScope? Later)> _free = []; // what nobody defines
    private readonly Dictionary<ThemeModule, List<Forward>> _imported = []; // what imports have handed on at the end

    /// <summary>The blocks around, the innermost first.</summary>
    internal Stack<LocalFrame> Frames { get; set; } = new();

    /// <summary>All names that were met.</summary>
    internal HashSet<string> Names { get; } = [];

    /// <summary>Those, with sigil, that mean none of the theme's members to the end.</summary>
    internal IEnumerable<string> Free => _free.Where(free => free.Later is null || FindLater(free.Later, free.Sigil, free.Name) is null).Select(static free => free.Sigil + free.Name);

    /// <summary>Remembers what a module has been handed by its imports, once all of them have been gone past.</summary>
    internal void KeepImported(ThemeModule module) => _imported[module] = [.. module.Imported];

    /// <summary>The member that an assignment is for; null for a local variable. What a rule assigns is one of its own, unless it says <c>!global</c>.</summary>
    internal Found? Assigned(VariableAssignment assignment, FileScope scope)
    {
        var name = assignment.Name;
        Names.Add(name);
        var found = Find(scope, "$", name);
        if (assignment.Parts.IsGlobal || Frames.Count == 0)
        {
            return found;
        }

        if (IsLocal(name))
        {
            return null;
        }

        if (found is not null)
        {
            return found; // a variable of its own gets the name of the one that it hides, as a loop may read the one and then the other
        }

        Frames.Peek().Names.Add(name);
        return null;
    }

    /// <summary>What takes the place of a name.</summary>
    /// <returns>Null if it stays.</returns>
    internal string? Resolve(NameReference reference, FileScope scope)
    {
        var name = SassName.Unify(reference.Name);
        Names.Add(name);
        if (reference.Namespace is { } known)
        {
            return scope.Namespaces.GetValueOrDefault(SassName.Unify(known)) switch
            {
                null => null,
                SassModule sass => $"{sass.Name}.{(reference.Sigil == "$" ? "$" : string.Empty)}{reference.Name}",
                var module => module.Find(reference.Sigil, name) is { } found ? TextOf(found)
                    : SassModules.IsKnown(known) ? $"missing-{known}.{(reference.Sigil == "$" ? "$" : string.Empty)}{reference.Name}" // not to be taken for Sass's
                    : null,
            };
        }

        if (reference.Sigil == "$" && IsLocal(name))
        {
            return null;
        }

        var later = Frames.Any(static frame => frame.IsCallable) ? scope : null;
        switch (Find(scope, reference.Sigil, name) ?? (later is null ? null : FindLater(later, reference.Sigil, name)))
        {
            case null:
                _free.Add((reference.Sigil, name, later));
                return null;
            case Member member when member.GlobalName == name:
                return null;
            case var found:
                return TextOf(found);
        }
    }

    private string TextOf(Found found)
    {
        if (found is not Member member)
        {
            var sass = (SassMember)found;
            return $"{sass.Module}.{(SassModules.Has(sass.Module, "$" + sass.Name) ? "$" : string.Empty)}{sass.Name}";
        }

        member.IsShadowed |= member.Sigil == "$" && IsLocal(member.Name);
        return (member.Sigil == "$" ? "$" : string.Empty) + member.GlobalName;
    }

    /// <summary>What a name that is no local variable's means in a file.</summary>
    internal static Found? Find(FileScope scope, string sigil, string name) =>
        scope.Owner.Imported.Select(forward => forward.Find(sigil, name)).FirstOrDefault(static found => found is not null)
        ?? scope.Owner.FindOwn(sigil, name)
        ?? scope.Open.Select(module => module.Find(sigil, name)).FirstOrDefault(static found => found is not null);

    // What runs later sees what was imported until then; what its own file forwards it does not see.
    private Found? FindLater(FileScope scope, string sigil, string name) => _imported.GetValueOrDefault(scope.Owner, [])
        .Where(forward => !scope.Forwards.Contains(forward)).Select(forward => forward.Find(sigil, name)).FirstOrDefault(static found => found is not null);

    internal bool IsLocal(string name) => Frames.Any(frame => frame.Names.Contains(name));
}
