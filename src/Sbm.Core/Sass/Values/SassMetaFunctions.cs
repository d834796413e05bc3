namespace Sbm.Core.Sass.Values;

/// <summary>Functions of any value.</summary>
internal static class SassMetaFunctions
{
    internal static readonly SassFunction[] All =
    [
        new(null, null, "if", "condition, if-true, if-false", static arguments => arguments[0]!.IsTruthy ? arguments[1] : arguments[2]),
        new("meta", "type-of", "type-of", "value", static arguments => new SassString(TypeOf(arguments[0]!), IsQuoted: false)),
    ];

    private static string TypeOf(SassValue value) => value switch
    {
        SassBoolean => "bool",
        SassColor => "color",
        SassList => "list",
        SassMap => "map",
        SassNull => "null",
        SassNumber => "number",
        SassString { IsCalculation: true } => "calculation",
        _ => "string",
    };
}
