using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>What is known of a variable at a point of a style sheet. No binding at all: the theme does not declare it.</summary>
internal abstract record VariableBinding
{
    /// <summary>
    /// A computed text that is longer is not put in a variable's place: one that grows with every assignment would cost more each time.
    /// </summary>
    internal const int LongestText = 16_384;
}

/// <summary>Its value is known: the variable leaves, and this goes in its place.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">The value as it is written, on one line.</param>
internal sealed record LiteralBinding(SassValue Value, string Text) : VariableBinding;

/// <summary>Its value is made of variables that Site Builder may know, so it can be written in CSS but not computed.</summary>
/// <param name="Css">For example <c>1px solid var(--border-color)</c>.</param>
/// <param name="IsLocal">Whether it is a local variable, which has no custom property of its name.</param>
internal sealed record CssBinding(string Css, bool IsLocal = false) : VariableBinding;

/// <summary>A variable that stays Sass: a local one, or one that only Sass can follow.</summary>
internal sealed record SassBinding : VariableBinding
{
    internal static SassBinding Instance { get; } = new();
}

/// <summary>A variable whose declaration could not be converted.</summary>
internal sealed record UnavailableBinding : VariableBinding
{
    internal static UnavailableBinding Instance { get; } = new();
}
