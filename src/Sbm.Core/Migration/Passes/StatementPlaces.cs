using System.Globalization;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What Sass takes in the blocks of which at-rules.</summary>
internal static class StatementPlaces
{
    /// <param name="function">A function.</param>
    /// <param name="isCalled">Whether anything calls it.</param>
    /// <exception cref="NotConvertibleException">Something in it cannot stand there, or it is called and gives nothing back.</exception>
    internal static void CheckFunction(ScssBlock function, bool isCalled)
    {
        var gives = false;
        var open = new Stack<ScssNode>(function.Children);
        while (open.TryPop(out var node))
        {
            var directive = SassDirective.Read(node.Head)?.Name;
            var isTaken = node is ScssComment || VariableAssignment.Read(node) is not null || node.Head.Length == 0
                || directive is "return" or "debug" or "warn" or "error" || (node is ScssBlock && SassDirective.IsControl(directive));
            if (!isTaken)
            {
                throw new NotConvertibleException($"Sass takes '{node.Summary}' in no function");
            }

            gives |= directive is "return" or "error";
            (node as ScssBlock)?.Children.ForEach(open.Push);
        }

        if (isCalled && !gives)
        {
            throw new NotConvertibleException("it has no '@return'");
        }
    }

    /// <param name="directive">A definition of a mixin or function.</param>
    /// <param name="around">The names of the at-rules around it, the innermost first.</param>
    /// <exception cref="NotConvertibleException">It cannot stand there.</exception>
    internal static void CheckDefinition(SassDirective directive, IEnumerable<string> around)
    {
        if (around.FirstOrDefault(static outer => outer is "mixin" or "function" or "include" || SassDirective.IsControl(outer)) is { } outer)
        {
            throw new NotConvertibleException($"Sass takes no '@{directive.Name}' in '@{outer}'");
        }
    }

    /// <param name="selector">Of a block in <c>@keyframes</c>.</param>
    /// <exception cref="NotConvertibleException">It is no frame.</exception>
    internal static void CheckFrame(string selector)
    {
        if (!selector.Contains("#{", StringComparison.Ordinal) && ScssList.Split(selector).Find(static frame => !IsFrame(frame)) is { } wrong)
        {
            throw new NotConvertibleException($"'{wrong}' is no frame of '@keyframes'");
        }
    }

    private static bool IsFrame(string frame) =>
        frame.ToLowerInvariant() is "from" or "to" || frame.Contains('/', StringComparison.Ordinal) // a comment
        || (frame.EndsWith('%') && double.TryParse(frame.AsSpan()[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
