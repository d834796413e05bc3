using System.Globalization;
using System.Reflection;

namespace Sbm.Unit;

/// <summary>
/// What proofs come to in numbers: a line of <c>out/test-results</c> that <c>build.ps1</c> prints after the tests, which keep what they
/// write to themselves unless they fail.
/// </summary>
internal static class Figures
{
    private static readonly string Folder = Path.Combine(
        typeof(Figures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!,
        "out",
        "test-results");

    internal static void Tell(string proof, FormattableString figures)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, proof + ".figures"), $"{proof}: {figures.ToString(CultureInfo.InvariantCulture)}\n");
    }
}
