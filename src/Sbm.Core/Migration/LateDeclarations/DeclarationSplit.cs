using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;
using static Sbm.Core.Migration.Statements.StatementVariables;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>
/// Splits what stands in a block, from the first nested rule on, into its declarations and what stays behind them. An <c>@if</c> or loop of
/// both is written twice, an include of both is expanded before. A variable that both halves need has a copy for the declarations.
/// </summary>
internal sealed class DeclarationSplit(Emissions emissions, VariableScopes scopes, OrderingAllowance allowance, Emission content, List<ScssNode> nodes, bool isLoop)
{
    private const int MostExpansions = 64;

    private readonly Dictionary<string, string> _copies = [];
    private readonly HashSet<string> _moved = []; // variables that are assigned among the declarations alone
    private readonly HashSet<ScssNode> _comments = []; // those about a declaration
    private HashSet<string> _needed = [];
    private HashSet<string> _assigned = []; // variables that are seen behind what is split, and assigned in it
    private HashSet<string> _inner = []; // variables that a block among them has for itself
    private int _expansions;

    /// <summary>How many declarations stand before nested rules now that stood behind them.</summary>
    internal int Moved { get; private set; }

    /// <returns>The statements in the order of the Sass of legacy themes.</returns>
    /// <exception cref="NotConvertibleException">That cannot be said in Sass.</exception>
    internal List<ScssNode> Apply()
    {
        var all = Expand(nodes, new IncludeExpansion(emissions, scopes, nodes, isLoop));
        var before = StatementUnits.Of(all).TakeWhile(unit => !emissions.OfUnit(unit, content).Rules).Sum(static unit => unit.Count);
        var first = all.GetRange(0, before);
        var rest = all.GetRange(before, all.Count - before);
        FindComments(rest);
        FindVariables(first, rest);
        RefuseGlobals(rest);
        var declarations = Renamed(Declarations(rest), _copies);
        Moved = All(declarations).Count(static node => node is ScssStatement && VariableAssignment.Read(node) is null);
        foreach (var (name, copy) in _copies.Where(copy => scopes.IsDeclared(copy.Key) || DeclaredBy(first).Contains(copy.Key)))
        {
            declarations.Insert(0, new ScssStatement { Leading = "\n", Text = $"${copy}: ${name}" });
        }

        return [.. first, .. declarations, .. Rest(rest)];
    }

    // Includes that write both, as what they include.
    private List<ScssNode> Expand(List<ScssNode> from, IncludeExpansion expansion)
    {
        var expanded = new List<ScssNode>(from.Count);
        var open = new Stack<List<ScssNode>>(StatementUnits.Of(from).Reverse());
        while (open.TryPop(out var unit))
        {
            var never = emissions.NeverRun(unit);
            foreach (var node in unit)
            {
                var directive = SassDirective.Read(node.Head)?.Name;
                var hasBoth = directive is not null && !never.Contains(node) && emissions.OfUnit([node], content) is { Declarations: true, Rules: true };
                if (hasBoth && directive == "content")
                {
                    throw new NotConvertibleException("'@content' stands for both");
                }

                expansion.Pass(node);
                if (!hasBoth || directive != "include")
                {
                    expanded.Add(hasBoth && node is ScssBlock block ? block.CloneWith(Expand(block.Children, expansion.Inside(block))) : node);
                    continue;
                }

                if (++_expansions > MostExpansions)
                {
                    throw new NotConvertibleException("mixins include each other without an end that can be told");
                }

                var brought = expansion.Expand(node);
                allowance.Take(All(brought).Count());
                StatementUnits.Of(brought).Reverse().ToList().ForEach(open.Push);
            }
        }

        return expanded;
    }

    // Comments right above declarations, and behind them on their line.
    private void FindComments(List<ScssNode> from)
    {
        for (var i = 0; i < from.Count; i++)
        {
            if (from[i] is ScssBlock { IsPropertyNest: false } block)
            {
                FindComments(block.Children);
            }
            else if (IsDeclaration(from[i]))
            {
                for (var above = i - 1; above >= 0 && from[above] is ScssComment && LineFeeds(from[above]) > 0 && LineFeeds(from[above + 1]) == 1; above--)
                {
                    _comments.Add(from[above]);
                }

                for (var behind = i + 1; behind < from.Count && from[behind] is ScssComment && LineFeeds(from[behind]) == 0; behind++)
                {
                    _comments.Add(from[behind]);
                }
            }
        }
    }

    private static int LineFeeds(ScssNode node) => node.Leading.AsSpan().Count('\n');

    private bool IsDeclaration(ScssNode node) =>
        (node is ScssStatement || node is ScssBlock { IsPropertyNest: true } || (node is ScssBlock include && SassDirective.Read(include.Prelude)?.Name == "include"))
        && emissions.OfUnit([node], content) is { Declarations: true, Rules: false };

