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
            $"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; Get-Job $job.Id; $null = Wait-Job $job -Timeout 300; $job.State; Receive-Job $job; Remove-Job $job; @(Get-Job).Count");

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

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; $null = Wait-Job $job -Timeout 300; $job.Verbose.Count; $job.Debug.Count; $job.Progress.Count");

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

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // a second, and a busy machine; the drain has two minutes
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

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; $null = Wait-Job $job -Timeout 300; $job.State.ToString(); $job.Error.Count");

        Assert.Equal("Failed", answer.Output[0].BaseObject);
        Assert.Equal(1, answer.Output[1].BaseObject);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public void Sync_JobThatEndsOffline_IsCompletedWithAWarningAndAReportThatSaysSo()
    {
        var nobody = "http://127.0.0.1:9"; // the discard port, which nobody serves

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {nobody}; $null = Wait-Job $job -Timeout 120; $job.State.ToString(); $job.Error.Count; $job.Warning; (Receive-Job $job -WarningAction SilentlyContinue).End");

        Assert.Equal("Completed", answer.Output[0].BaseObject);
        Assert.Equal(0, answer.Output[1].BaseObject);
        Assert.Contains("sent when there is a network again", answer.Output[2].ToString(), StringComparison.Ordinal);
        Assert.Equal("Offline", answer.Output[3].BaseObject);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public void Sync_Wait_TellsTheStoryOnTheStreamsOfTheForeground()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"Sync-SbmPendingRun -Wait -Verbose -Debug -DatabaseUrl {database.Url}");

        Assert.Contains(answer.Verbose, message => message.StartsWith("Sending 2 runs to", StringComparison.Ordinal));
        Assert.Contains(answer.Debug, message => message.Contains("bytes: done", StringComparison.Ordinal));
        Assert.Contains(answer.Progress, record => record.Activity == "Syncing runs" && record.PercentComplete == 100);
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, answer.Progress[^1].RecordType);
    }

    [Fact]
    public void Sync_ReceiveJob_ShowsProgress()
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}; $null = Wait-Job $job -Timeout 300; $null = Receive-Job $job");

        Assert.Contains(answer.Progress, record => record.Activity == "Syncing runs");
    }

    [Fact]
    public async Task Sync_WaitInterrupted_EndsSoonAndLosesNothing()
    {
        using var database = new TinyDatabase(hangs: true);
        using var shell = _host.Begin($"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}");
        var running = shell.InvokeAsync();
        await database.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var watch = Stopwatch.StartNew();

        await Task.Run(shell.Stop);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // a second, and a busy machine; the drain has two minutes
        await Assert.ThrowsAnyAsync<System.Management.Automation.PipelineStoppedException>(() => running);
        Assert.All(States(), state => Assert.Equal("pending_sync", state));
    }

    [Fact]
    public void Sync_WarningThatStopsTheScript_CallsTheSyncOff()
    {
        using var database = new TinyDatabase(401);

        var error = Assert.ThrowsAny<System.Management.Automation.RuntimeException>(() => _host.Run($"Sync-SbmPendingRun -Wait -WarningAction Stop -DatabaseUrl {database.Url}"));

        Assert.Contains("refuses the run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_Timeout_EndsTheSyncAndNamesWhatWasNotSent()
    {
        using var database = new TinyDatabase(hangs: true);

        var answer = _host.Run($"Sync-SbmPendingRun -Wait -Timeout 0:00:01 -DatabaseUrl {database.Url}");

        Assert.Equal(("Deadline", 2), (answer["End"], (int)answer["Pending"]!));
        var error = Assert.Single(answer.Errors).ToString();
        Assert.Contains("'one'", error, StringComparison.Ordinal);
        Assert.Contains("'two'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_TimeoutThatLeavesNoTime_IsAnInvalidArgument()
    {
        var error = Assert.Single(_host.Run("Sync-SbmPendingRun -Timeout 0 -DatabaseUrl http://127.0.0.1:9").Errors);

        Assert.StartsWith("Sbm.InvalidTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void Sync_Force_SendsSyncedRunsAgain()
    {
        using var database = new TinyDatabase();

        _host.Run($"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}");
        Assert.Equal("NothingToDo", _host.Run($"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}")["End"]);
        Assert.Equal(1, _host.Run($"Sync-SbmPendingRun one -Wait -Force -DatabaseUrl {database.Url}")["Synced"]);
        Assert.Equal(2, database.Bodies.Count);
    }

    [Theory]
    [InlineData("-Slug one, nope", "nope")]
    [InlineData("-Id nope", "nope")]
    public void Sync_NameThatNoRunHas_IsAnErrorAndTheOthersAreSent(string names, string missing)
    {
        using var database = new TinyDatabase();

        var answer = _host.Run($"Sync-SbmPendingRun {names} -Wait -DatabaseUrl {database.Url}");

        var error = Assert.Single(answer.Errors);
        Assert.Equal(("Sbm.RunNotFound,Sbm.Commands.SyncSbmPendingRun", missing), (error.FullyQualifiedErrorId, error.TargetObject));
        Assert.Equal(names.Contains("one", StringComparison.Ordinal) ? 1 : 0, answer["Synced"]);
    }

    [Fact]
    public async Task Sync_RemovedModuleOrImportedAgainInTheMiddle_TheJobGoesOn()
    {
        using var database = new TinyDatabase(hangs: true);
        _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url}");
        await database.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var answer = _host.Run("Import-Module $module; Import-Module $module -Force; Remove-Module Sbm; $job.State.ToString()");
        database.Release();
        var report = _host.Run("$null = Wait-Job $job -Timeout 300; Receive-Job $job");

        Assert.Empty(answer.Errors);
        Assert.Equal("Running", answer.Output.Single().BaseObject);
        Assert.Equal(("Completed", 2), (report["End"], (int)report["Synced"]!));
        Assert.Single(database.Bodies);
        _host.Run("Import-Module $module");
        Assert.All(States(), state => Assert.Equal("synced", state));
    }

    [Fact]
    public async Task Sync_ClosedRunspaceInTheMiddle_LetsGoOfTheStoreAndLosesNothing()
    {
        using var hanging = new TinyDatabase(hangs: true);
        using var database = new TinyDatabase();
        using var other = new ModuleHost();
        other.Run($"$job = Sync-SbmPendingRun -StorePath '{_host.Store}' -DatabaseUrl {hanging.Url}");
        await hanging.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        other.Close();

        Assert.All(States(), state => Assert.Equal("pending_sync", state));
        var report = _host.Run($"Sync-SbmPendingRun -Wait -Timeout 0:01:30 -DatabaseUrl {database.Url}"); // would wait for the other's two minutes
        Assert.Equal(("Completed", 2), (report["End"], (int)report["Synced"]!));
    }

    [Fact]
    public async Task Sync_RemovedJob_LetsGoOfTheStore()
    {
        using var hanging = new TinyDatabase(hangs: true);
        using var database = new TinyDatabase();
        _host.Run($"$job = Sync-SbmPendingRun -DatabaseUrl {hanging.Url}");
        await hanging.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _host.Run("Remove-Job $job -Force");

        Assert.Equal("Completed", _host.Run($"Sync-SbmPendingRun -Wait -Timeout 0:01:30 -DatabaseUrl {database.Url}")["End"]);
    }
}
