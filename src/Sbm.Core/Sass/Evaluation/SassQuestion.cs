using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>
/// <c>variable-exists()</c> and <c>global-variable-exists()</c>, which ask for declarations that may leave the output; <c>mixin-exists()</c> and
/// <c>function-exists()</c> of a name of the common theme, which is not in it.
/// </summary>
internal static class SassQuestion
{
    internal static bool IsOne(FunctionCall call) =>
        call is { Module: null or "meta", NameParts.Count: 0, Name: "variable-exists" or "global-variable-exists" };

    /// <summary>The variable that it asks for, with <c>-</c> for <c>_</c>; null if that is not known.</summary>
    internal static string? NameIn(FunctionCall call, SassEvaluator evaluator) =>
        call.Arguments is [{ Name: null or "name", IsRest: false } name] && evaluator.Evaluate(name.Value) is { } value && InsertedText.Of(value) is { Length: > 0 } text
            ? SassName.Unify(text)
            : null;

    /// <summary>Whether it asks for a mixin or function of the common theme: legacy themes have it, whatever they define themselves.</summary>
    internal static bool IsOfCommonTheme(FunctionCall call, SassEvaluator evaluator, ThemeDefinitions definitions) =>
        call is { Module: null or "meta", NameParts.Count: 0, Name: "mixin-exists" or "function-exists" } && NameIn(call, evaluator) is { } name
        && (call.Name == "mixin-exists" ? definitions.IsCommonMixin(name) : CommonThemeFunctions.IsCommon(name));

    /// <summary>The answer; null if it is for Sass to give.</summary>
    internal static SassValue? Answer(FunctionCall call, SassEvaluator evaluator, IVariables variables) =>
        NameIn(call, evaluator) is { } name && variables.Exists(name, isGlobal: call.Name == "global-variable-exists") is { } exists
            ? exists ? SassBoolean.True : SassBoolean.False
            : null;
}
