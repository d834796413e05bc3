using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Findings;

/// <summary>What the passes have to tell: for the report, the run's figures and the warning stream. Not thread-safe.</summary>
internal sealed class MigrationLog
{
    private readonly List<MigrationWarning> _unconverted = [];
    private readonly HashSet<MigrationWarning> _left = [];
    private readonly HashSet<string> _warned = [];
    private readonly HashSet<(string Variable, string Value)> _named = [];
    private readonly Dictionary<ScssNode, List<MigrationWarning>> _stayed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<MigrationWarning> _moot = [];
    private (ScssNode Node, string Message)? _latest;

    /// <summary>What was left as it is, or became a comment.</summary>
    internal IReadOnlyList<MigrationWarning> Unconverted => [.. _unconverted.Where(left => !_moot.Contains(left))];

    /// <summary>What was taken out on purpose, by kind: imports, header, footer, …</summary>
    internal List<DroppedItem> Dropped { get; } = [];

    /// <summary>The names that have a word of header, footer or navigation and stay, and where.</summary>
    internal SortedDictionary<string, SortedSet<string>> Stayed { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each mixin of the common theme was expanded.</summary>
    internal SortedDictionary<string, int> Mixins { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables for which the theme brings values of its own, and those values.</summary>
    internal SortedDictionary<string, List<string>> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>What else the user should know, a sentence each.</summary>
    internal List<string> Warnings { get; } = [];

    internal void Warn(string sentence)
    {
        if (_warned.Add(sentence))
        {
            Warnings.Add(sentence);
        }
    }

    /// <summary>Whether a mixin, a function or a variable was left out, so that others may write less than they did.</summary>
    internal bool HasLeftDefinitions { get; private set; }

    /// <summary>Reports a statement that stays as it is.</summary>
    internal void Leave(ScssNode node, string message)
    {
        if (_latest is { } latest && latest.Node == node && latest.Message == message)
        {
            return; // a statement that has it a thousand times is summed up once
        }

        _latest = (node, message);
        if (!_stayed.TryGetValue(node, out var warnings))
        {
            _stayed[node] = warnings = [];
        }

        warnings.Add(Add(node, message));
    }

    /// <summary>Reports a statement that becomes a comment: what was said of it as it stood goes.</summary>
    internal void LeaveOut(ScssNode node, string message)
    {
        _moot.UnionWith(_stayed.GetValueOrDefault(node, []));
        _moot.Remove(Add(node, message));
    }

    private MigrationWarning Add(ScssNode node, string message)
    {
        HasLeftDefinitions |= VariableAssignment.Read(node) is not null || (node is ScssBlock block && SassDirective.Read(block.Prelude)?.Name is "mixin" or "function");
        var (file, line, column) = PlaceOf(node);
        var warning = new MigrationWarning(file, line, column, message, node.SourceSummary);
        if (_left.Add(warning)) // one import may bring the same text into several outputs
        {
            _unconverted.Add(warning);
        }

        return warning;
    }

    internal void Drop(ScssNode node, string kind, string text)
    {
        var (file, line, _) = PlaceOf(node);
        Dropped.Add(new DroppedItem(kind, file, line, text));
    }

    /// <summary>How many declarations stand before nested rules in the outputs that stood behind them in the source.</summary>
    internal int LateDeclarations { get; private set; }

    internal void CountLateDeclarations(int count) => LateDeclarations += count;

    /// <summary>Names a selector that stays though it has a word of header, footer or navigation.</summary>
    internal void Stay(ScssNode node, string name)
    {
        var (file, line, _) = PlaceOf(node);
        if (!Stayed.TryGetValue(name, out var places))
        {
            Stayed[name] = places = [];
        }

        places.Add($"{file}:{line}");
    }

    internal void CountMixin(string name) => Mixins[name] = Mixins.GetValueOrDefault(name) + 1;

    internal void NameValue(string variable, string value)
    {
        if (!_named.Add((variable, value)))
        {
            return;
        }

        if (!Values.TryGetValue(variable, out var values))
        {
            Values[variable] = values = [];
        }

        values.Add(value);
    }

    private static (string File, int Line, int Column) PlaceOf(ScssNode node)
    {
        var (line, column) = node.Source?.PositionOf(node.Offset) ?? (0, 0);
        return (node.Source?.Name ?? string.Empty, line, column);
    }
}
