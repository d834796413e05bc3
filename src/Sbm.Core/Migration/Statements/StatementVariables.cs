using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Statements;

/// <summary>The variables that statements read and assign, with all that stands in them. Names are without <c>$</c>, with <c>-</c> for <c>_</c>.</summary>
internal static class StatementVariables
{
    internal static IEnumerable<ScssNode> All(IEnumerable<ScssNode> nodes) =>
        nodes.SelectMany(static node => node is ScssBlock block ? All(block.Children).Prepend(node) : [node]);

    internal static HashSet<string> ReadBy(IEnumerable<ScssNode> nodes) => [.. All(nodes).SelectMany(static node =>
        VariableAssignment.Read(node) is { } assignment
            ? VariableText.NamesIn(node.Head[assignment.Parts.ValueStart..])
            : VariableText.NamesIn(node.Head))];

    /// <summary>Those assigned where they stand, not with <c>!global</c>; one that is assigned twice comes twice.</summary>
    internal static IEnumerable<string> AssignedBy(IEnumerable<ScssNode> nodes) => Assignments(nodes, isGlobal: false);

    /// <summary>Those assigned by the statements themselves, control directives looked into, but not rules and at-rules.</summary>
    internal static IEnumerable<string> AssignedAmong(IEnumerable<ScssNode> nodes) => nodes.SelectMany(static node =>
        node is ScssBlock block ? (SassDirective.IsControl(SassDirective.Read(block.Prelude)?.Name) ? AssignedAmong(block.Children) : [])
        : VariableAssignment.Read(node) is { Parts.IsGlobal: false } assignment ? [assignment.Name] : []);

    /// <summary>Those that the statements declare for what comes behind them: not in control directives, where a new variable is their own.</summary>
    internal static IEnumerable<string> DeclaredBy(IEnumerable<ScssNode> nodes) =>
        nodes.Select(static node => VariableAssignment.Read(node)).OfType<VariableAssignment>().Where(static assignment => !assignment.Parts.IsGlobal).Select(static assignment => assignment.Name);

    internal static IEnumerable<string> AssignedGloballyBy(IEnumerable<ScssNode> nodes) => Assignments(nodes, isGlobal: true);

    /// <summary>Loop variables, parameters and those of <c>using</c>.</summary>
    internal static IEnumerable<string> DeclaredByHeadsIn(IEnumerable<ScssNode> nodes) =>
        All(nodes).OfType<ScssBlock>().SelectMany(static block => BlockLocals.Of(block.Prelude, SassDirective.Read(block.Prelude)));

    /// <summary>The statements with other names for some variables, each a copy of its own.</summary>
    internal static List<ScssNode> Renamed(IEnumerable<ScssNode> nodes, IReadOnlyDictionary<string, string> names) =>
        [.. nodes.Select(node => Renamed(node.Clone(), names))];

    private static ScssNode Renamed(ScssNode node, IReadOnlyDictionary<string, string> names)
    {
        if (node is ScssStatement statement)
        {
            statement.Text = VariableText.Replace(statement.Text, names.GetValueOrDefault);
        }
        else if (node is ScssBlock block)
        {
            block.Prelude = VariableText.Replace(block.Prelude, names.GetValueOrDefault);
            block.Children.ForEach(child => Renamed(child, names));
        }

        return node;
    }

    private static IEnumerable<string> Assignments(IEnumerable<ScssNode> nodes, bool isGlobal) =>
        All(nodes).Select(static node => VariableAssignment.Read(node)).OfType<VariableAssignment>()
            .Where(assignment => assignment.Parts.IsGlobal == isGlobal).Select(static assignment => assignment.Name);
}
