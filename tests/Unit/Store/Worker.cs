using System.Diagnostics;
using System.Reflection;

namespace Sbm.Unit.Store;

/// <summary>A process that works on a store.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly string Assembly = typeof(Worker).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "StoreWorker").Value!;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5); // of what takes seconds on a quiet machine

    private readonly Process _process;
    private readonly Task<string> _error;

    internal Worker(params string[] arguments)
        : this("dotnet", [Assembly, .. arguments])
    {
    }

    private Worker(string file, string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>A worker that can write no file longer than the given number of blocks of 512 or 1,024 bytes.</summary>
    /// <remarks>The runtime itself needs a large file in memory unless it may write to executable pages.</remarks>
    internal static Worker WithFileLimit(int blocks, params string[] arguments) => new(
        "sh",
        ["-c", $"trap '' XFSZ; ulimit -f {blocks}; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$@\"", "sh", Assembly, .. arguments]);

    /// <summary>A worker in which .NET's own locks do nothing.</summary>
    internal static Worker WithoutFileLocking(params string[] arguments) => new("env", ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1", "dotnet", Assembly, .. arguments]);

    internal string? ReadLine() => _process.StandardOutput.ReadLineAsync().WaitAsync(Longest).GetAwaiter().GetResult();

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    internal void Kill() => _process.Kill();

    /// <summary>Waits until it is done and returns the lines it has written.</summary>
    internal IReadOnlyList<string> Finish(bool mustSucceed = true)
    {
        _process.StandardInput.Close();
        var lines = _process.StandardOutput.ReadToEndAsync().WaitAsync(Longest).GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(_process.WaitForExit(Longest), "A worker has closed its output and goes on.");
        Assert.True(!mustSucceed || _process.ExitCode == 0, _error.GetAwaiter().GetResult());
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
