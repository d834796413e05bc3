using Sbm.Core.Migration.Scopes;
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
        }
        else if (node is ScssBlock)
        {
            foreach (var inner in AssignedIn(node))
            {
                Change("$" + inner, string.Empty);
            }
        }
    }

    /// <summary>Says that everything in a file has been gone past.</summary>
    internal void Brought(string file) => _brought[file] = _time;

    /// <summary>Whether the file can be left out.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="nodes">What it brings.</param>
    internal bool Repeats(string file, List<ScssNode> nodes)
    {
        if (!_brought.TryGetValue(file, out var then))
        {
            return false;
        }

        var assigned = new HashSet<string>();
        var read = new HashSet<string>(); // before the file itself assigns it
        foreach (var node in nodes.Where(static node => node is not ScssComment))
        {
            if (VariableAssignment.Read(node) is { Parts: var parts } assignment)
            {
                read.UnionWith(NamesIn((ScssStatement)node, parts).Where(name => !assigned.Contains(name)));
                assigned.Add("$" + assignment.Name);
            }
            else if (DefinitionIn(node) is { } name)
            {
                assigned.Add(name);
            }
            else
            {
                return false;
            }
        }

        return !read.Overlaps(assigned) && !read.Concat(assigned).Any(name => _changed.GetValueOrDefault(name) > then);
    }

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
        node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition && !AssignedIn(block).Any()
            ? $"@{definition.Name} {definition.Target}"
            : null;

    // What a control directive may assign, and what is assigned with !global.
    private static IEnumerable<string> AssignedIn(ScssNode node) =>
        VariableAssignment.Read(node) is { } assignment ? (assignment.Parts.IsGlobal ? [assignment.Name] : [])
        : node is not ScssBlock block ? []
        : SassDirective.Read(block.Prelude)?.Name is { } name && ThemeVariables.IsControl(name)
            ? block.Children.SelectMany(static child => VariableAssignment.Read(child) is { } inner ? [inner.Name] : AssignedIn(child))
            : block.Children.SelectMany(AssignedIn);
}