    // What the declarations read that is assigned among what is split, directly or through each other.
    private void FindVariables(List<ScssNode> first, List<ScssNode> rest)
    {
        var visible = DeclaredBy(first).Concat(DeclaredBy(rest)).ToHashSet();
        var assigned = AssignedBy(rest).Where(name => visible.Contains(name) || scopes.IsLocal(name)).ToList();
        _assigned = [.. assigned];
        _inner = [.. AssignedBy(rest).Except(assigned)];
        int count;
        do
        {
            count = _needed.Count;
            _needed = [.. ReadBy(Declarations(rest)).Where(name => assigned.Contains(name) || _inner.Contains(name))];
        }
        while (_needed.Count > count);

        var readByRest = ReadBy(Rest(rest));
        var taken = ReadBy(nodes).Concat(assigned).ToHashSet();
        foreach (var name in _needed.Except(_inner))
        {
            var isOwn = !scopes.IsLocal(name) && !DeclaredBy(first).Contains(name);
            if (isOwn && (!readByRest.Contains(name) || (assigned.Count(other => other == name) == 1 && IsAssignedBeforeItIsRead(name, rest))))
            {
                _moved.Add(name);
                continue;
            }

            var copy = "declared-" + name;
            while (scopes.IsDeclared(copy) || !taken.Add(copy))
            {
                copy += "-2";
            }

            _copies[name] = copy;
        }

        var contents = All(Declarations(rest)).OfType<ScssBlock>().Where(static block => SassDirective.Read(block.Prelude)?.Name == "include").SelectMany(static block => block.Children);
        if (AssignedBy(contents).FirstOrDefault(name => readByRest.Contains(name) && assigned.Contains(name)) is { } shared)
        {
            throw new NotConvertibleException($"the content of an include among them assigns '${shared}'");
        }

        if (DeclaredByHeadsIn(rest).Any(_copies.ContainsKey))
        {
            throw new NotConvertibleException("a loop among them counts in a variable of that name");
        }
    }

    private static bool IsAssignedBeforeItIsRead(string name, List<ScssNode> rest)
    {
        var at = rest.FindIndex(node => VariableAssignment.Read(node)?.Name == name);
        return at >= 0 && !ReadBy(rest.Take(at + 1)).Contains(name);
    }

    // What is assigned globally changes for functions and mixins too: nothing that could read it is moved past that.
    private void RefuseGlobals(List<ScssNode> rest)
    {
        var declarations = Declarations(rest);
        var globals = emissions.GlobalsAssignedBy(rest).ToHashSet();
        if (globals.Count > 0 && (ReadBy(declarations).Overlaps(globals) || All(declarations).Any(static node => node.Head.Contains('(', StringComparison.Ordinal) || node.Head.StartsWith('@'))))
        {
            throw new NotConvertibleException("global variables change among the rules");
        }
    }

    // Of a nested rule, what it assigns for the declarations, with what that reads of its own; nothing, if all of it is its own.
    private List<ScssNode> Declarations(List<ScssNode> from, bool isInRule = true, HashSet<string>? around = null)
    {
        var found = new List<ScssNode>();
        var its = DeclaredBy(from).Where(name => !_assigned.Contains(name) && around?.Contains(name) != true).ToHashSet();
        var own = its.Concat(around ?? []).ToHashSet();
        foreach (var unit in StatementUnits.Of(from))
        {
            switch (unit[0])
            {
                case ScssComment comment when _comments.Contains(comment) && isInRule:
                case var node when IsDeclaration(node) && isInRule:
                case var variable when VariableAssignment.Read(variable) is { Parts.IsGlobal: false } assignment && _needed.Contains(assignment.Name)
                    && (isInRule || !_inner.Contains(assignment.Name) || own.Contains(assignment.Name)):
                    found.Add(unit[0]);
                    break;
                case ScssBlock { IsPropertyNest: false }:
                    var never = emissions.NeverRun(unit);
                    found.AddRange(WithChildren(unit, child => never.Contains(child) ? [] : Declarations(child.Children, isInRule && IsControl(child), own)));
                    break;
            }
        }

        return isInRule || All(found).Any(node => VariableAssignment.Read(node) is { } assignment && !its.Contains(assignment.Name)) ? found : [];
    }

    private List<ScssNode> Rest(List<ScssNode> from)
    {
        var rest = new List<ScssNode>();
        foreach (var unit in StatementUnits.Of(from))
        {
            if (_comments.Contains(unit[0]) || IsDeclaration(unit[0]) || (VariableAssignment.Read(unit[0]) is { } assignment && _moved.Contains(assignment.Name)))
            {
                continue;
            }

            var never = emissions.NeverRun(unit);
            rest.AddRange(unit[0] is ScssBlock block && IsControl(block) && emissions.OfUnit(unit, content).Declarations
                ? WithChildren(unit, child => never.Contains(child) ? child.Children : Rest(child.Children))
                : unit);
        }

        return rest;
    }

    // Copies of the blocks of a unit, without those at its end that have nothing in them any more.
    private static IEnumerable<ScssNode> WithChildren(List<ScssNode> unit, Func<ScssBlock, List<ScssNode>> childrenOf)
    {
        var blocks = unit.OfType<ScssBlock>().Select(block => block.CloneWith(childrenOf(block))).ToList();
        return blocks.Take(blocks.FindLastIndex(static block => block.Children.Count > 0) + 1);
    }

    private static bool IsControl(ScssBlock block) => SassDirective.IsControl(SassDirective.Read(block.Prelude)?.Name);
}
