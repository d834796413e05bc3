using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>
/// The mixins and functions that the theme defines itself, in any of its sources, and which definitions have turned out not to
/// be convertible: whoever uses one of those is not either. Not thread-safe.
/// </summary>
internal sealed class ThemeDefinitions
{
    private readonly Dictionary<string, ScssBlock> _mixins = [];
    private readonly Dictionary<string, ScssBlock> _functions = [];
    private readonly HashSet<string> _unconvertible = [];
    private HashSet<string>? _used;
    private readonly Dictionary<string, string> _properties = [];
    private bool _mayUseAll;

    /// <summary>How many definitions are known not to be convertible; it only grows.</summary>
    internal int Unconvertible => _unconvertible.Count;

    internal IReadOnlyDictionary<string, ScssBlock> Mixins => _mixins;

    internal IReadOnlyDictionary<string, ScssBlock> Functions => _functions;

    /// <summary>The first definition of a name is the one that is kept.</summary>
    internal void Learn(IEnumerable<ScssNode> nodes)
    {
        foreach (var block in nodes.OfType<ScssBlock>())
        {
            if (SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition)
            {
                (definition.Name == "mixin" ? _mixins : _functions).TryAdd(definition.Target, block);
            }

            Learn(block.Children);
        }
    }

    /// <summary>Whether legacy themes have such a mixin that the outputs do not: it is expanded.</summary>
    internal Func<string, bool> IsCommonMixin { get; init; } = static _ => false;

    /// <summary>Whether Sass goes on computing with colours that a literal gives it: the literal says all of them, not only whole channels.</summary>
    internal bool ComputesWithColors { get; set; }

    internal bool IsMixin(string name) => _mixins.ContainsKey(name);

    internal bool IsFunction(string name) => _functions.ContainsKey(name);

    /// <summary>Whether it is a call of a function of the common theme's, and the theme has none of that name itself.</summary>
    internal bool CallsCommon(SassExpression expression) =>
        expression is FunctionCall { Module: null, NameParts.Count: 0 } call && CommonThemeFunctions.IsCommon(call.Name) && !IsFunction(call.Name);

    /// <summary>Finds which definitions are used at all: by what is no definition, and by what that uses in turn.</summary>
    /// <param name="nodes">Those of all outputs.</param>
    internal void FindUses(IEnumerable<ScssNode> nodes)
    {
        _used = [];
        var bodies = new Dictionary<string, List<ScssBlock>>();
        var open = new Stack<(ScssNode Node, bool IsUsed)>(nodes.Select(static node => (node, false)));
        while (open.TryPop(out var next))
        {
            var (node, isUsed) = next;
            if (!isUsed && node is ScssBlock block && KeyOf(block) is { } definition)
            {
                if (!bodies.TryGetValue(definition, out var sameName))
                {
                    bodies[definition] = sameName = [];
                }

                sameName.Add(block);
                if (!_used.Contains(definition))
                {
                    continue;
                }
            }

            _mayUseAll |= DefinitionUses.CallsAnything(node);
            foreach (var used in DefinitionUses.In(node).Where(static name => name[0] == '@').Where(_used.Add).SelectMany(name => bodies.GetValueOrDefault(name) ?? []))
            {
                open.Push((used, true));
            }

            foreach (var child in (node as ScssBlock)?.Children ?? [])
            {
                open.Push((child, false));
            }
        }
    }

    /// <summary>Whether the block is a mixin or function that nothing in the theme calls.</summary>
    internal bool IsNeverUsed(ScssBlock block) => _used is not null && !_mayUseAll && KeyOf(block) is { } key && !_used.Contains(key);

