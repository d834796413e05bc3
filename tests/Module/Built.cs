using System.Reflection;

namespace Sbm.ModuleTests;

/// <summary>Where the build has put what is tested.</summary>
internal static class Built
{
    internal static string ModuleFolder => Metadata("ModuleFolder");

    internal static string Shell => Metadata("Shell");

    internal static string ShellProject => Path.Combine(Metadata("RepositoryRoot"), "src", "Sbm.Shell");

    internal static string OtherModule => Metadata("OtherModule");

    internal static string Sample => Path.Combine(Metadata("RepositoryRoot"), "samples", "lakeside-motors");

    private static string Metadata(string key) => typeof(Built).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
