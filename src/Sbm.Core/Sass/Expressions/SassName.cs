namespace Sbm.Core.Sass.Expressions;

/// <summary>Names of variables, mixins and functions.</summary>
internal static class SassName
{
    /// <summary>Sass takes <c>_</c> and <c>-</c> in names as the same; here they are all <c>-</c>.</summary>
    internal static string Unify(string name) => name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
}
