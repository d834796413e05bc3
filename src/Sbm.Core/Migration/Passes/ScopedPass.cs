using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// A pass that needs to know the variables at each point. It goes through an output in order, keeps the scope, and turns what
/// cannot be converted into a comment: the smallest statement that Sass can do without. Not thread-safe.
/// </summary>
internal abstract class ScopedPass(ThemeVariables variables, ThemeDefinitions definitions, MigrationLog log)
{
    private int _functions;
    private int _neverRun;
    private List<ScssNode> _siblings = [];

    protected Scope Scope { get; } = new(variables);

    protected ThemeVariables Variables { get; } = variables;

    protected ThemeDefinitions Definitions { get; } = definitions;

    protected MigrationLog Log { get; } = log;

    /// <summary>The name of the at-rule whose block is directly around what is converted; null in a rule or at the top level.</summary>
    protected string? Enclosing { get; private set; }

    /// <summary>Whether local variables go whose value takes their place.</summary>
    protected virtual bool LocalsLeave => false;

    internal void Apply(List<ScssNode> nodes)
    {
        var converted = new List<ScssNode>(nodes.Count);
        var outerSiblings = _siblings;
        _siblings = nodes;
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

        _siblings = outerSiblings;
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

    /// <summary>Converts comments, which can always be.</summary>
    protected virtual string ConvertComments(string text) => text;

    private static int CountLineFeeds(string space) => Math.Min(2, space.AsSpan().Count('\n'));

    private bool TryConvert(List<ScssNode> unit, List<ScssNode> converted)
    {
        var before = converted.Count;
        var neverRun = Branches.NeverRun(unit, Scope, Definitions);
        var isNeverUsed = unit[0] is ScssBlock definition && Definitions.IsNeverUsed(definition);
        _neverRun += isNeverUsed ? 1 : 0;
        try
        {
            foreach (var block in unit.OfType<ScssBlock>())
            {
                ConvertPrelude(block, neverRun.Contains(block));
            }

            foreach (var node in unit)
            {
                converted.AddRange(neverRun.Contains(node) ? [node] : Convert(node) ?? [node]);
            }

            return true;
        }
        catch (NotConvertibleException reason)
        {
            if (_neverRun > 0)
            {
                converted.RemoveRange(before, converted.Count - before);
                converted.AddRange(unit); // what it lacks is never missed
                if (VariableAssignment.Read(unit[0]) is { } assignment)
                {
                    Scope.Pass((ScssStatement)unit[0], assignment, SassBinding.Instance);
                }

                return true;
            }

            if (_functions > 0)
            {
                throw; // half a function is none: it goes as a whole
            }

            GiveUp(unit, reason.Message, converted);
            return false;
        }
        finally
        {
            _neverRun -= isNeverUsed ? 1 : 0;
        }
    }

    // The condition of a branch behind one that runs is never looked at.
    private void ConvertPrelude(ScssBlock block, bool neverRuns)
    {
        try
        {
            ConvertPrelude(block);
        }
        catch (NotConvertibleException) when (neverRuns)
        {
        }
    }

    private IReadOnlyList<ScssNode>? Convert(ScssNode node)
    {
        switch (node)
        {
            case ScssStatement statement:
                statement.BeforeEnd = ConvertComments(statement.BeforeEnd);
                return Convert(statement);
            case ScssBlock block:
                return Convert(block);
            case ScssComment comment:
                comment.Text = ConvertComments(comment.Text);
                return null;
            default:
                return null;
        }
    }

    private IReadOnlyList<ScssNode>? Convert(ScssStatement statement)
    {
        if (VariableAssignment.Read(statement) is not { } assignment)
        {
            return ConvertStatement(statement);
        }

        // To Sass a default gives way to the variable outside, which leaves.
        if (!Scope.IsTopLevel && assignment.Parts is { IsDefault: true, IsGlobal: false } && Scope.Find(assignment.Name) is LiteralBinding { Value: not SassNull } or CssBinding)
        {
            return [];
        }

        VariableBinding? local = Scope.IsTopLevel ? null : BindLocal(statement, assignment);
        var replacement = local is null ? ConvertStatement(statement) : LocalsLeave ? [] : null;
        Scope.Pass(statement, assignment, local ?? SassBinding.Instance);
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
        Scope.Enter(BlockLocals.Of(block.Prelude, directive), isCallable: isFunction || directive?.Name == "mixin");
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
        Log.LeaveOut(unit[0], reason);
        converted.AddRange(NotConverted.Comment(unit));
        foreach (var node in unit)
        {
            if (VariableAssignment.Read(node) is { } assignment)
            {
                Scope.Pass((ScssStatement)node, assignment, UnavailableBinding.Instance);
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

    // A local variable that is made of such as only Site Builder knows cannot stay Sass. If it never changes, its value can take its place.
    private CssBinding? BindLocal(ScssStatement statement, VariableAssignment assignment) =>
        !assignment.Parts.IsGlobal
        && !assignment.Parts.IsDefault
        && !Scope.HasLocal(assignment.Name)
        && Variables.Kept(assignment.Name) is null
        && SassExpressionReader.Read(statement.Text, assignment.Parts.ValueStart, assignment.Parts.ValueEnd) is { } value
        && new ExpressionRewriter(statement.Text, Scope, Definitions) is var rewriter
        && rewriter.HasUnknown(value)
        && !rewriter.HasSass(value)
        && CountAssignments(_siblings, assignment.Name) == 1
        && rewriter.ToCss(value) is { Length: <= VariableBinding.LongestText } css
            ? new CssBinding(css, IsLocal: true)
            : null;

    private static int CountAssignments(List<ScssNode> nodes, string name) => nodes.Sum(node =>
        VariableAssignment.Read(node)?.Name == name ? 1 : node is ScssBlock block ? CountAssignments(block.Children, name) : 0);
}
