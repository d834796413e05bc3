using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>Functions of Sass from which the current one gets another result than the Sass of legacy themes, for some arguments at least.</summary>
internal static class ChangedFunctions
{
    /// <summary>What is different; null if nothing is known to be.</summary>
    internal static string? Find(string text, FunctionCall call) => (call.Module, call.Name) switch
    {
        ("selector", "is-superselector" or "unify" or "extend" or "replace") or (null, "is-superselector" or "selector-unify" or "selector-extend" or "selector-replace") =>
            "the current Sass compares selectors otherwise, those with '*', ':where()' or several combinators above all",
        ("selector", "nest") or (null, "selector-nest") when text.AsSpan(call.Start, call.End - call.Start).Contains(":where(", StringComparison.OrdinalIgnoreCase) =>
            "the current Sass takes '&' in ':where()' for the parent",
        ("math", "unit") or (null, "unit") when call.Contains(static part => part is BinaryOperation) => "the current Sass writes a unit of several with parentheses",
        ("map", "deep-merge") => "the current Sass gives the keys of the second map behind those of the first",
        ("list", "separator") or (null, "list-separator") => "the current Sass knows no separator for lists of less than two values",
        _ => null,
    };
}
