using Sbm.Unit.Migration.Equivalence.Themes;
using Sbm.Unit.Migration.Equivalence.Themes.Pieces;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Themes of pieces of one kind mean the same, so that what fails names its kind. To look at others, or at one again:
/// <c>SBM_PIECE_SEEDS=1000-1999</c>, of each kind.
/// </summary>
public sealed class GeneratedPieceTests
{
    private static readonly string StandardSeeds = LongForm.Or("1-2", "1-100");

    public static TheoryData<string, int> Seeds()
    {
        var bounds = (Environment.GetEnvironmentVariable("SBM_PIECE_SEEDS") ?? StandardSeeds).Split('-').Select(int.Parse).ToList();
        var data = new TheoryData<string, int>();
        foreach (var kind in PieceKinds.All.Keys)
        {
            Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1).ToList().ForEach(seed => data.Add(kind, seed));
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Pieces_MeanTheSame(string kind, int seed)
    {
        var oracle = await Oracle.GetAsync();
        var theme = ThemeGenerator.GeneratePieces(seed, kind);
        using var folder = new ThemeFolder(theme.Files);
        try
        {
            var trial = oracle.Check(folder.Path);
            Assert.True(trial.LeftOut <= theme.Unconvertible, $"{trial.LeftOut} statements are left out where {theme.Unconvertible} cannot be converted:\n{string.Join('\n', trial.Result.Unconverted)}");
        }
        catch (Exception failure) when (failure is not SkipException)
        {
            Assert.Fail($"SBM_PIECE_SEEDS={seed}, {kind}: {failure.Message}\n{string.Join('\n', theme.Files.Select(static file => $"@@ {file.Key}\n{file.Value}"))}");
        }
    }
}
