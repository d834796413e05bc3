namespace Sbm.Unit.Migration.Equivalence;

/// <summary>A theme of one construct, so that a failure names it.</summary>
internal static class Construct
{
    /// <summary>The output means the same, and nothing of the source was left out.</summary>
    internal static async Task ConvertsAsync(string theme)
    {
        var trial = await CheckAsync(theme);
        Assert.Equal([], trial.Result.Unconverted.Select(static left => left.Message));
        Assert.Equal(0, trial.LeftOut);
    }

    /// <summary>The output means the same but for one statement, which is a comment and reported.</summary>
    internal static Task LeavesOutOneAsync(string theme) => LeavesOutAsync(theme, 1);

    /// <summary>The output means the same but for some statements, which are comments and reported.</summary>
    internal static async Task LeavesOutAsync(string theme, int statements)
    {
        var trial = await CheckAsync(theme);
        Assert.Equal(statements, trial.LeftOut);
    }

    private static async Task<MigrationTrial> CheckAsync(string theme)
    {
        var oracle = await Oracle.GetAsync();
        using var folder = ThemeFolder.Of(theme);
        return oracle.Check(folder.Path);
    }
}
