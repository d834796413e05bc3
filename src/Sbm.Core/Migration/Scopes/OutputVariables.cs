using Sbm.Core.Migration.Sources;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>
/// The top-level variables of every output. An output that does not declare a variable takes its last value from the first
/// other one that does. Not thread-safe.
/// </summary>
internal sealed class OutputVariables(Dictionary<OutputFile, List<ScssNode>> trees, ThemeDefinitions definitions)
{
    private readonly Dictionary<OutputFile, ThemeVariables> _variables = [];
    private readonly HashSet<OutputFile> _underWay = [];

    internal ThemeVariables Of(OutputFile output)
    {
        if (!_variables.TryGetValue(output, out var variables))
        {
            _underWay.Add(output);
            _variables[output] = variables = new ThemeVariables(trees[output], definitions, name => Elsewhere(output, name));
            _underWay.Remove(output);
        }

        return variables;
    }

    /// <summary>Copies definitions to where they are used, and looks at the outputs that got some anew.</summary>
    internal void ShareDefinitions()
    {
        var shared = new SharedDefinitions(definitions);
        foreach (var (output, nodes) in trees)
        {
            shared.Learn(nodes, Of(output));
        }

        var changed = trees.Where(tree => shared.BringInto(tree.Value, Of(tree.Key))).Select(static tree => tree.Key).ToList();
        changed.ForEach(output => _variables.Remove(output));
    }

    private VariableBinding? Elsewhere(OutputFile output, string name) => trees.Keys
        .Where(other => other != output && !_underWay.Contains(other))
        .Select(other => Of(other).AtEnd(name))
        .FirstOrDefault(static binding => binding is not null);
}
