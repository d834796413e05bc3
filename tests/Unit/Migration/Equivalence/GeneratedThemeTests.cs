using Sbm.Unit.Migration.Equivalence.Themes;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Themes made by chance compile and mean the same, and no more is left out than cannot be converted. To look at others, or at one
/// again: <c>SBM_THEME_SEEDS=7</c> or <c>SBM_THEME_SEEDS=1000-1999</c>; <c>SBM_THEME_FOLDER</c> keeps those that fail.
/// </summary>
public sealed class GeneratedThemeTests
{
    private static readonly string StandardSeeds = LongForm.Or("1-60", "1-2400");

    public static TheoryData<int> Seeds()
    {
        var bounds = (Environment.GetEnvironmentVariable("SBM_THEME_SEEDS") ?? StandardSeeds).Split('-').Select(int.Parse).ToList();
        return [.. Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1)];
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task GeneratedTheme_MeansTheSame(int seed)
    {
        var oracle = await Oracle.GetAsync();
        var theme = ThemeGenerator.Generate(seed);
        using var folder = new ThemeFolder(theme.Files);
        try
        {
            var trial = oracle.Check(folder.Path);
            Assert.True(trial.LeftOut <= theme.Unconvertible, $"{trial.LeftOut} statements are left out where {theme.Unconvertible} cannot be converted:\n{string.Join('\n', trial.Result.Unconverted)}");
        }
        catch (Exception failure) when (failure is not SkipException)
        {
            Keep(seed, folder);
            Assert.Fail($"SBM_THEME_SEEDS={seed}: {failure.Message}");
        }
    }

    [Fact]
    public void SameSeed_MakesTheSameTheme() =>
        Assert.Equal(ThemeGenerator.Generate(7).Files.OrderBy(static file => file.Key, StringComparer.Ordinal), ThemeGenerator.Generate(7).Files.OrderBy(static file => file.Key, StringComparer.Ordinal));

    private static void Keep(int seed, ThemeFolder folder)
    {
        if (Environment.GetEnvironmentVariable("SBM_THEME_FOLDER") is { } kept)
        {
            foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(kept, $"{seed}", Path.GetRelativePath(folder.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }
}
