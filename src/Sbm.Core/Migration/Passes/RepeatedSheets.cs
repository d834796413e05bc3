using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Tells when a file that is imported once more would only repeat itself: it brings no CSS, and what it declares and defines is as it
/// was when it was brought in before. Not thread-safe.
/// </summary>
internal sealed class RepeatedSheets
{
    private readonly Dictionary<string, string> _latest = [];
    private readonly Dictionary<string, int> _changed = [];
    private readonly Dictionary<string, int> _brought = [];
    private readonly Dictionary<string, Contents> _contents = []; // of sheets without CSS
    private readonly HashSet<string> _volatile = []; // variables that a mixin or function assigns, nobody knows when
    private readonly Dictionary<string, HashSet<string>> _imports = [];
    private readonly Stack<string> _open = new();
    private int _time;

    /// <summary>Goes past a node at the top level of the output.</summary>
    internal void Pass(ScssNode node)
    {
        _time++;
        if (VariableAssignment.Read(node) is { } assignment)
        {
            var key = "$" + assignment.Name;
            if (!assignment.Parts.IsDefault || !_latest.ContainsKey(key))
            {
                Change(key, ((ScssStatement)node).Text);
            }
        }
        else if (DefinitionIn(node) is { } name)
        {
            Change(name, node.SourceText ?? string.Empty);
            _volatile.UnionWith(AssignedIn(node).Select(static inner => "$" + inner));
        }
        else if (node is ScssBlock)
        {
            foreach (var inner in AssignedIn(node))
            {
                Change("$" + inner, string.Empty);
            }
        }
    }

    /// <summary>Says that a file begins, inside the one that imports it.</summary>
    internal void Enter(string file)
    {
        if (_open.TryPeek(out var outer))
        {
            (_imports.TryGetValue(outer, out var imports) ? imports : _imports[outer] = []).Add(file);
        }

        _open.Push(file);
    }

    /// <summary>Says that it ends.</summary>
    internal void Leave() => _open.Pop();

    /// <summary>Says that everything in a file has been gone past.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="nodes">What it has brought; null if it is not to be left out unread.</param>
    internal void Brought(string file, List<ScssNode>? nodes)
    {
        _brought[file] = _time;
        _contents.Remove(file);
        if (nodes is not null && Contents.Of(nodes) is { } contents)
        {
            _contents[file] = contents;
        }
    }

    /// <summary>Whether the file can be left out, as it is known, with all that it imports, to have brought no CSS and to change nothing.</summary>
    internal bool IsKnownToRepeat(string file)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([file]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            if (!_contents.TryGetValue(next, out var contents) || !IsAsItWas(contents, _brought[next]))
            {
                return false;
            }

            foreach (var imported in _imports.GetValueOrDefault(next) ?? [])
            {
                open.Push(imported);
            }
        }

        return true;
    }

    /// <summary>Whether the file can be left out.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="nodes">What it brings.</param>
    internal bool Repeats(string file, List<ScssNode> nodes) =>
        _brought.TryGetValue(file, out var then) && Contents.Of(nodes) is { } contents && IsAsItWas(contents, then);

    private bool IsAsItWas(Contents contents, int then) =>
        !contents.Names.Any(name => _changed.GetValueOrDefault(name) > then) && !contents.Touched.Overlaps(_volatile);

    private void Change(string key, string text)
    {
        if (text.Length == 0 || _latest.GetValueOrDefault(key) != text)
        {
            _latest[key] = text;
            _changed[key] = _time;
        }
    }

    private static IEnumerable<string> NamesIn(ScssStatement statement, ScssDeclaration parts) =>
        SassParameters.NamesIn(statement.Text, parts.ValueStart, parts.ValueEnd).Select(static name => "$" + name);

    private static string? DefinitionIn(ScssNode node) =>
        node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition
            ? $"@{definition.Name} {definition.Target}"
            : null;

    // What a control directive may assign, and what is assigned with !global.
    private static IEnumerable<string> AssignedIn(ScssNode node) =>
        VariableAssignment.Read(node) is { } assignment ? (assignment.Parts.IsGlobal ? [assignment.Name] : [])
        : node is not ScssBlock block ? []
        : SassDirective.Read(block.Prelude)?.Name is { } name && SassDirective.IsControl(name)
            ? block.Children.SelectMany(static child => VariableAssignment.Read(child) is { } inner ? [inner.Name] : AssignedIn(child))
            : block.Children.SelectMany(AssignedIn);

    /// <summary>What a sheet without CSS has to do with.</summary>
    /// <param name="Names">What it reads, assigns and defines.</param>
    /// <param name="Touched">Those variables that it reads, or assigns whatever they were.</param>
    private sealed record Contents(HashSet<string> Names, HashSet<string> Touched)
    {
        /// <returns>Null if the nodes bring CSS, or assign what they have read.</returns>
        internal static Contents? Of(List<ScssNode> nodes)
        {
            var assigned = new HashSet<string>();
            var read = new HashSet<string>(); // before the sheet itself assigns it
            var touched = new HashSet<string>();
            foreach (var node in nodes.Where(static node => node is not ScssComment))
            {
                if (VariableAssignment.Read(node) is { Parts: var parts } assignment)
                {
                    touched.UnionWith(NamesIn((ScssStatement)node, parts));
                    read.UnionWith(NamesIn((ScssStatement)node, parts).Where(name => !assigned.Contains(name)));
                    assigned.Add("$" + assignment.Name);
                    if (!parts.IsDefault)
                    {
                        touched.Add("$" + assignment.Name);
                    }
                }
                else if (DefinitionIn(node) is { } name)
                {
                    assigned.Add(name);
                }
                else
                {
                    return null;
                }
            }

            return read.Overlaps(assigned) ? null : new([.. read, .. assigned], touched);
        }
    }
}
