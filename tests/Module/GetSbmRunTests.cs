using System.Management.Automation;

namespace Sbm.ModuleTests;

public sealed class GetSbmRunTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public GetSbmRunTests() => _host.Run(
        "foreach ($slug in 'alpha', 'beta', 'gamma') { Invoke-SbmMigration -Slug $slug -ScriptBlock { } }; Invoke-SbmMigration -Slug alpha -Force -ScriptBlock { throw 'x' }");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-SbmRun", "alpha gamma beta alpha")]
    [InlineData("Get-SbmRun -First 2", "alpha gamma")]
    [InlineData("Get-SbmRun -First 0", "")]
    [InlineData("Get-SbmRun ALPHA", "alpha alpha")]
    [InlineData("Get-SbmRun *a* -First 3", "alpha gamma beta")]
    [InlineData("Get-SbmRun b*, g*", "gamma beta")]
    [InlineData("Get-SbmRun -Status failed", "alpha")]
    [InlineData("Get-SbmRun -SyncStatus synced", "")]
    [InlineData("Get-SbmRun -SyncStatus pending*", "alpha gamma beta alpha")]
    [InlineData("Get-SbmRun -Since 7.00:00", "alpha gamma beta alpha")]
    [InlineData("Get-SbmRun -Until 7.00:00", "")]
    [InlineData("Get-SbmRun -Since 2020-01-01 -Until 2021-01-01", "")]
    [InlineData("Get-SbmRun no*", "")]
    [InlineData("Get-SbmRun -Id (Get-SbmRun beta).Id", "beta")]
    public void Filters_SelectRunsNewestFirst(string command, string slugs)
    {
        var answer = _host.Run(command);

        Assert.Empty(answer.Errors);
        Assert.Equal(slugs, string.Join(' ', answer.Output.Select(run => run.Properties["Slug"].Value)));
    }

    [Fact]
    public void NameWithoutWildcards_ThatIsNotThere_IsAnErrorAndTheOthersAreListed()
    {
        var answer = _host.Run("Get-SbmRun beta, nope");

        Assert.Equal("beta", answer["Slug"]);
        var error = Assert.Single(answer.Errors);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("nope", error.TargetObject);
    }

    [Fact]
    public void SinceAfterUntil_IsAClearError()
    {
        var error = Assert.Single(_host.Run("Get-SbmRun -Since 2026-02-01 -Until 2026-01-01").Errors);

        Assert.StartsWith("Sbm.InvalidTimeRange,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Since_ThatIsNoTime_SaysWhatIsExpected()
    {
        var error = Assert.Single(_host.Run("Get-SbmRun -Since soon").Errors);

        Assert.Contains("7.00:00", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_ThatIsNotThere_HoldsNoRuns()
    {
        var answer = _host.Run("Get-SbmRun -StorePath ./none.json");

        Assert.Empty(answer.Output);
        Assert.Empty(answer.Errors);
        Assert.False(File.Exists(Path.Combine(_host.Folder, "none.json")));
    }

    [Fact]
    public void Slugs_AreCompletedFromTheStore()
    {
        var line = $"Get-SbmRun -StorePath '{_host.Store}' -Slug ";
        var completions = _host.Run($"[System.Management.Automation.CommandCompletion]::CompleteInput(\"{line}\", {line.Length}, $null).CompletionMatches.CompletionText");

        Assert.Equal(["alpha", "beta", "gamma"], completions.Output.Select(text => text.ToString()));
    }
}
