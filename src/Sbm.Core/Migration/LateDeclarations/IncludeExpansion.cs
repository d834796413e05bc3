using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;
using static Sbm.Core.Migration.Statements.StatementVariables;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>Writes what an include of one of the theme's mixins stands for in its place, its parameters as variables of their own.</summary>
internal sealed class IncludeExpansion
{
    private static readonly string[] AsksForItsCall = ["content-exists", "keywords(", "arglist"];

    private readonly Emissions _emissions;
    private readonly VariableScopes _scopes;
    private readonly HashSet<string> _names; // those that are taken
    private readonly HashSet<string> _visible; // those that a block around has declared by then

    private IncludeExpansion(Emissions emissions, VariableScopes scopes, HashSet<string> names, IEnumerable<string> visible) =>
        (_emissions, _scopes, _names, _visible) = (emissions, scopes, names, [.. visible]);

    /// <param name="emissions">What mixins write.</param>
    /// <param name="scopes">What is declared around the block.</param>
    /// <param name="around">The statements of the block.</param>
    /// <param name="isLoop">Whether what it declares is there in its next turn.</param>
    internal IncludeExpansion(Emissions emissions, VariableScopes scopes, List<ScssNode> around, bool isLoop)
        : this(emissions, scopes, [.. ReadBy(around), .. AssignedBy(around), .. DeclaredByHeadsIn(around)], isLoop ? AssignedAmong(around) : [])
    {
    }

    /// <summary>Goes past a statement of the block.</summary>
    internal void Pass(ScssNode node) => _visible.UnionWith(DeclaredBy([node]));

    /// <summary>The same for what stands in a block.</summary>
    internal IncludeExpansion Inside(ScssBlock block) =>
        new(_emissions, _scopes, _names, [.. _visible, .. AssignedAmong(block.Children), .. BlockLocals.Of(block.Prelude, SassDirective.Read(block.Prelude))]);

    /// <exception cref="NotConvertibleException">It cannot be said without the mixin.</exception>
    internal List<ScssNode> Expand(ScssNode call)
    {
        var directive = SassDirective.Read(call.Head)!.Value;
        if (_emissions.DefinitionOf(directive.Target) is not { } mixin)
        {
            throw Refuse(directive.Target, "is not the only one of its name");
        }

        if (call.Head.Contains("...", StringComparison.Ordinal)
            || All(mixin.Children).Select(static node => node.Head).Any(static text => AsksForItsCall.Any(question => text.Contains(question, StringComparison.Ordinal)))
            || SassParameters.StartOfUsing(call.Head, directive.RestStart) is not null)
        {
            throw Refuse(directive.Target, "needs to be called");
        }

        var names = NamesFor(directive.Target, mixin);
        var expanded = GlobalsReadFirst(directive.Target, mixin)
            .Select(name => (ScssNode)new ScssStatement { Leading = "\n", Text = $"${names[name]}: ${name}" })
            .ToList();
        var (bound, handedOn) = IncludeArguments.Bind(directive, call.Head, mixin, names);
        foreach (var (name, value) in bound)
        {
            expanded.Add(new ScssStatement { Leading = "\n", Text = $"${names[name]}: {value}" });
        }

        var body = Renamed(mixin.Children, names);
        if (handedOn is var (rest, given))
        {
            IncludeArguments.HandOn(body, $"${names[rest]}...", given);
        }

        expanded.AddRange(body);
        foreach (var node in All(expanded))
        {
            node.PlaceAt(call);
        }

        WithContent(expanded, (call as ScssBlock)?.Children ?? []);
        expanded[0].Leading = call.Leading;
        return expanded;
    }

    // The mixin's own variables, by names that nothing else has here. Those of its control directives are not seen outside of these.
    private Dictionary<string, string> NamesFor(string target, ScssBlock mixin)
    {
        var own = DeclaredBy(mixin.Children).Concat(DeclaredByHeadsIn([mixin])).ToHashSet();
        if (ReadBy(mixin.Children).Concat(AssignedBy(mixin.Children)).Where(name => !own.Contains(name)).FirstOrDefault(name => _scopes.IsLocal(name) || _visible.Contains(name)) is { } hidden)
        {
            throw Refuse(target, $"reads '${hidden}', which is another variable here");
        }

        var names = new Dictionary<string, string>();
        foreach (var name in own)
        {
            names[name] = $"{target}-{name}";
            while (_scopes.IsDeclared(names[name]) || !_names.Add(names[name]))
            {
                names[name] += "-2";
            }
        }

        return names;
    }

    // Global variables that the mixin reads before it declares its own of that name.
    private IEnumerable<string> GlobalsReadFirst(string target, ScssBlock mixin)
    {
        var parameters = BlockLocals.Of(mixin.Prelude, SassDirective.Read(mixin.Prelude)).ToHashSet();
        foreach (var name in DeclaredBy(mixin.Children).Distinct().Where(name => !parameters.Contains(name) && _scopes.IsDeclared(name)))
        {
            var declaration = mixin.Children.FindIndex(node => VariableAssignment.Read(node)?.Name == name);
            if (AssignedBy(mixin.Children.Take(declaration)).Contains(name))
            {
                throw Refuse(target, $"assigns '${name}' before it declares it");
            }

            if (ReadBy(mixin.Children.Take(declaration + 1)).Contains(name))
            {
                yield return name;
            }
        }
    }

    private static void WithContent(List<ScssNode> nodes, List<ScssNode> content)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            if (nodes[i] is ScssBlock block)
            {
                WithContent(block.Children, content);
            }
            else if (SassDirective.Read(nodes[i].Head)?.Name == "content")
            {
                var copy = content.ConvertAll(static node => node.Clone());
                nodes.RemoveAt(i);
                nodes.InsertRange(i, AssignedBy(copy).Any() ? [new ScssBlock { Leading = "\n", Prelude = "@if true", Children = copy }] : copy);
            }
        }
    }

    internal static NotConvertibleException Refuse(string mixin, string reason) => new($"the mixin '{mixin}' {reason}");
}
