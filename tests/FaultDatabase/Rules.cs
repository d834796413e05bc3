using Microsoft.AspNetCore.Http;

namespace Sbm.FaultDatabase;

/// <summary>The rules that hold now; the first that matches a request answers it. Safe for many threads.</summary>
internal sealed class Rules
{
    private readonly Lock _lock = new();
    private (FaultRule Rule, int Left)[] _rules = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Set(FaultRule[] rules)
    {
        lock (_lock)
        {
            _rules = [.. rules.Select(static rule => (rule, rule.Times > 0 ? rule.Times : int.MaxValue))];
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The rule for a request, if any, and what completes when there are other rules.</summary>
    internal (FaultRule? Rule, Task Changed) For(HttpRequest request)
    {
        lock (_lock)
        {
            for (var i = 0; i < _rules.Length; i++)
            {
                if (_rules[i].Left > 0 && _rules[i].Rule.Matches(request))
                {
                    _rules[i].Left--;
                    return (_rules[i].Rule, _changed.Task);
                }
            }

            return (null, _changed.Task);
        }
    }
}
