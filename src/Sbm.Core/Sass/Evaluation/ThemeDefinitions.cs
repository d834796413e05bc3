using Sbm.Core.Sass.Expressions;
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

    internal bool IsMixin(string name) => _mixins.ContainsKey(name);

    internal bool IsFunction(string name) => _functions.ContainsKey(name);

    /// <param name="name">As <c>@mixin name</c>, <c>@function name</c> or <c>$name</c>.</param>
    internal bool IsUnconvertible(string name) => _unconvertible.Contains(name);

    /// <inheritdoc cref="IsUnconvertible"/>
    internal void MarkUnconvertible(string name) => _unconvertible.Add(name);

    /// <summary>Forgets the definitions, so that they can be learnt from new trees; not what is unconvertible.</summary>
    internal void Forget()
    {
        _mixins.Clear();
        _functions.Clear();
    }
}
