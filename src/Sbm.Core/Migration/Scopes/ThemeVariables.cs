using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
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
    private readonly List<(List<ScssNode> Unit, VariableAssignment? Assignment)> _steps = [];
    private readonly HashSet<ScssNode> _neverRun = [];
    private readonly List<ScssNode> _top;
    private readonly HashSet<string> _assigned = [];
    private readonly HashSet<string> _kept = [];
    private readonly HashSet<string> _readInCallables = [];
    private readonly Dictionary<ScssStatement, VariableBinding> _after = [];
    private Dictionary<string, VariableBinding> _last = [];

    /// <param name="nodes">The output's tree.</param>
    /// <param name="definitions">The theme's own mixins and functions.</param>
    /// <param name="elsewhere">What the theme's other outputs know of a variable that this one does not declare.</param>
    internal ThemeVariables(List<ScssNode> nodes, ThemeDefinitions definitions, Func<string, VariableBinding?> elsewhere)
    {
        (_definitions, _elsewhere, _top) = (definitions, elsewhere, nodes);
        for (var known = -1; known < _neverRun.Count;)
        {
            known = _neverRun.Count; // what is found never to run makes less to follow
            CollectAll(nodes);
            int kept;
            do
            {
                kept = _kept.Count;
                Bind();
            }
            while (_kept.Count > kept);
        }
    }

    /// <summary>Whether the output declares the variable at its top level.</summary>
    internal bool Declares(string name) => _assigned.Contains(name) || _kept.Contains(name);

    /// <summary>What the variable is at the end of the output; null if the output does not declare it.</summary>
    internal VariableBinding? AtEnd(string name) => Kept(name) ?? _last.GetValueOrDefault(name);

    /// <summary>What the other outputs know of it.</summary>
    internal VariableBinding? Elsewhere(string name) => _elsewhere(name);

    /// <summary>What the variable that the statement assigns is after it.</summary>
    internal VariableBinding? After(ScssStatement statement) => _after.GetValueOrDefault(statement);

    /// <summary>The binding of a variable that stays Sass; null for others.</summary>
    internal VariableBinding? Kept(string name) =>
        !_kept.Contains(name) ? null
        : _definitions.IsUnconvertible("$" + name) ? UnavailableBinding.Instance
        : SassBinding.Instance;

    private void CollectAll(List<ScssNode> nodes)
    {
        _steps.Clear();
        _assigned.Clear();
        _kept.Clear();
        _readInCallables.Clear();
        Collect(nodes, isTopLevel: true, isControlled: false);
        CollectLoops(nodes, [], isInLoop: false);
        CollectLeftOut(nodes);
        _kept.RemoveWhere(name => !_assigned.Contains(name)); // assigned in a control directive alone, it is local there
        CollectGlobals(nodes);
    }

    private void Collect(List<ScssNode> nodes, bool isTopLevel, bool isControlled)
    {
        foreach (var unit in isTopLevel ? StatementUnits.Of(nodes) : [nodes])
        {
            if (isTopLevel && !isControlled && unit.Count > 0 && unit[0] is ScssBlock { IsAtRule: true })
            {
                _steps.Add((unit, null));
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
                _kept.Add(assignment.Name);
            }
            else
            {
                _assigned.Add(assignment.Name);
                _steps.Add((unit, assignment));
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
                    _kept.Add(assignment.Name);
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
        _kept.UnionWith(NotConverted.LinesIn(nodes).SelectMany(static line => SassParameters.NamesIn(line, 0, line.Length)));
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
                _kept.Add(assignment.Name);
            }
            else if (node is ScssBlock block && IsRun(block))
            {
                CollectGlobals(block.Children);
            }
        }
    }

    private void CollectNames(ScssNode node)
    {
        var text = DefinitionUses.TextOf(node);
        _kept.UnionWith(DefinitionUses.AskedIn(text).Where(name => !_assigned.Contains(name))); // declared later, if at all
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at))
        {
            var end = ++at;
            while (end < text.Length && ScssText.IsNameCharacter(text[end]))
            {
                end++;
            }

            _readInCallables.Add(SassName.Unify(text[at..end]));
        }

        foreach (var child in (node as ScssBlock)?.Children ?? [])
        {
            CollectNames(child);
        }
    }

    private void Bind()
    {
        _last = [];
        _after.Clear();
        var state = new State(this);
        foreach (var (unit, step) in _steps)
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
                    var binding = Bind(statement, assignment.Parts, state);
                    if (binding is null || (old is not null && !MeanSame(old, binding) && _readInCallables.Contains(name)))
                    {
                        _kept.Add(name);
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

    // A file that is imported twice gives its variables the same values again.
    private static bool MeanSame(VariableBinding old, VariableBinding binding) =>
        old is LiteralBinding { Text: var before } && binding is LiteralBinding { Text: var after } ? before == after : old == binding;

    // Null: only Sass can follow it.
    private VariableBinding? Bind(ScssStatement statement, ScssDeclaration parts, IVariables state)
    {
        if (CommonTheme.IsWithoutColor(statement))
        {
            return UnavailableBinding.Instance;
        }

        var text = statement.Text;
        if (SassExpressionReader.Read(text, parts.ValueStart, parts.ValueEnd) is not { } expression)
        {
            return null;
        }

        if (new SassEvaluator(text, state, _definitions).Evaluate(expression) is { } value)
        {
            if (IsPlain(expression))
            {
                return new LiteralBinding(value, OneLine(text[parts.ValueStart..parts.ValueEnd], value));
            }

            var longest = Math.Max(VariableBinding.LongestText, 4 * (parts.ValueEnd - parts.ValueStart)); // a long list of variables is no longer than it was
            return value.ToCss() is var css && css.Length <= longest && MeansItsText(value, css) ? new LiteralBinding(value, css) : null;
        }

        var rewriter = new ExpressionRewriter(text, state, _definitions);
        try
        {
            if (!rewriter.HasUnknown(expression))
            {
                rewriter.ToSass(expression);
                return null;
            }

            return !rewriter.HasSass(expression) && rewriter.ToCss(expression) is { Length: <= VariableBinding.LongestText } css
                ? new CssBinding(OneLine(css, null))
                : UnavailableBinding.Instance;
        }
        catch (NotConvertibleException)
        {
            return UnavailableBinding.Instance;
        }
    }

    // What unquote() gives need not be what Sass reads in its text.
    private bool MeansItsText(SassValue value, string css) =>
        value is SassNumber or SassColor or SassBoolean or SassNull or SassString { IsQuoted: true } or CssText or SassList { Items.Count: 0 }
        || (SassExpressionReader.Read(css, 0, css.Length) is { } expression && new SassEvaluator(css, NoVariables.Instance, _definitions).Evaluate(expression) is { } read
            && AreAlike(value, read));

    // But for decimals that the text leaves out.
    private static bool AreAlike(SassValue value, SassValue read) => (value, read) switch
    {
        (SassMap map, SassMap other) => map.Entries.Count == other.Entries.Count
            && map.Entries.Zip(other.Entries).All(static pair => AreAlike(pair.First.Key, pair.Second.Key) && AreAlike(pair.First.Value, pair.Second.Value)),
        (SassMap, _) => false,
        (SassList list, SassList other) => list.Separator == other.Separator && list.Items.Count == other.Items.Count && list.Items.Zip(other.Items).All(static pair => AreAlike(pair.First, pair.Second)),
        (SassString, SassColor or SassNull or SassBoolean) => false, // the text "red" is no colour
        _ => value.ToCss() == read.ToCss() || value.ToSass() == read.ToSass(), // as it is written, by itself or in a map
    };

    // Written in the source as it is written in CSS.
    private static bool IsPlain(SassExpression expression) => !expression.Contains(static part => part switch
    {
        VariableUse or UnaryOperation or BinaryOperation or Interpolation => true,
        FunctionCall call => call.Module is not null || (SassFunctions.IsBuiltIn(call.Name) && (!CssFunctions.IsAlsoCss(call.Name) || call.Arguments.Count == 2)),
        _ => false,
    });

    private static string OneLine(string text, SassValue? value)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') < 0 && !text.Contains("/*", StringComparison.Ordinal))
        {
            return text;
        }

        return value?.ToCss() ?? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class State(ThemeVariables owner) : IVariables
    {
        public bool? Exists(string name, bool isGlobal) =>
            owner.Kept(name) is not null ? null : owner._last.ContainsKey(name) || CommonNames.IsVariable(name);

        public VariableBinding? Find(string name) =>
            owner.Kept(name) ?? (owner._last.TryGetValue(name, out var binding) ? binding : owner.Declares(name) ? null : owner._elsewhere(name));
    }
}
