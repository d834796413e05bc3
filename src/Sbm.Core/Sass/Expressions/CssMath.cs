namespace Sbm.Core.Sass.Expressions;

/// <summary>The functions of CSS that compute, in whose arguments CSS's grammar of calculations holds.</summary>
internal static class CssMath
{
    /// <param name="name">In lower case.</param>
    internal static bool IsKnown(string name) => Arity(name) is not null;

    /// <summary>Those that Sass has a function of one argument of, in which its own arithmetic holds.</summary>
    internal static bool IsAlsoSass(string name) => name is "round" or "abs";

    /// <summary>Those that were functions of Sass first: in their arguments it still adds a number to a length, as it does anywhere else.</summary>
    internal static bool TakesNumbersForLengths(string name) => name is "min" or "max" or "round" or "abs";

    /// <summary>Those that are calculations to Sass, whatever functions a theme defines.</summary>
    internal static bool IsOfSass(string name) => name is "calc" or "min" or "max" or "clamp";

    /// <summary>How many arguments it takes at least and at most; null for any other function.</summary>
    internal static (int Least, int Most)? Arity(string name) => name switch
    {
        "calc" or "sin" or "cos" or "tan" or "asin" or "acos" or "atan" or "sqrt" or "exp" or "abs" or "sign" => (1, 1),
        "min" or "max" or "hypot" => (1, int.MaxValue),
        "clamp" or "round" => (1, 3),
        "mod" or "rem" or "atan2" or "pow" => (2, 2),
        "log" => (1, 2),
        _ => null,
    };
}
