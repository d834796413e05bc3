using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Statements;

/// <summary><c>$name: value !default !global</c></summary>
/// <param name="Name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
/// <param name="Parts">Where the parts stand in the statement's text.</param>
internal readonly record struct VariableAssignment(string Name, ScssDeclaration Parts)
{
    /// <returns>Null for any other statement.</returns>
    internal static VariableAssignment? Read(ScssNode node) =>
        node is ScssStatement { IsVariable: true } statement && ScssDeclaration.Read(statement.Text) is { } parts
            ? new VariableAssignment(SassName.Unify(parts.Name[1..]), parts)
            : null;
}
