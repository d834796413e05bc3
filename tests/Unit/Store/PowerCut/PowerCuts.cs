namespace Sbm.Unit.Store.PowerCut;

/// <summary>
/// Every state that a device may be left in by a power cut during an operation: after each of its calls, with each subset of
/// what was not flushed by then; where there is too much of it, those subsets that are most telling, and some by chance.
/// </summary>
internal sealed class PowerCuts(Random random)
{
    private const int MostForAllSubsets = 12;
    private const int RandomSubsets = 200;

    private readonly Dictionary<string, (DeviceState State, Promises Promises)> _states = [];

    internal List<Step> Steps { get; } = [];

    /// <summary>The states, each once, with all that had been promised by then.</summary>
    internal IReadOnlyCollection<(DeviceState State, Promises Promises)> States => _states.Values;

    internal static PowerCuts During(Device device, IEnumerable<SystemCall> calls, Random random, Promises promises)
    {
        var cuts = new PowerCuts(random);
        cuts.Add(device, promises);
        foreach (var call in calls)
        {
            if (device.Follow(call) is not { } step)
            {
                continue;
            }

            cuts.Steps.Add(step);
            if (step.Kind == StepKind.Say)
            {
                promises = promises.With(step.Path);
            }

            cuts.Add(device, promises);
        }

        return cuts;
    }

    private void Add(Device device, Promises promises)
    {
        foreach (var outlived in Subsets(device.Pending().ToArray()))
        {
            var state = DeviceState.After(device, outlived);
            _states[state.Key] = (state, promises); // what is promised last counts
        }
    }

    private IEnumerable<HashSet<Pending>> Subsets(Pending[] pending)
    {
        if (pending.Length <= MostForAllSubsets)
        {
            for (var subset = 0; subset < 1 << pending.Length; subset++)
            {
                yield return pending.Where((_, i) => (subset & (1 << i)) != 0).ToHashSet();
            }

            yield break;
        }

        yield return [];
        yield return [.. pending];
        foreach (var one in pending)
        {
            yield return [one];
            yield return pending.Where(other => other != one).ToHashSet();
        }

        for (var i = 0; i < RandomSubsets; i++)
        {
            yield return pending.Where(_ => random.Next(2) == 0).ToHashSet();
        }
    }
}