    /// <summary>Finds the custom properties that the theme declares itself, beside variables of the same spelling.</summary>
    /// <param name="nodes">Those of all outputs.</param>
    internal void FindProperties(IEnumerable<ScssNode> nodes)
    {
        var declared = new HashSet<string>();
        var variables = new HashSet<string>();
        var named = new HashSet<string>(); // what may be the name of a property that interpolation names
        var open = new Stack<ScssNode>(nodes);
        while (open.TryPop(out var node))
        {
            var text = node.Head;
            if (text.StartsWith("--", StringComparison.Ordinal) && ScssDeclaration.Read(text) is { } property)
            {
                declared.Add(property.Name);
            }
            else if (text.StartsWith("@property", StringComparison.OrdinalIgnoreCase))
            {
                declared.Add(text["@property".Length..].Trim());
            }
            else if (text.StartsWith('$') && ScssDeclaration.Read(text) is { } variable)
            {
                variables.Add(SiteBuilderNames.CustomProperty(SassName.Unify(variable.Name[1..])));
            }

            NamesOwnProperties |= text.StartsWith("#{", StringComparison.Ordinal) && ScssDeclaration.Read(text) is not null;
            named.UnionWith(PropertyNamesIn(text));
            foreach (var child in (node as ScssBlock)?.Children ?? [])
            {
                open.Push(child);
            }
        }

        NamesOwnProperties &= named.Count > 0;
        declared.UnionWith(NamesOwnProperties ? named : []);
        foreach (var name in declared.Where(variables.Contains))
        {
            var other = "--theme" + name[1..];
            while (declared.Contains(other) || variables.Contains(other))
            {
                other += "-2";
            }

            _properties[name] = other;
        }
    }

    /// <summary>Whether a declaration of the theme whose name is <c>#{…}</c> may be one of a custom property.</summary>
    internal bool NamesOwnProperties { get; private set; }

    // Strings and words of the form "--name".
    private static IEnumerable<string> PropertyNamesIn(string text)
    {
        for (var at = text.IndexOf("--", StringComparison.Ordinal); at >= 0;)
        {
            var end = ScssText.EndOfName(text, at);

            if (at > 0 && end > at + 2 && !ScssText.IsNameCharacter(text[at - 1]) && text[at - 1] != '}' && !text.AsSpan(0, at).TrimEnd().EndsWith("var("))
            {
                yield return text[at..end];
            }

            at = text.IndexOf("--", end, StringComparison.Ordinal);
        }
    }

    /// <summary>The custom properties whose names the theme has taken, and what those of the variables are called instead.</summary>
    internal IReadOnlyDictionary<string, string> RenamedProperties => _properties;

    /// <summary>The custom property that a variable with a value of the theme's own becomes.</summary>
    /// <param name="variable">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
    /// <returns>With <c>--</c>.</returns>
    internal string CustomProperty(string variable) =>
        SiteBuilderNames.CustomProperty(variable) is var name && _properties.TryGetValue(name, out var other) ? other : name;

    private static string? KeyOf(ScssBlock block) =>
        SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition ? $"@{definition.Name} {definition.Target}" : null;

    /// <param name="name">As <c>@mixin name</c>, <c>@function name</c> or <c>$name</c>.</param>
    internal bool IsUnconvertible(string name) => _unconvertible.Contains(name);

    /// <inheritdoc cref="IsUnconvertible"/>
    internal void MarkUnconvertible(string name) => _unconvertible.Add(name);

    /// <summary>
    /// Marks the functions, too, that call an unconvertible one whatever happens, and those that call these: a chain of them is
    /// known at once. A call that may not be made is left to the next conversion.
    /// </summary>
    internal void SpreadUnconvertible()
    {
        var callers = _functions
            .SelectMany(static function => CalledBy(function.Value).Select(called => (Called: called, Caller: function.Key)))
            .ToLookup(static call => call.Called, static call => "@function " + call.Caller);
        var open = new Stack<string>(_unconvertible);
        while (open.TryPop(out var name))
        {
            foreach (var caller in callers[name].Where(_unconvertible.Add))
            {
                open.Push(caller);
            }
        }
    }

    // The functions that the function's own statements call, as @function name; without those of its blocks, which may never run.
    private static IEnumerable<string> CalledBy(ScssBlock function)
    {
        foreach (var statement in function.Children.OfType<ScssStatement>())
        {
            if (SassDirective.Read(statement.Text) is { Name: "return" } directive
                && SassExpressionReader.Read(statement.Text, directive.RestStart, statement.Text.Length) is { } value)
            {
                var called = new List<string>();
                var mayStop = value.Contains(part =>
                {
                    if (part is FunctionCall { Module: null } call)
                    {
                        called.Add("@function " + call.Name);
                    }

                    return part is FunctionCall { Name: "if" } or BinaryOperation { Operator: "and" or "or" };
                });
                foreach (var name in mayStop ? [] : called)
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>Forgets the definitions, so that they can be learnt from new trees; not what is unconvertible.</summary>
    internal void Forget()
    {
        _mixins.Clear();
        _functions.Clear();
        _used = null;
        _mayUseAll = false;
        _properties.Clear();
    }
}
