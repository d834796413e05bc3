namespace Sbm.Core.Sass.Values;

/// <summary>A value of Sass. Two values are equal where Sass's <c>==</c> says so, except that <c>()</c> is no empty map here.</summary>
internal abstract record SassValue
{
    /// <summary>Whether <c>@if</c> takes the value as true: all but <c>false</c> and <c>null</c>.</summary>
    public virtual bool IsTruthy => true;

    /// <summary>
    /// The value as a literal that Sass reads back as the same value; CSS as well, unless it is a map, an empty list or <c>null</c>.
    /// </summary>
    public abstract string ToCss();

    /// <summary>The value as a literal with which Sass goes on computing.</summary>
    public virtual string ToSass() => ToCss();

    public sealed override string ToString() => ToCss();
}
