using System.Diagnostics;
using System.Reflection;
using Sbm.Unit.Settings;

namespace Sbm.Unit.Sync;

/// <summary>A process of the tests' own that records or drains; killed when the test is over.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5); // of what takes seconds on a quiet machine

    private readonly Process _process;

    private Worker(Process process) => _process = process;

    internal static Worker Start(TemporaryHome home, string databaseUrl, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Metadata("SyncWorker"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = home.Path;
        start.Environment["USERPROFILE"] = home.Path;
        start.Environment["SBM_STORE_PATH"] = home.StorePath;
        start.Environment["SBM_USER_ID"] = "worker";
        start.Environment["SBM_DATABASE_URL"] = databaseUrl;
        start.Environment["SBM_EXIT_TIMEOUT"] = home.Variables.GetValueOrDefault("SBM_EXIT_TIMEOUT", "60"); // whoever sends may be slow on a busy machine
        return new Worker(Process.Start(start)!);
    }

    internal int Id => _process.Id;

    internal Task<string?> ReadLineAsync(TimeSpan? longest = null) => _process.StandardOutput.ReadLineAsync().WaitAsync(longest ?? Longest);

    internal async Task<string> EndAsync()
    {
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Longest);
        await _process.WaitForExitAsync().WaitAsync(Longest);
        return rest;
    }

    internal void Kill() => _process.Kill();

    /// <summary>What the build has noted for the tests.</summary>
    internal static string Metadata(string key) => typeof(Worker).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
