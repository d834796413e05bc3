using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>
/// What the top-level variables of one output are at each point of it, and which of them only Sass can follow: those assigned
/// in a control directive or with <c>!global</c>, those whose value cannot be computed, and those that a mixin or function reads
/// while they change.
/// </summary>
internal sealed class ThemeVariables
{
    private readonly ThemeDefinitions _definitions;
    private readonly Func<string, VariableBinding?> _elsewhere;
    private readonly AssignedBindings _bindings;
    private readonly HashSet<ScssNode> _neverRun = [];
    private readonly Dictionary<ScssStatement, VariableBinding> _after = [];
    private readonly TopLevelAssignments _assignments;
    private Dictionary<string, VariableBinding> _last = [];

    /// <param name="nodes">The output's tree.</param>
    /// <param name="definitions">The theme's own mixins and functions.</param>
    /// <param name="elsewhere">What the theme's other outputs know of a variable that this one does not declare.</param>
    internal ThemeVariables(List<ScssNode> nodes, ThemeDefinitions definitions, Func<string, VariableBinding?> elsewhere)
    {
        (_definitions, _elsewhere, _bindings) = (definitions, elsewhere, new AssignedBindings(definitions));
        int known;
        do
        {
            known = _neverRun.Count;
            _assignments = new TopLevelAssignments(nodes, definitions, _neverRun);
            int kept;
            do
            {
                kept = _assignments.Kept.Count;
                Bind();
            }
            while (_assignments.Kept.Count > kept);
        }
        while (_neverRun.Count > known); // what is found never to run makes less to follow
    }

    /// <summary>Whether the output declares the variable at its top level.</summary>
    internal bool Declares(string name) => _assignments.Assigned.Contains(name) || _assignments.Kept.Contains(name);

    /// <summary>What the variable is at the end of the output; null if the output does not declare it.</summary>
    internal VariableBinding? AtEnd(string name) => Kept(name) ?? _last.GetValueOrDefault(name);

    /// <summary>What the other outputs know of it.</summary>
    internal VariableBinding? Elsewhere(string name) => _elsewhere(name);

    /// <summary>What the variable that the statement assigns is after it.</summary>
    internal VariableBinding? After(ScssStatement statement) => _after.GetValueOrDefault(statement);

    /// <summary>The binding of a variable that stays Sass; null for others.</summary>
    internal VariableBinding? Kept(string name) =>
        !_assignments.Kept.Contains(name) ? null
        : _definitions.IsUnconvertible("$" + name) ? UnavailableBinding.Instance
        : SassBinding.Instance;

    private void Bind()
    {
        _last = [];
        _after.Clear();
        var state = new State(this);
        foreach (var (unit, step) in _assignments.Steps)
        {
            if (step is not { } assignment)
            {
                _neverRun.UnionWith(Branches.NeverRun(unit, state, _definitions));
                continue;
            }

            var statement = (ScssStatement)unit[0];
            var name = assignment.Name;
            if (Kept(name) is null)
            {
                var old = _last.GetValueOrDefault(name);
                if (!assignment.Parts.IsDefault || old is null or LiteralBinding { Value: SassNull })
                {
                    var binding = _bindings.Of(statement, assignment.Parts, state);
                    if (binding is null || (old is not null && !AssignedBindings.MeanSame(old, binding) && _assignments.ReadInCallables.Contains(name)))
                    {
                        _assignments.Kept.Add(name);
                    }
                    else
                    {
                        _last[name] = binding;
                    }
                }

                if (_last.TryGetValue(name, out var after))
                {
                    _after[statement] = after;
                }
            }
        }
    }

    private sealed class State(ThemeVariables owner) : IVariables
    {
        public bool? Exists(string name, bool isGlobal) =>
            owner.Kept(name) is not null ? null : owner._last.ContainsKey(name) || CommonNames.IsVariable(name);

        public VariableBinding? Find(string name) =>
            owner.Kept(name) ?? (owner._last.TryGetValue(name, out var binding) ? binding : owner.Declares(name) ? null : owner._elsewhere(name));
    }
}
