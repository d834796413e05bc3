using System.Diagnostics;
using System.Reflection;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>A process that does operations on stores, one after the other, so that not each of them costs the start of a process.</summary>
internal sealed class ProofWorker : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2); // an operation takes milliseconds

    private static readonly string Assembly = typeof(ProofWorker).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "StoreWorker").Value!;

    private readonly Process _process;
    private readonly HashSet<string> _known = [];

    internal ProofWorker()
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, "proof"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Process.Start(start)!;
    }

    internal int Id => _process.Id;

    /// <summary>Whether it can do another operation.</summary>
    internal bool IsAlive => !_process.HasExited;

    /// <summary>Whether this is asked for the first time about an operation.</summary>
    internal bool IsNew(string operation) => _known.Add(operation);

    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit(Longest);
    }

    /// <summary>Does one operation.</summary>
    /// <returns>What it said; the last line is <c>done</c>, or <c>failed …</c>, or something else if it was killed.</returns>
    internal List<string> Do(string folder, string operation)
    {
        _process.StandardInput.WriteLine($"{folder} {operation}");
        _process.StandardInput.Flush();
        var said = new List<string>();
        try
        {
            while (_process.StandardOutput.ReadLineAsync().WaitAsync(Longest).GetAwaiter().GetResult() is { } line)
            {
                said.Add(line);
                if (line == "done" || line.StartsWith("failed ", StringComparison.Ordinal))
                {
                    return said;
                }
            }

            Assert.True(_process.WaitForExit(Longest), "A worker has closed its output and goes on.");
        }
        catch (TimeoutException)
        {
            Kill();
            throw;
        }

        return said;
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            Kill();
        }

        _process.Dispose();
    }
}
