using System.Collections.Frozen;

namespace Sbm.Core.Migration.Scopes;

/// <summary>The variables of the common theme whose values nobody knows but Site Builder.</summary>
internal static class CommonNames
{
    private static readonly FrozenSet<string> Variables =
        new[] { "primary", "primaryhover", "secondary", "secondaryhover", "cta", "ctahover", "maintextfont", "heading-font" }.ToFrozenSet();

    /// <param name="name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
    internal static bool IsVariable(string name) => Variables.Contains(name);
}
