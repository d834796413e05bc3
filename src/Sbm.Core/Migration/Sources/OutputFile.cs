namespace Sbm.Core.Migration.Sources;

/// <summary>A file that Site Builder compiles, and the legacy style sheets that it is made from, in order.</summary>
internal sealed record OutputFile(string Name, params string[] Sources)
{
    internal static IReadOnlyList<OutputFile> All { get; } =
    [
        new("sb-inside.scss", "css/style.scss", "css/inside.scss", "css/_support-requests.scss"),
        new("sb-vdp.scss", "css/lvdp.scss"),
        new("sb-vrp.scss", "css/lvrp.scss"),
        new("sb-home.scss"),
    ];
}
