using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Mixins;

/// <summary>A mixin of the common theme or of a table of the team's own. Immutable.</summary>
/// <param name="Name">With <c>-</c> for <c>_</c>.</param>
/// <param name="Definition">The text of its parameters.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Template">What stands in its braces.</param>
internal sealed record CommonMixin(string Name, string Definition, IReadOnlyList<SassParameter> Parameters, string Template)
{
    /// <summary>The mark in a template of what <see cref="ComputedMixins"/> makes.</summary>
    internal const string Computed = "computed: ";
}
