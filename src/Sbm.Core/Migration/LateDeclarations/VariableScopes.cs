using Sbm.Core.Migration.Statements;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>Which variables are declared at the point that a pass has come to. Not thread-safe.</summary>
internal sealed class VariableScopes(List<ScssNode> nodes)
{
    private readonly HashSet<string> _globals =
        [.. nodes.Select(static node => VariableAssignment.Read(node)?.Name).OfType<string>()];

    private readonly List<HashSet<string>> _locals = [];

    internal void Enter(IEnumerable<string> names) => _locals.Add([.. names]);

    internal void Leave() => _locals.RemoveAt(_locals.Count - 1);

    internal void Declare(string name)
    {
        if (_locals.Count > 0 && !IsLocal(name))
        {
            _locals[^1].Add(name);
        }
    }

    /// <summary>Whether a block around this point has declared it.</summary>
    internal bool IsLocal(string name) => _locals.Exists(scope => scope.Contains(name));

    internal bool IsDeclared(string name) => _globals.Contains(name) || IsLocal(name);
}
