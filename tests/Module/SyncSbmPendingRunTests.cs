using System.Diagnostics;

namespace Sbm.ModuleTests;

public sealed class SyncSbmPendingRunTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public SyncSbmPendingRunTests() => _host.Run("Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { }; Invoke-SbmMigration -Slug two -NoSync -ScriptBlock { }");

    public void Dispose() => _host.Dispose();

    private IEnumerable<string> States() => _host.Run("Get-SbmRun").Output.Select(run => (string)run.Properties["SyncStatus"].Value);

    [Fact]
    public void Sync_Wait_GivesTheReportAndMarksTheRuns()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}");

        Assert.Empty(answer.Errors);
        Assert.Equal(("Completed", 2, 0, 0), (answer["End"], (int)answer["Synced"]!, (int)answer["Failed"]!, (int)answer["Pending"]!));
        Assert.All(States(), state => Assert.Equal("synced", state));
        Assert.Contains("\"slug\":\"one\"", Assert.Single(database.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_WaitRefused_IsOneErrorThatNamesTheRuns()
    {
        using var database = new TinyDatabase(401);

        var answer = _host.Run($"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url} -WarningAction SilentlyContinue");

        var error = Assert.Single(answer.Errors);
        Assert.Equal("Sbm.SyncIncomplete,Sbm.Commands.SyncSbmPendingRun", error.FullyQualifiedErrorId);
        Assert.Contains("'one'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Permission denied", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (int)answer["Failed"]!);
    }

    [Fact]
    public void Sync_WrongSetting_IsAnErrorThatSaysWhatIsExpected()
    {
        var error = Assert.Single(_host.Run("Sync-SbmPendingRun -Wait -DatabaseUrl nonsense").Errors);

        Assert.Equal("Sbm.InvalidSetting,Sbm.Commands.SyncSbmPendingRun", error.FullyQualifiedErrorId);
        Assert.Contains("https://", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_Named_SendsOnlyThatRun()
    {
        using var database = new TinyDatabase();

        _host.Run($"Get-SbmRun two | Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}");

        Assert.Equal(["synced", "pending_sync"], States());
    }

    [Fact]
    public void Sync_WhatIf_SendsNothing()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"Sync-SbmPendingRun -WhatIf -DatabaseUrl {database.Url}");

        Assert.Empty(answer.Output);
        Assert.False(database.Reached.Task.IsCompleted);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public void Sync_Job_IsInTheJobTableAndYieldsTheReport()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run(
            $"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; Get-Job $job.Id; $null = Wait-Job $job -Timeout 60; $job.State; Receive-Job $job; Remove-Job $job; @(Get-Job).Count");

        Assert.Empty(answer.Errors);
        Assert.Equal("SbmSyncJob", answer.Output[0].Properties["PSJobTypeName"].Value);
        Assert.Equal("Completed", answer.Output[1].BaseObject);
        Assert.Equal("Sbm.SyncReport", answer.Output[2].BaseObject.GetType().FullName);
        Assert.Equal(2, answer.Output[2].Properties["Synced"].Value);
        Assert.Equal(0, answer.Output[3].BaseObject);
        Assert.All(States(), state => Assert.Equal("synced", state));
    }

    [Fact]
    public void Sync_Job_FillsItsStreams()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; $null = Wait-Job $job -Timeout 60; $job.Verbose.Count; $job.Debug.Count; $job.Progress.Count");

        Assert.All(answer.Output, count => Assert.True((int)count.BaseObject > 0));
    }

    [Fact]
    public async Task Sync_StopJob_StopsSoonAndLosesNothing()
    {
        using var database = new TinyDatabase(hangs: true);
        _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}");
        await database.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var watch = Stopwatch.StartNew();

        var answer = _host.Run("Stop-Job $job; $job.State.ToString()");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5)); // a second, and a busy machine
        Assert.Equal("Stopped", answer.Output.Single().BaseObject);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public async Task Sync_RemoveJobInTheMiddle_HarmsNothing()
    {
        using var database = new TinyDatabase(hangs: true);
        _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}");
        await database.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var answer = _host.Run("Remove-Job $job -Force; @(Get-Job).Count");

        Assert.Empty(answer.Errors);
        Assert.Equal(0, answer.Output.Single().BaseObject);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public void Sync_JobThatIsRefused_FailsWithAnError()
    {
        using var database = new TinyDatabase(404);

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; $null = Wait-Job $job -Timeout 60; $job.State.ToString(); $job.Error.Count");

        Assert.Equal("Failed", answer.Output[0].BaseObject);
        Assert.Equal(1, answer.Output[1].BaseObject);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }
}
