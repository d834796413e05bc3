namespace Sbm.Core.Sass.Values;

/// <summary><c>null</c>.</summary>
internal sealed record SassNull : SassValue
{
    private SassNull()
    {
    }

    public static SassNull Instance { get; } = new();

    public override bool IsTruthy => false;

    public override string ToCss() => "null";
}
