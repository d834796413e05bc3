using System.Diagnostics;

namespace Sbm.ModuleTests;

/// <summary>The module in the console of its own, as a process.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly ShellProcess _shell = new();
    private readonly string _home;

    public ShellTests() => _home = _shell.Home;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void CommandLine_OfTheMainJob_PrintsTheRunAsATableAndRecordsIt()
    {
        var (exitCode, output, _) = Run("Invoke-SbmMigration", Built.Sample, "-DestinationPath", Path.Combine(_home, "my themes"));

        Assert.Equal(0, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("When             Slug            Status            Lines Files Duration Sync", lines[0].TrimEnd());
        Assert.Contains("lakeside-motors", lines[2], StringComparison.Ordinal);
        Assert.Contains("pending", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length < 80, line));
        Assert.DoesNotContain('\e', output);
        Assert.Contains("\"pending_sync\"", File.ReadAllText(Path.Combine(_home, ".sbm_migrations.json")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_home, "my themes", "sb-home.scss")));
    }

    [Fact]
    public void Verify_WithoutSassOnThePath_SaysHowToGetItAndWritesNothing()
    {
        _shell.Variables["PATH"] = _home;

        var (exitCode, _, error) = Run("Invoke-SbmMigration", Built.Sample, "-DestinationPath", Path.Combine(_home, "out"), "-Verify");

        Assert.Equal(1, exitCode);
        Assert.Contains("npm install --global sass", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_home, "out")));
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-SbmRun nope", 1)]
    [InlineData("Get-SbmRun nope; Get-SbmRun", 0)]
    [InlineData("Get-SbmRun", 0)]
    [InlineData("Invoke-SbmMigration -Slug s -ScriptBlock { exit 4 }", 4)]
    [InlineData("Invoke-SbmMigration -Slug s -ScriptBlock { exit 0 }", 0)]
    public void Script_LeavesWithTheExitCodeOfPwsh(string script, int exitCode) => Assert.Equal(exitCode, Run("-c", script).ExitCode);

    [Fact]
    public void ScriptBlockThatExits_IsRecordedFirst()
    {
        Run("-c", "Invoke-SbmMigration -Slug s -ScriptBlock { exit 4 }");

        Assert.Contains("\"status\":\"failed\"", File.ReadAllText(Path.Combine(_home, ".sbm_migrations.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_GoToStandardErrorWithWhatToDo()
    {
        var (_, output, error) = Run("Invoke-SbmMigration", "./nowhere");

        Assert.Empty(output.Trim());
        Assert.Contains("There is no folder", error, StringComparison.Ordinal);
        Assert.Contains("Give the path of a legacy theme's folder", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsGivenItsArguments()
    {
        var file = Path.Combine(_home, "my script.ps1");
        File.WriteAllText(file, "param($Name, [switch] $Loud) \"$Name $Loud\"; exit 7");

        var (exitCode, output, _) = Run("-f", file, "it's me", "-Loud");

        Assert.Equal("it's me True", output.Trim());
        Assert.Equal(7, exitCode);
    }

    [Fact]
    public void Prompt_FromAPipe_RunsLineAfterLine()
    {
        var (exitCode, output, _) = RunWith("'one'\nGet-SbmRun nope\n'two'\nexit 5\n'three'\n");

        Assert.Equal(["one", "two"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(5, exitCode);
    }

    [Fact]
    public void Import_LoadsTheTwoAssembliesOfSbmAlone()
    {
        var loaded = Run("-c", "Get-SbmRun; [AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { $_ -like '*Modules*Sbm*' } | ForEach-Object { [IO.Path]::GetFileName($_) }").Output;

        Assert.Equal(["Sbm.Core.dll", "Sbm.PowerShell.dll"], loaded.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order());
    }

    [Fact]
    public void PublishedFolder_IsAllThatItNeeds()
    {
        var folder = Path.Combine(_home, "published");
        var configuration = new DirectoryInfo(Path.GetDirectoryName(Built.Shell)!).Parent!.Name;
        using (var publish = Process.Start("dotnet", ["publish", Built.ShellProject, "--no-build", "-c", configuration, "-o", folder]))
        {
            publish.WaitForExit();
            Assert.Equal(0, publish.ExitCode);
        }

        using var published = new ShellProcess { Shell = Path.Combine(folder, "sbm.dll") };
        var (_, output, _) = published.Run("-c", "(Get-Module Sbm).Path");

        Assert.StartsWith(folder, output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => _shell.Run(arguments);

    private (int ExitCode, string Output, string Error) RunWith(string? input, params string[] arguments) => _shell.RunWith(input, arguments);
}
