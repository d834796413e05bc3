using System.Runtime.CompilerServices;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>Finds what statements write, the mixins of an output included. Not thread-safe.</summary>
internal sealed class Emissions
{
    private readonly Dictionary<string, List<ScssBlock>> _mixins = [];
    private readonly Dictionary<ScssNode, int> _places = []; // of what stands at the top level
    private readonly Dictionary<(string Mixin, Emission Content), Emission> _known = [];
    private readonly HashSet<(string Mixin, Emission Content)> _seen = [];
    private readonly HashSet<(string Mixin, Emission Content)> _settled = []; // those of which nothing new comes any more
    private bool _isUnderWay;
    private bool _hasChanged;

    private readonly List<(string? In, string Mixin, ScssBlock Content)> _contentBlocks = [];
    private readonly Dictionary<string, Emission> _contents = [];

    private readonly ThemeDefinitions _definitions;

    internal Emissions(List<ScssNode> nodes, ThemeDefinitions definitions)
    {
        _definitions = definitions;
        foreach (var node in nodes)
        {
            _places[node] = _places.Count;
        }

        Collect(nodes, mixin: null);
        bool hasGrown;
        do
        {
            hasGrown = false;
            foreach (var (outer, mixin, block) in _contentBlocks)
            {
                var old = ContentOf(mixin);
                _contents[mixin] = old.Or(Of(block.Children, ContentOf(outer))) with { IsOrdered = true }; // by itself it is put in order
                hasGrown |= _contents[mixin] != old;
            }
        }
        while (hasGrown);
    }

    /// <summary>What <c>@content</c> in a mixin writes, wherever it is included.</summary>
    /// <param name="mixin">Its name; null outside of mixins.</param>
    internal Emission ContentOf(string? mixin) => mixin is null ? Emission.Nothing : _contents.GetValueOrDefault(mixin, Emission.Nothing);

    /// <summary>The statement of the top level that runs; null where that is not known, as in a mixin.</summary>
    internal ScssNode? Running { get; set; }

    /// <summary>The definition of a mixin that counts where <see cref="Running"/> is; null if there is none, or if that is not known.</summary>
    internal ScssBlock? DefinitionOf(string mixin)
    {
        var definitions = _mixins.GetValueOrDefault(mixin) ?? [];
        return definitions.Count < 2 || definitions.DistinctBy(static definition => ScssLayout.Write([definition])).Count() == 1 ? definitions.FirstOrDefault()
            : Running is not null && definitions.TrueForAll(_places.ContainsKey) ? definitions.LastOrDefault(definition => _places[definition] < _places[Running])
            : null;
    }

