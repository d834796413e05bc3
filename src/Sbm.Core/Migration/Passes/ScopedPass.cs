using Sbm.Core.Migration.Scopes;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// A pass that needs to know the variables at each point. It goes through an output in order, keeps the scope, and turns what
/// cannot be converted into a comment: the smallest statement that Sass can do without. Not thread-safe.
/// </summary>
internal abstract class ScopedPass(ThemeVariables variables, ThemeDefinitions definitions, MigrationLog log)
{
    private int _functions;

    protected Scope Scope { get; } = new(variables);

    protected ThemeVariables Variables { get; } = variables;

    protected ThemeDefinitions Definitions { get; } = definitions;

    protected MigrationLog Log { get; } = log;

    /// <summary>The name of the at-rule whose block is directly around what is converted; null in a rule or at the top level.</summary>
    protected string? Enclosing { get; private set; }

    internal void Apply(List<ScssNode> nodes)
    {
        var converted = new List<ScssNode>(nodes.Count);
        string? gone = null;
        foreach (var unit in StatementUnits.Of(nodes))
        {
            if (gone is not null && CountLineFeeds(unit[0].Leading) < CountLineFeeds(gone))
            {
                unit[0].Leading = gone; // a comment behind what went stands for itself
            }

            var before = converted.Count;
            var isConverted = TryConvert(unit, converted);
            gone = converted.Count == before ? unit[0].Leading : isConverted || !Scope.IsTopLevel ? null : "\n\n";
        }

        nodes.Clear();
        nodes.AddRange(converted);
    }

    /// <summary>Converts a statement in place, or puts others in its place.</summary>
    /// <returns>Null if it stays, changed or not.</returns>
    /// <exception cref="NotConvertibleException"/>
    protected abstract IReadOnlyList<ScssNode>? ConvertStatement(ScssStatement statement);

    /// <summary>Converts what stands before a block's brace.</summary>
    /// <exception cref="NotConvertibleException">The block cannot be there at all.</exception>
    protected abstract void ConvertPrelude(ScssBlock block);

    /// <summary>Puts others in the place of a block whose children are converted.</summary>
    /// <returns>Null if it stays.</returns>
    /// <exception cref="NotConvertibleException"/>
    protected virtual IReadOnlyList<ScssNode>? ReplaceBlock(ScssBlock block) => null;

    private static int CountLineFeeds(string space) => Math.Min(2, space.AsSpan().Count('\n'));

    private bool TryConvert(List<ScssNode> unit, List<ScssNode> converted)
    {
        try
        {
            foreach (var block in unit.OfType<ScssBlock>())
            {
                ConvertPrelude(block);
            }

            foreach (var node in unit)
            {
                var replacement = node switch
                {
                    ScssStatement statement => Convert(statement),
                    ScssBlock block => Convert(block),
                    _ => null,
                };
                converted.AddRange(replacement ?? [node]);
            }

            return true;
        }
        catch (NotConvertibleException reason)
        {
            if (_functions > 0)
            {
                throw; // half a function is none: it goes as a whole
            }

            GiveUp(unit, reason.Message, converted);
            return false;
        }
    }

    private IReadOnlyList<ScssNode>? Convert(ScssStatement statement)
    {
        var assignment = VariableAssignment.Read(statement);
        var replacement = ConvertStatement(statement);
        if (assignment is { } passed)
        {
            Scope.Pass(statement, passed, isConverted: true);
        }

        return replacement;
    }

    private IReadOnlyList<ScssNode>? Convert(ScssBlock block)
    {
        var directive = SassDirective.Read(block.Prelude);
        var isFunction = directive?.Name == "function";
        var hadContent = directive?.Name == "mixin" && HasContentBlock(block.Children);
        var depth = _functions;
        _functions += isFunction ? 1 : 0;
        var outer = Enclosing;
        Enclosing = directive?.Name;
        Scope.Enter(LocalsOf(block.Prelude, directive), isCallable: isFunction || directive?.Name == "mixin");
        try
        {
            Apply(block.Children);
        }
        finally
        {
            Scope.Leave();
            Enclosing = outer;
            _functions = depth;
        }

        return hadContent && !HasContentBlock(block.Children)
            ? throw new NotConvertibleException("its @content cannot be converted")
            : ReplaceBlock(block);
    }

    private void GiveUp(List<ScssNode> unit, string reason, List<ScssNode> converted)
    {
        Log.Leave(unit[0], reason);
        foreach (var node in unit)
        {
            converted.AddRange(NotConverted.Comment(node));
            if (VariableAssignment.Read(node) is { } assignment)
            {
                Scope.Pass((ScssStatement)node, assignment, isConverted: false);
                if (Variables.Kept(assignment.Name) is not null)
                {
                    Definitions.MarkUnconvertible("$" + assignment.Name);
                }
            }
            else if (node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "mixin" or "function" } definition)
            {
                Definitions.MarkUnconvertible($"@{definition.Name} {definition.Target}");
            }
        }
    }

    private static bool HasContentBlock(List<ScssNode> nodes) => nodes.Exists(static node =>
        (node is ScssStatement statement && SassDirective.Read(statement.Text)?.Name == "content")
        || (node is ScssBlock block && HasContentBlock(block.Children)));

    // Parameters, loop variables and those of "using".
    private static IEnumerable<string> LocalsOf(string prelude, SassDirective? directive)
    {
        switch (directive?.Name)
        {
            case "mixin" or "function":
                return SassParameters.Read(prelude, directive.Value.RestStart).Select(static parameter => parameter.Name);
            case "include" when SassParameters.StartOfUsing(prelude, directive.Value.RestStart) is { } start:
                return SassParameters.Read(prelude, start).Select(static parameter => parameter.Name);
            case "each" or "for":
                var words = prelude.AsSpan(directive.Value.RestStart);
                var end = words.IndexOf(directive.Value.Name == "each" ? " in " : " from ");
                return SassParameters.NamesIn(prelude, directive.Value.RestStart, end < 0 ? prelude.Length : directive.Value.RestStart + end);
            default:
                return [];
        }
    }
}
