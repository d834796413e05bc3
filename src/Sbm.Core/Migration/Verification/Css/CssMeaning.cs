namespace Sbm.Core.Migration.Verification.Css;

/// <summary>
/// Resolves values to what they mean: <c>var()</c> replaced, <c>calc()</c> evaluated, colours by their channels, addresses of
/// images as Site Builder serves them.
/// </summary>
/// <param name="valueOf">
/// The value of a custom property that has no fallback, null if nothing is known of it. Without this function <c>var()</c> stays,
/// as a browser has it in conditions.
/// </param>
/// <param name="keepsAddresses">The addresses are to be those that Site Builder serves already.</param>
internal sealed class CssMeaning(Func<string, string?>? valueOf, bool keepsAddresses = false)
{
    private const int DeepestVariable = 20;

    internal IReadOnlyList<CssComponent> Of(string value) => Resolve(CssValueReader.Read(value), 0);

    private List<CssComponent> Resolve(IReadOnlyList<CssComponent> parts, int depth) => [.. parts.SelectMany(part => Resolve(part, depth))];

    private IReadOnlyList<CssComponent> Resolve(CssComponent part, int depth) => part switch
    {
        CssWord word => [CssColorNames.Find(word.Text) ?? part],
        CssAddress address when !keepsAddresses => [new CssAddress(SiteAddress.Of(address.Text))],
        CssFunction { Name: "var" } variable when valueOf is not null && depth < DeepestVariable => ResolveVariable(variable, depth),
        CssFunction function => [ResolveFunction(function with { Arguments = Resolve(function.Arguments, depth) })],
        _ => [part],
    };

    private IReadOnlyList<CssComponent> ResolveVariable(CssFunction variable, int depth) => variable.Arguments switch
    {
        [CssWord, CssWord { Text: "," }, ..] arguments => Resolve([.. arguments.Skip(2)], depth + 1),
        [CssWord name] when valueOf!(name.Text) is { } value => Resolve(CssValueReader.Read(value), depth + 1),
        _ => [variable],
    };

    private static CssComponent ResolveFunction(CssFunction function) => function.Name switch
    {
        "calc" or "min" or "max" or "clamp" or "hypot" or "mod" or "rem" or "round" or "abs" or "sign" or "pow" or "sqrt" or "exp" or "log" or "sin" or "cos" or "tan" or "asin" or "acos" or "atan" or "atan2" =>
            CssCalculation.Evaluate(function) is { } sum ? sum : function with { Arguments = WithoutBrackets(CssCalculation.Simplify(function.Arguments)) },
        "color-mix" => ResolveMix(function),
        _ => CssColor.OfFunction(function.Name, function.Arguments) is { } color ? color : CssColorSyntax.Unify(function),
    };

    // Around one part, or all, they say nothing.
    private static IReadOnlyList<CssComponent> WithoutBrackets(IReadOnlyList<CssComponent> arguments) =>
        arguments is [CssFunction { Name: "" } all] ? all.Arguments : [.. arguments.Select(static part => part is CssFunction { Name: "", Arguments: [var one] } ? one : part)];

    // Mixed with transparent, an opaque colour is the same at that opacity; everything else approximates.
    private static CssComponent ResolveMix(CssFunction mix)
    {
        if (mix.Arguments is not [CssWord { Text: "in" }, CssWord { Text: "srgb" }, CssWord { Text: "," }, CssColor or CssApproximation, _, _, _])
        {
            return mix;
        }

        return (mix.Arguments[4], mix.Arguments[5], mix.Arguments[6]) switch
        {
            (CssSum { Terms: [("%", var percent)] }, CssWord { Text: "," }, CssColor { Alpha: 0 }) => Transparent(mix, percent),
            (CssSum { Terms: [(_, 0)] }, CssWord { Text: "," }, CssColor { Alpha: 0 }) => Transparent(mix, 0),
            (CssWord { Text: "," }, CssColor with, CssSum { Terms: [_] }) when IsBlackOrWhite(with) => new CssApproximation(mix.ToString()),
            _ => mix,
        };
    }

    private static CssComponent Transparent(CssFunction mix, double percent) =>
        mix.Arguments[3] is CssColor { Alpha: 1 } color ? color with { Alpha = percent / 100 } : new CssApproximation(mix.ToString());

    private static bool IsBlackOrWhite(CssColor color) => color is { Red: 0, Green: 0, Blue: 0, Alpha: 1 } or { Red: 255, Green: 255, Blue: 255, Alpha: 1 };
}
