using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>The assignments at the top level of an output, in order, and the variables that only Sass can follow by where they are assigned.</summary>
internal sealed class TopLevelAssignments
{
    private readonly ThemeDefinitions _definitions;
    private readonly HashSet<ScssNode> _neverRun;
    private readonly List<ScssNode> _top;

    /// <param name="nodes">The output's tree.</param>
    /// <param name="definitions">The theme's own mixins and functions.</param>
    /// <param name="neverRun">The blocks that are known never to run.</param>
    internal TopLevelAssignments(List<ScssNode> nodes, ThemeDefinitions definitions, HashSet<ScssNode> neverRun)
    {
        (_top, _definitions, _neverRun) = (nodes, definitions, neverRun);
        Collect(nodes, isTopLevel: true, isControlled: false);
        CollectLoops(nodes, [], isInLoop: false);
        CollectLeftOut(nodes);
        Kept.RemoveWhere(name => !Assigned.Contains(name)); // assigned in a control directive alone, it is local there
        CollectGlobals(nodes);
    }

    /// <summary>Each with the statements that stand or fall with it; without an assignment, a control directive that may never run.</summary>
    internal List<(List<ScssNode> Unit, VariableAssignment? Assignment)> Steps { get; } = [];

    /// <summary>The variables that a statement at the top level assigns.</summary>
    internal HashSet<string> Assigned { get; } = [];

    /// <summary>Those that stay Sass.</summary>
    internal HashSet<string> Kept { get; } = [];

    /// <summary>Those that a mixin or function reads, nobody knows when.</summary>
    internal HashSet<string> ReadInCallables { get; } = [];

    private void Collect(List<ScssNode> nodes, bool isTopLevel, bool isControlled)
    {
        foreach (var unit in isTopLevel ? StatementUnits.Of(nodes) : [nodes])
        {
            if (isTopLevel && !isControlled && unit.Count > 0 && unit[0] is ScssBlock { IsAtRule: true })
            {
                Steps.Add((unit, null));
            }

            foreach (var node in unit)
            {
                Collect(node, unit, isTopLevel, isControlled);
            }
        }
    }

    private void Collect(ScssNode node, List<ScssNode> unit, bool isTopLevel, bool isControlled)
    {
        if (isTopLevel && VariableAssignment.Read(node) is { } assignment)
        {
            if (isControlled)
            {
                Kept.Add(assignment.Name);
            }
            else
            {
                Assigned.Add(assignment.Name);
                Steps.Add((unit, assignment));
            }
        }
        else if (node is ScssBlock block && !_neverRun.Contains(block))
        {
            var directive = SassDirective.Read(block.Prelude)?.Name;
            if (directive is "mixin" or "function")
            {
                CollectNames(block); // also of one that nobody includes: in an earlier output, what did may be expanded
            }

            if (IsRun(block))
            {
                Collect(block.Children, isTopLevel && SassDirective.IsControl(directive), isControlled: true);
            }
        }
    }

    private bool IsRun(ScssBlock block) => !_neverRun.Contains(block) && !_definitions.IsNeverUsed(block);

    // In a rule or mixin, a loop's own assignment makes a variable that its condition and its next turn see, after the one outside.
    private void CollectLoops(List<ScssNode> nodes, HashSet<string> locals, bool isInLoop)
    {
        var added = new List<string>();
        foreach (var node in nodes)
        {
            if (VariableAssignment.Read(node) is { Parts.IsGlobal: false } assignment)
            {
                if (isInLoop && !locals.Contains(assignment.Name))
                {
                    Kept.Add(assignment.Name);
                }

                AddLocal(assignment.Name);
            }
            else if (node is ScssBlock block && !_neverRun.Contains(block))
            {
                var directive = SassDirective.Read(block.Prelude)?.Name;
                CollectLoops(block.Children, locals, directive is "for" or "each" or "while" || (isInLoop && SassDirective.IsControl(directive)));
            }
        }

        locals.ExceptWith(added);

        void AddLocal(string name)
        {
            if (!ReferenceEquals(nodes, _top) && locals.Add(name))
            {
                added.Add(name);
            }
        }
    }

    // Who converts by hand what an earlier migration could not has to find its variables.
    private void CollectLeftOut(List<ScssNode> nodes)
    {
        Kept.UnionWith(NotConverted.LinesIn(nodes).SelectMany(static line => SassParameters.NamesIn(line, 0, line.Length)));
        foreach (var block in nodes.OfType<ScssBlock>())
        {
            CollectLeftOut(block.Children);
        }
    }

    private void CollectGlobals(List<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (VariableAssignment.Read(node) is { Parts.IsGlobal: true } assignment)
            {
                Kept.Add(assignment.Name);
            }
            else if (node is ScssBlock block && IsRun(block))
            {
                CollectGlobals(block.Children);
            }
        }
    }

    private void CollectNames(ScssNode node)
    {
        var text = node.Head;
        Kept.UnionWith(DefinitionUses.AskedIn(text).Where(name => !Assigned.Contains(name))); // declared later, if at all
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at))
        {
            var end = ScssText.EndOfName(text, ++at);

            ReadInCallables.Add(SassName.Unify(text[at..end]));
        }

        foreach (var child in (node as ScssBlock)?.Children ?? [])
        {
            CollectNames(child);
        }
    }
}
