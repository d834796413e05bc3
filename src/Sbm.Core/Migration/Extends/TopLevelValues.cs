using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Extends;

/// <summary>The variables of an output that have one value throughout: assigned at the top level alone, and once.</summary>
internal sealed class TopLevelValues : IVariables
{
    private readonly Dictionary<string, SassValue?> _values = [];

    internal TopLevelValues(List<ScssNode> nodes, ThemeDefinitions definitions)
    {
        var blocks = nodes.OfType<ScssBlock>().ToList();
        foreach (var name in StatementVariables.AssignedBy(blocks).Concat(StatementVariables.AssignedGloballyBy(blocks)).Concat(StatementVariables.DeclaredByHeadsIn(blocks)))
        {
            _values[name] = null;
        }

        foreach (var statement in nodes.OfType<ScssStatement>())
        {
            if (VariableAssignment.Read(statement) is not { } assignment || (assignment.Parts.IsDefault && _values.ContainsKey(assignment.Name)))
            {
                continue;
            }

            _values[assignment.Name] = !_values.ContainsKey(assignment.Name) && SassExpressionReader.Read(statement.Text, assignment.Parts.ValueStart, assignment.Parts.ValueEnd) is { } value
                ? new SassEvaluator(statement.Text, this, definitions).Evaluate(value) : null;
        }
    }

    public VariableBinding? Find(string name) => _values.GetValueOrDefault(name) is { } value and not CssText ? new LiteralBinding(value, string.Empty) : null;
}
