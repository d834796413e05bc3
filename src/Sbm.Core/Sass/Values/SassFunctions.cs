namespace Sbm.Core.Sass.Values;

/// <summary>The functions that Sass brings, by the names that it knows them by; <c>_</c> and <c>-</c> are the same in a name.</summary>
internal static class SassFunctions
{
    private static readonly SassFunction[] All =
    [
        .. SassRgbFunctions.All,
        .. SassHslFunctions.All,
        .. SassHwbFunctions.All,
        .. SassAlphaFunctions.All,
        .. SassChannelFunctions.All,
        .. SassMathFunctions.All,
        .. SassMapFunctions.All,
        .. SassListFunctions.All,
        .. SassStringFunctions.All,
        .. SassMetaFunctions.All,
        .. CommonThemeFunctions.All,
    ];

    // Several functions of one name differ in their parameters, and the first that fits the arguments is called.
    private static readonly ILookup<string, SassFunction> Globals =
        All.Where(static function => function.GlobalName is not null).ToLookup(static function => function.GlobalName!);

    private static readonly ILookup<(string, string), SassFunction> OfModules =
        All.Where(static function => function.Module is not null).ToLookup(static function => (function.Module!, function.Name!));

    // What Sass evaluates too, but this model does not: chance, what needs a whole style sheet, and newer colour spaces.
    private static readonly HashSet<string> NotComputed =
    [
        "call", "color", "content-exists", "feature-exists", "function-exists", "get-function", "global-variable-exists", "hwb",
        "ie-hex-str", "inspect", "is-superselector", "keywords", "lab", "lch", "mixin-exists", "oklab", "oklch", "random", "selector-append",
        "selector-extend", "selector-nest", "selector-parse", "selector-replace", "selector-unify", "simple-selectors", "unique-id",
        "variable-exists", "zip",
    ];

    private static readonly HashSet<string> OfColorsAndNumbers =
    [
        .. SassRgbFunctions.All.Concat(SassHslFunctions.All).Concat(SassAlphaFunctions.All).Concat(SassChannelFunctions.All).Concat(SassMathFunctions.All)
            .Select(static function => function.GlobalName).OfType<string>(),
        "ie-hex-str", "random",
    ];

    // Functions that are of Sass alone, and take today what they always took.
    private static readonly HashSet<string> OfSassAlone =
    [
        "adjust-hue", "append", "blue", "ceil", "comparable", "darken", "desaturate", "fade-in", "fade-out", "floor", "green", "if", "index", "join", "length",
        "lighten", "list-separator", "map-get", "map-has-key", "map-keys", "map-remove", "map-values", "nth", "opacify", "percentage", "quote", "red", "set-nth",
        "str-index", "str-insert", "str-length", "str-slice", "to-lower-case", "to-upper-case", "transparentize", "type-of", "unit", "unitless", "unquote",
    ];

    // Functions of CSS as well that mean nothing without an argument.
    private static readonly HashSet<string> NeedingAny = ["alpha", "complement", "grayscale", "invert", "max", "min", "mix", "opacity", "saturate"];

    // Those whose result this model always has, unless they stop.
    private static readonly HashSet<string> Stopping =
    [
        "append", "ceil", "darken", "desaturate", "floor", "lighten", "map-get", "map-has-key", "nth", "percentage", "quote", "set-nth",
        "str-index", "str-insert", "str-length", "str-slice", "to-lower-case", "to-upper-case", "unit", "unitless", "unquote",
    ];

    private static readonly HashSet<string> ColorFunctions =
    [
        "lighten", "darken", "saturate", "desaturate", "adjust-hue", "mix", "rgba", "transparentize", "fade-out", "opacify", "fade-in",
    ];

    /// <summary>
    /// Whether Sass evaluates a call of this name itself. Some of these also are functions of CSS, which <see cref="Call"/> leaves
    /// alone if their arguments say so: <c>saturate(50%)</c>, <c>min(1px, 1em)</c>.
    /// </summary>
    internal static bool IsBuiltIn(string name) => Globals.Contains(Normalize(name)) || NotComputed.Contains(Normalize(name));

    /// <summary>Whether a migration computes or replaces a call of this name.</summary>
    internal static bool IsColorFunction(string name) => ColorFunctions.Contains(Normalize(name));

    /// <summary>Whether a null of <see cref="Call"/> says that Sass stops at these values.</summary>
    internal static bool StopsAtWrongValues(string name) => Stopping.Contains(Normalize(name));

    /// <summary>Whether a function takes as many arguments, and of these names; true also where that is not known.</summary>
    internal static bool Fits(string name, int positional, IReadOnlyList<string> named) =>
        (positional > 0 || named.Count > 0 || !NeedingAny.Contains(Normalize(name)))
        && (!OfSassAlone.Contains(Normalize(name)) || Globals[Normalize(name)].Any(function => function.Fits(positional, named)));

    /// <summary>Whether Sass refuses to call the function with text.</summary>
    internal static bool TakesNoText(string name) => OfColorsAndNumbers.Contains(Normalize(name));

    /// <summary>
    /// The result of a global function. Null if there is none of this name, the arguments are wrong, or the result is
    /// nothing that these values hold.
    /// </summary>
    /// <param name="named">By name without <c>$</c>.</param>
    internal static SassValue? Call(string name, IReadOnlyList<SassValue> positional, IReadOnlyDictionary<string, SassValue> named) =>
        CallFirst(Globals[Normalize(name)], positional, named);

    /// <summary>The result of a function of one of Sass's modules: <c>math</c>, <c>div</c>; null as for <see cref="Call"/>.</summary>
    /// <param name="named">By name without <c>$</c>.</param>
    internal static SassValue? CallModule(
        string module, string name, IReadOnlyList<SassValue> positional, IReadOnlyDictionary<string, SassValue> named) =>
        CallFirst(OfModules[(module, Normalize(name))], positional, named);

    private static SassValue? CallFirst(
        IEnumerable<SassFunction> overloads, IReadOnlyList<SassValue> positional, IReadOnlyDictionary<string, SassValue> named)
    {
        var normalized = new Dictionary<string, SassValue>();
        foreach (var (name, value) in named)
        {
            if (!normalized.TryAdd(Normalize(name), value))
            {
                return null;
            }
        }

        return overloads.Select(function => function.Call(positional, normalized)).FirstOrDefault(static result => result is not null);
    }

    private static string Normalize(string name) => name.Replace('_', '-');
}
