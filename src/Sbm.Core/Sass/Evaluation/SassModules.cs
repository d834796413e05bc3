using System.Collections.Frozen;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>What Sass's own modules hold, to tell what an <c>@use "sass:…" as *</c> brings.</summary>
internal static class SassModules
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Members = new Dictionary<string, string>
    {
        ["math"] = """
            $e $pi $epsilon $max-safe-integer $min-safe-integer $max-number $min-number abs acos asin atan atan2 ceil clamp compatible cos div floor
            hypot is-unitless log max min percentage pow random round sin sqrt tan unit
            """,
        ["color"] = """
            adjust alpha blackness blue change channel complement grayscale green hue hwb ie-hex-str invert is-in-gamut is-legacy is-missing
            is-powerless lightness mix opacity red same saturation scale space to-gamut to-space whiteness
            """,
        ["list"] = "append index is-bracketed join length nth separator set-nth slash zip",
        ["map"] = "deep-merge deep-remove get has-key keys merge remove set values",
        ["meta"] = """
            accepts-content calc-args calc-name call content-exists feature-exists function-exists get-function get-mixin global-variable-exists
            inspect keywords mixin-exists module-functions module-mixins module-variables type-of variable-exists @apply @load-css
            """,
        ["selector"] = "append extend is-superselector nest parse replace simple-selectors unify",
        ["string"] = "index insert length quote slice split to-lower-case to-upper-case unique-id unquote",
    }.ToFrozenDictionary(static module => module.Key, static module => module.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet());

    /// <summary>Whether Sass has a module of this name.</summary>
    internal static bool IsKnown(string module) => Members.ContainsKey(module);

    /// <param name="module">For example <c>math</c>.</param>
    /// <param name="name">With its sigil: <c>$pi</c>, <c>div</c>, <c>@load-css</c>.</param>
    internal static bool Has(string module, string name) => Members.TryGetValue(module, out var members) && members.Contains(name);

    /// <summary>Whether an include of this name is a mixin that every output can call.</summary>
    internal static bool IsMixin(string name) => name == "meta.apply";
}
