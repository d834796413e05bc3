using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>The variables at the point that a pass has come to, as it goes through an output in order. Not thread-safe.</summary>
internal sealed class Scope(ThemeVariables topLevel) : IVariables
{
    private readonly Dictionary<string, VariableBinding> _current = [];
    private readonly Stack<Frame> _frames = [];
    private int _callables;

    private sealed record Frame(bool IsCallable)
    {
        internal Dictionary<string, VariableBinding> Locals { get; } = [];
    }

    /// <summary>Whether no block is open.</summary>
    internal bool IsTopLevel => _frames.Count == 0;

    /// <summary>Opens a block.</summary>
    /// <param name="locals">Its parameters or loop variables.</param>
    /// <param name="isCallable">Whether it is a mixin or function, which sees top-level variables as they are when it is called.</param>
    internal void Enter(IEnumerable<string> locals, bool isCallable)
    {
        var frame = new Frame(isCallable);
        foreach (var local in locals)
        {
            frame.Locals[local] = SassBinding.Instance;
        }

        _frames.Push(frame);
        _callables += isCallable ? 1 : 0;
    }

    /// <summary>Declares a parameter of the innermost block.</summary>
    internal void DeclareLocal(string name) => _frames.Peek().Locals[name] = SassBinding.Instance;

    /// <summary>Closes the innermost block.</summary>
    internal void Leave() => _callables -= _frames.Pop().IsCallable ? 1 : 0;

    /// <summary>Whether a block around this point has declared the variable.</summary>
    internal bool HasLocal(string name) => _frames.Any(frame => frame.Locals.ContainsKey(name));

    /// <summary>Goes past an assignment.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="assignment">The same, read.</param>
    /// <param name="local">What the variable is then, if it is a local one.</param>
    internal void Pass(ScssStatement statement, VariableAssignment assignment, VariableBinding local)
    {
        if (IsTopLevel)
        {
            if (topLevel.After(statement) is { } binding)
            {
                _current[assignment.Name] = binding;
            }
        }
        else if (!assignment.Parts.IsGlobal)
        {
            var owner = _frames.FirstOrDefault(frame => frame.Locals.ContainsKey(assignment.Name)) ?? _frames.Peek();
            if (owner == _frames.Peek() || owner.Locals[assignment.Name] is not UnavailableBinding)
            {
                owner.Locals[assignment.Name] = local; // without its declaration, an inner block cannot give it a value outside
            }
        }
    }

    public bool? Exists(string name, bool isGlobal) =>
        !isGlobal && HasLocal(name) ? true
        : topLevel.Kept(name) is not null ? null
        : _current.ContainsKey(name) || CommonNames.IsVariable(name);

    public VariableBinding? Find(string name)
    {
        foreach (var frame in _frames)
        {
            if (frame.Locals.TryGetValue(name, out var local))
            {
                return local;
            }
        }

        if (topLevel.Kept(name) is { } kept)
        {
            return kept;
        }

        return _current.TryGetValue(name, out var binding) ? binding
            : !topLevel.Declares(name) ? topLevel.Elsewhere(name)
            : _callables > 0 ? topLevel.AtEnd(name)
            : null;
    }
}
