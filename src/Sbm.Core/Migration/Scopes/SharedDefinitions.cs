using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>
/// What the theme defines in one output and uses in another: its mixins, functions and placeholders, and the variables that stay Sass. An
/// output that uses one without defining it gets a copy at its top.
/// </summary>
internal sealed class SharedDefinitions(ThemeDefinitions themeDefinitions)
{
    /// <summary>A definition, or a control directive with nothing in it but the assignments of variables.</summary>
    private sealed record Definition(IReadOnlyList<string> Keys, List<ScssNode> Nodes);

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private readonly List<Definition> _definitions = [];
    private readonly Dictionary<string, List<Definition>> _byKey = [];

    /// <summary>Learns what an output defines. Others copy a name from the first output that defines it.</summary>
    internal void Learn(List<ScssNode> nodes, ThemeVariables variables)
    {
        var known = _byKey.Keys.ToHashSet();
        foreach (var definition in DefinitionsIn(nodes, variables))
        {
            _definitions.Add(definition);
            foreach (var key in definition.Keys.Where(key => !known.Contains(key)))
            {
                if (!_byKey.TryGetValue(key, out var list))
                {
                    _byKey[key] = list = [];
                }

                list.Add(definition);
            }
        }
    }

    /// <summary>Copies what the output uses and does not define.</summary>
    /// <returns>Whether there was anything to copy.</returns>
    internal bool BringInto(List<ScssNode> nodes, ThemeVariables variables)
    {
        var seen = DefinitionsIn(nodes, variables).SelectMany(static definition => definition.Keys).ToHashSet();
        if (_byKey.Keys.All(seen.Contains))
        {
            return false;
        }

        var wanted = new HashSet<Definition>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(ScssNode Node, bool Runs, HashSet<string> Locals)>();
        Open(nodes, []);
        while (open.TryPop(out var next))
        {
            var (node, runs, locals) = next;
            if (runs && node is ScssBlock block)
            {
                var own = BlockLocals.Of(block.Prelude, SassDirective.Read(block.Prelude)).Concat(IsControl(block) ? [] : OwnIn(block.Children)).Select(static name => "$" + name).ToList();
                var inside = own.Count == 0 ? locals : [.. locals, .. own];
                Open(block.Children, inside);
            }

            foreach (var definition in UsesIn(node).Where(key => !locals.Contains(key) && !(key[0] == '$' && variables.Declares(key[1..])) && seen.Add(key)).SelectMany(key => _byKey.GetValueOrDefault(key) ?? []).Where(wanted.Add))
            {
                Open(definition.Nodes, []);
            }
        }

        void Open(List<ScssNode> opened, HashSet<string> locals)
        {
            foreach (var unit in StatementUnits.Of(opened))
            {
                var never = Branches.NeverRun(unit, themeDefinitions);
                unit.ForEach(node => open.Push((node, !never.Contains(node), locals)));
            }
        }

        nodes.InsertRange(0, _definitions.Where(wanted.Contains).SelectMany(static definition => definition.Nodes).Select(static node => node.Clone()));
        return wanted.Count > 0;
    }

    // What a rule or mixin assigns, and has not read before, is its own.
    private static IEnumerable<string> OwnIn(List<ScssNode> nodes)
    {
        var read = new HashSet<string>();
        foreach (var node in StatementVariables.DeclaredBy(nodes).Any() ? nodes : [])
        {
            read.UnionWith(StatementVariables.ReadBy([node]));
            if (VariableAssignment.Read(node) is { Parts.IsGlobal: false } assignment && !read.Contains(assignment.Name))
            {
                yield return assignment.Name;
            }
        }
    }

    private static IEnumerable<Definition> DefinitionsIn(List<ScssNode> nodes, ThemeVariables variables)
    {
        foreach (var unit in StatementUnits.Of(nodes))
        {
            var directive = unit[0] is ScssBlock { IsAtRule: true } block ? SassDirective.Read(block.Prelude) : null;
            if (directive is { Name: "mixin" or "function" } callable)
            {
                yield return new Definition([$"@{callable.Name} {callable.Target}"], unit);
            }
            else if (unit[0] is ScssBlock { IsRule: true } rule && rule.Prelude.StartsWith('%') && rule.Prelude.AsSpan(1).TrimEnd() is var name && name.IndexOfAnyExcept(NameCharacters) < 0)
            {
                yield return new Definition([rule.Prelude.Trim()], unit);
            }
            else if (AssignedIn(unit).Where(name => variables.Kept(name) is not null).Distinct().Select(static name => "$" + name).ToList() is { Count: > 0 } keys)
            {
                yield return new Definition(keys, AssignmentsOnly(unit));
            }
        }
    }

    // At the top level, control directives looked into.
    private static IEnumerable<string> AssignedIn(List<ScssNode> nodes) => nodes.SelectMany(static node =>
        VariableAssignment.Read(node) is { } assignment ? [assignment.Name] : IsControl(node) ? AssignedIn(((ScssBlock)node).Children) : []);

    private static List<ScssNode> AssignmentsOnly(List<ScssNode> nodes) =>
        [.. nodes.Where(static node => VariableAssignment.Read(node) is not null || IsControl(node))
            .Select(static node => node is ScssBlock block ? block.CloneWith(AssignmentsOnly(block.Children)) : node)];

    private static bool IsControl(ScssNode node) =>
        node is ScssBlock { IsAtRule: true } block && SassDirective.IsControl(SassDirective.Read(block.Prelude)?.Name);

    // The names of parameters and loop variables, and of what is assigned, are no uses.
    private static IEnumerable<string> UsesIn(ScssNode node)
    {
        var text = node.Head;
        if (VariableAssignment.Read(node) is { } assignment)
        {
            return DefinitionUses.In(text[assignment.Parts.ValueStart..]);
        }

        return SassDirective.Read(text) switch
        {
            { Name: "mixin" or "function", RestStart: var start } => SassParameters.Read(text, start).Where(static parameter => parameter.DefaultStart >= 0).SelectMany(parameter => DefinitionUses.In(text[parameter.DefaultStart..parameter.DefaultEnd])),
            { Name: "each" or "for", RestStart: var start } directive when SassDirective.IndexOfWord(text, start, directive.Name == "each" ? "in" : "from") is >= 0 and var values => DefinitionUses.In(text[values..]),
            _ => UsesOf(node),
        };
    }

    private static IEnumerable<string> UsesOf(ScssNode node) =>
        node is ScssStatement extend && ExtendStatement.TargetOf(extend) is { } placeholder && placeholder.StartsWith('%')
            ? DefinitionUses.In(node).Append(placeholder)
            : DefinitionUses.In(node);
}