    /// <summary>The variables that the nodes assign with <c>!global</c>, and the mixins and functions that they use, directly or through each other.</summary>
    internal IEnumerable<string> GlobalsAssignedBy(List<ScssNode> nodes)
    {
        var seen = new HashSet<string>();
        var open = new Stack<List<ScssNode>>([nodes]);
        while (open.TryPop(out var next))
        {
            foreach (var node in StatementUnits.Of(next).SelectMany(unit => unit.Except(NeverRun(unit))))
            {
                if (VariableAssignment.Read(node) is { Parts.IsGlobal: true } assignment)
                {
                    yield return assignment.Name;
                }

                if (node is ScssBlock block)
                {
                    open.Push(block.Children);
                }

                foreach (var used in DefinitionUses.In(node).Where(static name => name[0] == '@').Where(seen.Add))
                {
                    var (kind, name) = (used[1..used.IndexOf(' ', StringComparison.Ordinal)], used[(used.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                    List<ScssBlock> definitions = kind == "mixin" ? _mixins.GetValueOrDefault(name) ?? [] : _definitions.Functions.TryGetValue(name, out var function) ? [function] : [];
                    definitions.ForEach(definition => open.Push(definition.Children));
                }
            }
        }
    }

    /// <summary>Says that definitions have changed.</summary>
    internal void Forget()
    {
        _known.Clear();
        _seen.Clear();
        _settled.Clear();
    }

    /// <param name="nodes">Statements, in order.</param>
    /// <param name="content">What <c>@content</c> among them writes.</param>
    internal Emission Of(List<ScssNode> nodes, Emission content)
    {
        var emission = Emission.Nothing;
        foreach (var unit in StatementUnits.Of(nodes))
        {
            emission = emission.Then(OfUnit(unit, content));
        }

        return emission;
    }

    /// <param name="unit">One statement, or an <c>@if</c> and its <c>@else</c>.</param>
    /// <param name="content">What <c>@content</c> in it writes.</param>
    internal Emission OfUnit(List<ScssNode> unit, Emission content)
    {
        if (unit is [ScssBlock { IsAtRule: true } first, ..] && SassDirective.Read(first.Prelude)?.Name == "if")
        {
            return unit.Except(NeverRun(unit)).OfType<ScssBlock>().Aggregate(Emission.Nothing, (emission, branch) => emission.Or(Of(branch.Children, content)));
        }

        return unit[0] switch
        {
            ScssBlock block => Of(block, content),
            ScssStatement statement => Of(statement, content),
            _ => Emission.Nothing,
        };
    }

    /// <summary>Branches of the unit that never run: they write nothing.</summary>
    internal IReadOnlyCollection<ScssNode> NeverRun(List<ScssNode> unit) => Branches.NeverRun(unit, _definitions);

    private Emission Of(ScssStatement statement, Emission content)
    {
        if (VariableAssignment.Read(statement) is not null || statement.Text.Length == 0)
        {
            return Emission.Nothing;
        }

        return SassDirective.Read(statement.Text) switch
        {
            null => Emission.Declaration,
            { Name: "content" } => content,
            { Name: "include" } include => OfInclude(include.Target, Emission.Nothing),
            { Name: "extend" or "debug" or "warn" or "error" or "charset" or "use" or "forward" or "return" } => Emission.Nothing,
            _ => Emission.Declaration,
        };
    }

    private Emission Of(ScssBlock block, Emission content)
    {
        if (block.IsPropertyNest)
        {
            return Emission.Declaration;
        }

        return SassDirective.Read(block.Prelude) switch
        {
            { Name: "mixin" or "function" } => Emission.Nothing,
            { Name: "include" } include => OfInclude(include.Target, Of(block.Children, content)),
            { Name: "for" or "each" or "while" } => Of(block.Children, content).Repeated(),
            { Name: "else" or "else if" } => Of(block.Children, content),
            null or { Name: "media" or "supports" or "at-root" } when Of(block.Children, content) == Emission.Nothing => Emission.Nothing,
            _ when block.Children.TrueForAll(static child => child is ScssComment) => Emission.Nothing,
            _ => Emission.Rule,
        };
    }

    // What calls itself is looked at until nothing new comes of it.
    private Emission OfInclude(string mixin, Emission content)
    {
        if (!_mixins.TryGetValue(mixin, out var definitions))
        {
            return mixin.EndsWith(".load-css", StringComparison.Ordinal) ? Emission.Rule
                : SassModules.IsMixin(mixin) ? Emission.Nothing // of a Sass that leaves declarations where they are
                : Emission.Anything;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Emission.Anything; // nobody stacks so many mixins by hand
        }

        var call = (mixin, content);
        while (!_settled.Contains(call) && _seen.Add(call))
        {
            var isOutermost = !_isUnderWay;
            _isUnderWay = true;
            var emission = definitions.Select(definition => Of(definition.Children, content)).Aggregate(static (one, other) => one.Or(other));
            _hasChanged |= _known.GetValueOrDefault(call, Emission.Nothing) != emission;
            _known[call] = emission;
            if (isOutermost)
            {
                _isUnderWay = false;
                if (!_hasChanged)
                {
                    _settled.UnionWith(_seen);
                }

                _hasChanged = false;
                _seen.Clear();
            }
        }

        return _known.GetValueOrDefault(call, Emission.Nothing);
    }

    private void Collect(List<ScssNode> nodes, string? mixin)
    {
        foreach (var block in nodes.OfType<ScssBlock>())
        {
            var directive = SassDirective.Read(block.Prelude);
            if (directive is { Name: "mixin" } definition)
            {
                if (!_mixins.TryGetValue(definition.Target, out var definitions))
                {
                    _mixins[definition.Target] = definitions = [];
                }

                definitions.Add(block);
            }
            else if (directive is { Name: "include" } include)
            {
                _contentBlocks.Add((mixin, include.Target, block));
            }

            Collect(block.Children, directive is { Name: "mixin" } ? directive.Value.Target : mixin);
        }
    }
}
