using System.Diagnostics;

namespace Sbm.ModuleTests;

/// <summary>Syncing by itself and in pipelines, with <c>sbm</c> as a process of its own.</summary>
public sealed class SyncProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    // Whoever sends may be slow on a busy machine; a process leaves as soon as it has sent.
    public SyncProcessTests() => _shell.Variables["SBM_EXIT_TIMEOUT"] = "60";

    private string Store => File.ReadAllText(_shell.Store);

    private string LogText()
    {
        var folder = Path.Combine(_shell.Home, ".sbm", "logs");
        return Directory.Exists(folder) ? string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText)) : string.Empty;
    }

    [Fact]
    public void Invoke_LiveDatabase_TheRunIsThereWhenTheProcessIsGone()
    {
        using var database = new TinyDatabase();
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;

        var (exitCode, output, error) = _shell.Run("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { }; @(Get-Job).Count");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.EndsWith("0", output.TrimEnd(), StringComparison.Ordinal); // no job of ours holds up anybody's Wait-Job
        Assert.Contains("\"slug\":\"one\"", Assert.Single(database.Bodies), StringComparison.Ordinal);
        Assert.Contains("\"synced\"", Store, StringComparison.Ordinal);
        Assert.Contains("ended: Completed", LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_OfATheme_IsSentToo()
    {
        using var database = new TinyDatabase();
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;

        _shell.Run("Invoke-SbmMigration", Built.Sample, "-DestinationPath", Path.Combine(_shell.Home, "out"));

        Assert.Contains("\"slug\":\"lakeside-motors\"", Assert.Single(database.Bodies), StringComparison.Ordinal);
        Assert.Contains("\"synced\"", Store, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_HangingDatabase_TheProcessIsGoneSoonAndTheRunIsPending()
    {
        using var database = new TinyDatabase(hangs: true);
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        _shell.Variables.Remove("SBM_EXIT_TIMEOUT");
        using var process = _shell.Start("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { } | Where-Object { $false }; 'done'");

        Assert.Equal("done", process.StandardOutput.ReadLine());
        var watch = Stopwatch.StartNew();
        Assert.True(process.WaitForExit(Patience));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // two and a half, and a busy machine; the drain has two minutes
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("\"pending_sync\"", Store, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_LongerExitTimeout_WaitsForAnAnswerThatComesLate()
    {
        using var database = new TinyDatabase(hangs: true);
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        using var process = _shell.Start("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { } | Where-Object { $false }; 'done'");

        Assert.Equal("done", await process.StandardOutput.ReadLineAsync());
        await database.Reached.Task.WaitAsync(Patience);
        Assert.False(process.WaitForExit(TimeSpan.FromSeconds(3))); // longer than by default
        database.Release();
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Contains("\"synced\"", Store, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_DatabaseThatRefusesEverything_ChangesNeitherTheErrorStreamNorTheExitCode()
    {
        using var database = new TinyDatabase(404);
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;

        var (exitCode, _, error) = _shell.Run("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { }");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("\"sync_error\":\"Permission denied (404)\"", Store, StringComparison.Ordinal);
        Assert.Contains("ended: Refused", LogText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("SBM_AUTOSYNC", "0")]
    public void Invoke_NoSyncOrSwitchedOff_SendsNothing(string variable, string value)
    {
        using var database = new TinyDatabase();
        var noSync = variable.Length == 0 ? " -NoSync" : string.Empty;
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        _shell.Variables[variable.Length == 0 ? "UNUSED" : variable] = value;

        _shell.Run("-c", $"Invoke-SbmMigration -Slug one{noSync} -ScriptBlock {{ }}");

        Assert.False(database.Reached.Task.IsCompleted);
        Assert.Contains("\"pending_sync\"", Store, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_RunsPendingFromBefore_AreSent()
    {
        _shell.Run("-c", "Invoke-SbmMigration -Slug before -ScriptBlock { }");
        using var database = new TinyDatabase();
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;

        _shell.Run("-c", "'nothing of Sbm'");

        Assert.Contains("\"slug\":\"before\"", Assert.Single(database.Bodies), StringComparison.Ordinal);
        Assert.Contains("\"synced\"", Store, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_WaitWhileAnAutomaticDrainIsUnderWay_ReturnsWhenTheRunIsInTheDatabase()
    {
        using var database = new TinyDatabase(hangs: true);
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        using var process = _shell.Start(
            "-c",
            "$null = Invoke-SbmMigration -Slug one -ScriptBlock { }; while (-not (Test-Reached)) { }; Sync-SbmPendingRun -Wait -Verbose; (Get-SbmRun).SyncStatus".Replace(
                "Test-Reached", $"[System.IO.File]::Exists('{Path.Combine(_shell.Home, "reached")}')", StringComparison.Ordinal));

        await database.Reached.Task.WaitAsync(Patience);
        await File.WriteAllTextAsync(Path.Combine(_shell.Home, "reached"), string.Empty);
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync().WaitAsync(Patience);
        }
        while (line is not null && !line.Contains("Waiting for another sync", StringComparison.Ordinal));
        database.Release();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.NotNull(line);
        Assert.EndsWith("synced", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("\"slug\":\"one\"", Assert.Single(database.Bodies), StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData(204, 0, "Completed")]
    [InlineData(401, 1, "Permission denied")]
    [InlineData(404, 1, "cannot be used")]
    public void Sync_WaitInAPipeline_LeavesWithAnExitCodeThatSaysWhetherTheRunsAreThere(int status, int exitCode, string said)
    {
        using var database = new TinyDatabase(status);
        _shell.Run("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { }");
        _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        _shell.Variables["SBM_AUTOSYNC"] = "0";

        var sync = _shell.Run("-c", "Sync-SbmPendingRun -Wait -Timeout 00:01:00 -ErrorAction Stop; 'the script goes on'");

        Assert.Equal(exitCode, sync.ExitCode);
        Assert.Contains(said, sync.Output + sync.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(exitCode == 0, sync.Output.Contains("the script goes on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lakeside-motors", 204, 0)]
    [InlineData("lakeside-motors", 401, 1)]
    [InlineData("lakeside-motors", null, 1)]
    [InlineData("none", 204, 1)]
    public void CommandLineOfTheDocs_LeavesWithZeroOnlyIfTheMigrationHasSucceededAndItsRunIsThere(string theme, int? status, int exitCode)
    {
        using var database = new TinyDatabase(status ?? 204);
        if (status is not null)
        {
            _shell.Variables["SBM_DATABASE_URL"] = database.Url;
        }

        var docs = File.ReadAllText(Path.Combine(Built.Sample, "..", "..", "docs", "sync.md"));
        var script = docs.Split('\n').Single(static line => line.StartsWith("pwsh -c '", StringComparison.Ordinal))["pwsh -c '".Length..].TrimEnd('\'', '\r');
        var themePath = Path.Combine(Path.GetDirectoryName(Built.Sample)!, theme);
        var answer = _shell.Run("-c", script.Replace("./themes/lakeside-motors", $"{themePath} -DestinationPath ./out", StringComparison.Ordinal));

        Assert.True(exitCode == answer.ExitCode, answer.Output + answer.Error);
    }

    [Fact]
    public void Sync_NothingConfigured_IsAnErrorThatSaysHowToConfigureIt()
    {
        var (exitCode, _, error) = _shell.Run("-c", "Sync-SbmPendingRun -Wait");

        Assert.Equal(1, exitCode);
        Assert.Contains("SBM_DATABASE_URL", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_Wait_ShowsTheReportAsATable()
    {
        using var database = new TinyDatabase();
        _shell.Run("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { }");

        var (_, output, _) = _shell.Run("-c", $"Sync-SbmPendingRun -Wait -DatabaseUrl {database.Url}");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("End            Synced Failed Pending Requests Duration", lines[0]);
        Assert.Matches(@"^Completed\s+1\s+0\s+0\s+1\s+\d+\.\d\ds$", lines[2]);
    }

    [Fact]
    public void Sync_WhatIf_ListsWhatWouldBeSent()
    {
        using var database = new TinyDatabase();
        _shell.Run("-c", "foreach ($slug in 'one', 'two') { Invoke-SbmMigration -Slug $slug -ScriptBlock { } }");

        var (_, output, _) = _shell.Run("-c", $"Sync-SbmPendingRun one -WhatIf -DatabaseUrl {database.Url}");

        Assert.Matches(@"What if: .*one \([0-9a-f]{32}\), pending_sync", output.ReplaceLineEndings(" "));
        Assert.DoesNotContain("two", output, StringComparison.Ordinal);
        Assert.False(database.Reached.Task.IsCompleted);
    }

    [Theory]
    [InlineData("'AIzaGiven'")]
    [InlineData("(& { $s = [System.Security.SecureString]::new(); 'AIzaGiven'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; $s })")]
    public void Sync_ApiKeyAsTextOrSecret_SignsInWithItAndIsNotShownInTheJobTable(string key)
    {
        using var database = new TinyDatabase(request => request.Url!.AbsolutePath.EndsWith("signUp", StringComparison.Ordinal)
            ? (200, """{"idToken":"id","refreshToken":"refresh","expiresIn":"3600","localId":"ada"}""")
            : (204, string.Empty));
        _shell.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(database.Url).Authority;
        _shell.Run("-c", "Invoke-SbmMigration -Slug one -ScriptBlock { }");

        var (_, output, error) = _shell.Run("-c", $"$job = Sync-SbmPendingRun -DatabaseUrl {database.Url} -ApiKey {key}; $null = Wait-Job $job; $job; $job.Command; Receive-Job $job -Verbose");

        Assert.Contains(database.Targets, target => target.EndsWith("signUp?key=AIzaGiven", StringComparison.Ordinal));
        Assert.Contains("users/ada/runs/one_", database.Bodies[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("AIzaGiven", output + error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Sync_ConfigFileReadableByEveryone_Warns()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var database = new TinyDatabase();
        var config = Path.Combine(_shell.Home, ".sbm", "config.json");
        Directory.CreateDirectory(Path.GetDirectoryName(config)!);
        File.WriteAllText(config, $$"""{ "DatabaseUrl": "{{database.Url}}" }""");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(config, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        var (exitCode, _, error) = _shell.Run("-c", "Sync-SbmPendingRun -Wait");

        Assert.Equal(0, exitCode);
        Assert.Contains("WARNING: The config file", error, StringComparison.Ordinal);
        Assert.Contains("chmod 600", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_ConfigFileThatIsNoJson_RecordsAllTheSameWhereTheStoreIsGiven()
    {
        Directory.CreateDirectory(Path.Combine(_shell.Home, ".sbm"));
        File.WriteAllText(Path.Combine(_shell.Home, ".sbm", "config.json"), "{");

        var (exitCode, output, error) = _shell.Run("-c", "(Invoke-SbmMigration -Slug one -StorePath ./runs.json -ScriptBlock { }).Status");

        Assert.Equal((0, "success"), (exitCode, output.Trim()));
        Assert.Contains("it is not JSON", error, StringComparison.Ordinal);
        Assert.Contains("\"slug\":\"one\"", File.ReadAllText(Path.Combine(_shell.Home, "runs.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_NothingConfigured_LoadsTheTwoAssembliesOfSbmAlone()
    {
        var (_, output, _) = _shell.Run(
            "-c",
            $"$null = Invoke-SbmMigration '{Built.Sample}' -DestinationPath ./out -WarningAction SilentlyContinue; $null = Invoke-SbmMigration -Slug s -ScriptBlock {{ }}; $null = Get-SbmRun; "
            + "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like '*Modules*Sbm*' -or $_.GetName().Name -match 'Polly|Google|Serilog|Logging' } | ForEach-Object { $_.GetName().Name }");

        Assert.Equal(["Sbm.Core", "Sbm.PowerShell"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order());
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(Store).RootElement.GetProperty("runs").GetArrayLength());
    }
}
