using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Passes;

/// <summary>Where in an output a pass is: the blocks around, what they declare, and whether Sass comes there as it goes through. Not thread-safe.</summary>
internal sealed class SheetPosition
{
    private readonly Stack<Frame> _frames = new();

    private sealed record Frame(string Prelude, string AtRule, bool IsRule, HashSet<string> Locals);

    /// <summary>The names of the at-rules around, the innermost first; empty for a rule.</summary>
    internal IEnumerable<string> AtRules => _frames.Select(static frame => frame.AtRule);

    /// <summary>The selectors of the rules around, the outermost first.</summary>
    internal List<string> Selectors => [.. _frames.Where(static frame => frame.IsRule).Select(static frame => frame.Prelude).Reverse()];

    /// <summary>The heads of the <c>@media</c> around.</summary>
    internal IEnumerable<string> Queries => _frames.Where(static frame => frame.AtRule == "media").Select(static frame => frame.Prelude);

    /// <summary>What the innermost block declares; null at the top level.</summary>
    internal HashSet<string>? Locals => _frames.TryPeek(out var frame) ? frame.Locals : null;

    /// <summary>Whether Sass never comes to what is looked at; it reads it all the same.</summary>
    internal bool NeverRuns { get; set; }

    internal bool IsInRule => _frames.Any(static frame => frame.IsRule);

    internal bool IsInFunction => AtRules.Contains("function");

    /// <summary>Whether a mixin is around, or a block that one is given.</summary>
    internal bool IsInMixin => AtRules.Any(static outer => outer is "mixin" or "include");

    internal bool IsInKeyframes => AtRules.Any(static outer => outer.EndsWith("keyframes", StringComparison.Ordinal));

    internal bool IsConditional => AtRules.Any(SassDirective.IsControl);

    /// <summary>Whether a block is around in which Sass takes declarations.</summary>
    internal bool TakesDeclarations => AtRules.Any(static outer => outer is not ("media" or "supports" or "at-root") && !SassDirective.IsControl(outer));

    /// <summary>Whether Sass comes to a statement once, as it goes through the sheet: it stands in no definition, no content block and no condition.</summary>
    internal bool RunsOnce => !IsInMixin && !IsInFunction && !IsConditional;

    internal bool IsLocal(string variable) => _frames.Any(frame => frame.Locals.Contains(variable));

    internal void Enter(string prelude, SassDirective? directive, bool isRule) =>
        _frames.Push(new Frame(prelude, directive?.Name ?? string.Empty, isRule, [.. BlockLocals.Of(prelude, directive)]));

    internal void Leave() => _frames.Pop();
}
