namespace Sbm.Core.Sass.Values;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record SassBoolean(bool Value) : SassValue
{
    public static SassBoolean True { get; } = new(true);

    public static SassBoolean False { get; } = new(false);

    public override bool IsTruthy => Value;

    public static SassBoolean Of(bool value) => value ? True : False;

    public override string ToCss() => Value ? "true" : "false";
}
