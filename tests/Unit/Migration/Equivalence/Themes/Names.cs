namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>What kind of value a variable holds.</summary>
internal enum Kind
{
    Length,
    Number,
    Percent,
    Color,
    Time,
    Angle,
    Word,
    Text,
    Lengths,
    Words,
    Colors,
    Shadow,
    Image,
    Flag,
    Query,
}

/// <param name="Name">With its <c>$</c>.</param>
/// <param name="IsShared">Other outputs may use it: it is assigned at the top level, in straight order.</param>
internal sealed record Variable(string Name, Kind Kind, bool IsShared = true);

/// <param name="Parameters">In order; all have defaults if <paramref name="HasDefaults"/>.</param>
internal sealed record Callable(string Name, IReadOnlyList<(string Name, Kind Kind)> Parameters, bool HasDefaults, bool HasContent, bool IsShared);

/// <summary>What is declared at a point of the theme, the local names with it.</summary>
internal sealed class Names
{
    private readonly List<Variable> _variables = [];
    private readonly List<int> _scopes = [];
    private int _last;
    private int _foreign;

    internal List<Callable> Mixins { get; } = [];

    internal List<Callable> Functions { get; } = [];

    internal List<string> Placeholders { get; } = [];

    /// <summary>Whether local variables alone, and what other outputs may use, are to be had.</summary>
    internal bool IsInShared { get; set; }

    /// <summary>Whether the sheet uses <c>sass:math</c>.</summary>
    internal bool HasMath { get; set; }

    internal string Next(string start) => $"{start}{++_last}";

    internal void Declare(Variable variable) => _variables.Add(variable);

    internal void Replace(Variable variable, Variable with) => _variables[_variables.IndexOf(variable)] = with;

    internal IReadOnlyList<Variable> Of(Kind kind) => [.. _variables.Where(variable => variable.Kind == kind && (variable.IsShared || !IsInShared))];

    /// <summary>The variables that this output declares and others may use.</summary>
    internal IReadOnlyList<Variable> Globals => [.. _variables.Skip(_foreign).Where(static variable => variable.IsShared)];

    internal void Open() => _scopes.Add(_variables.Count);

    internal void Close()
    {
        _variables.RemoveRange(_scopes[^1], _variables.Count - _scopes[^1]);
        _scopes.RemoveAt(_scopes.Count - 1);
    }

    /// <summary>A new output: it knows what others may use, and extends nothing of theirs.</summary>
    internal void BeginOutput()
    {
        _variables.RemoveAll(static variable => !variable.IsShared);
        _foreign = _variables.Count;
        Mixins.RemoveAll(static mixin => !mixin.IsShared);
        Functions.RemoveAll(static function => !function.IsShared);
        Placeholders.Clear();
        HasMath = false;
    }
}
