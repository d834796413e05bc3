using Sbm.Unit.Sync;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>The outputs of a migration compile and mean what the sources meant; migrating them again changes nothing.</summary>
public sealed class EquivalenceTests
{
    public static TheoryData<string> Samples() =>
        [.. Directory.GetDirectories(Path.Combine(Worker.Metadata("RepositoryRoot"), "samples")).Select(static path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Samples))]
    public async Task Sample_MeansTheSame(string name) =>
        (await Oracle.GetAsync()).Check(Path.Combine(Worker.Metadata("RepositoryRoot"), "samples", name));
}
