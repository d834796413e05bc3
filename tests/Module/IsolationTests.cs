namespace Sbm.ModuleTests;

/// <summary>Sbm and a module that brings another version of the same dependency do not meet, in either order of loading.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Sync = "$null = Invoke-SbmMigration -Slug s -Force -NoSync -ScriptBlock { }; Sync-SbmPendingRun -Wait -Timeout 0:00:05 -DatabaseUrl http://127.0.0.1:9 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Where-Object { $false }; ";
    private const string Other = "Get-OtherPolly; ";
    private const string List = "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Polly.Core' } | ForEach-Object { $_.Location }";

    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Other + Sync)]
    [InlineData(Sync + Other)]
    public void AnotherVersionOfPolly_StaysWithItsOwnModule(string commands)
    {
        var (_, output, error) = _shell.Run("-c", $"Import-Module '{Built.OtherModule}'; {commands}{List}");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var others = Path.Combine(Path.GetDirectoryName(Built.OtherModule)!, "Polly.Core.dll");
        var ours = Path.Combine(Path.GetDirectoryName(Built.Shell)!, "Modules", "Sbm", "dependencies", "Polly.Core.dll");
        Assert.True(lines.Length == 3, output + error);
        Assert.Equal(others, lines[0]); // what the other module has worked with
        Assert.Equal(new[] { ours, others }.Order(), lines[1..].Order());
    }
}
