using System.Diagnostics;
using System.Reflection;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>Runs a store worker under strace and reads what it asked of the system.</summary>
internal static class Strace
{
    // Whatever may change files. A call that changes them in another way would go unseen, so the list is long.
    private const string Changes =
        "open,openat,openat2,creat,close,dup,dup2,dup3,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,fallocate,truncate,"
        + "ftruncate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,sync_file_range";

    private static readonly string Assembly = typeof(Strace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "StoreWorker").Value!;

    private static readonly Lazy<bool> WorksHere = new(static () =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    internal static void SkipWhereMissing() =>
        Skip.IfNot(OperatingSystem.IsLinux() && WorksHere.Value, "strace is not installed here, or may trace no process.");

    /// <summary>The calls of <c>proof FOLDER OPERATION</c> that change files, in the order in which they returned.</summary>
    internal static List<SystemCall> Record(string folder, string operation)
    {
        var (calls, exitCode, error) = Run(["-e", "trace=" + Changes], ["proof", folder, operation]);
        Assert.True(exitCode == 0, error);
        return calls;
    }

    internal static (List<SystemCall> Calls, int ExitCode, string Error) Run(string[] options, string[] arguments)
    {
        var trace = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("strace", ["-f", "-y", "-xx", "-s", "100000000", "-o", trace, .. options, "dotnet", Assembly, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DOTNET_TieredCompilation"] = "1";
            start.Environment["DOTNET_EnableDiagnostics"] = "0";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            return (Read(File.ReadLines(trace)).ToList(), process.ExitCode, error);
        }
        finally
        {
            File.Delete(trace);
        }
    }

    // A call during which another thread called is told in two parts, of which the second counts: it says when it returned.
    private static IEnumerable<SystemCall> Read(IEnumerable<string> lines)
    {
        const string Unfinished = " <unfinished ...>";
        const string Resumed = " resumed>";
        var begun = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var thread = line.Split(' ')[0];
            var whole = line;
            if (line.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = line[..^Unfinished.Length];
                continue;
            }

            if (line.IndexOf(Resumed, StringComparison.Ordinal) is var at && at >= 0 && begun.Remove(thread, out var start))
            {
                whole = start + line[(at + Resumed.Length)..];
            }

            if (SystemCall.Parse(whole) is { } call)
            {
                yield return call;
            }
        }
    }
}
