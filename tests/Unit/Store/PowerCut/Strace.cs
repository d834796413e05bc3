using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>Watches what a running process asks of the system, or has some of it fail.</summary>
internal sealed class Strace : IDisposable
{
    // Whatever may change files. A call that changes them in another way would go unseen, so the list is long.
    internal const string Changes =
        "open,openat,openat2,creat,close,dup,dup2,dup3,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,fallocate,truncate,"
        + "ftruncate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,sync_file_range";

    private const int Interrupt = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1); // for it to begin and to end, each a matter of milliseconds

    private static readonly Lazy<bool> WorksHere = new(static () =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    private readonly Process _process;
    private readonly string _trace = Path.GetTempFileName();
    private readonly List<string> _messages = [];

    /// <summary>Attaches to a process; its calls are watched when this returns.</summary>
    internal Strace(int process, params string[] options)
    {
        var number = process.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _process = Process.Start(new ProcessStartInfo("strace", ["-y", "-xx", "-s", "100000000", "-o", _trace, .. options, "-p", number])
        {
            RedirectStandardError = true,
        })!;
        try
        {
            string? line;
            do
            {
                line = _process.StandardError.ReadLineAsync().WaitAsync(Longest).GetAwaiter().GetResult();
                _messages.Add(line ?? string.Empty);
            }
            while (line is not null && !line.Contains(" attached", StringComparison.Ordinal));
            Assert.True(line is not null, "strace: " + string.Join(' ', _messages));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal static void SkipWhereMissing() =>
        Skip.IfNot(OperatingSystem.IsLinux() && WorksHere.Value, "strace is not installed here, or may trace no process.");

    /// <summary>Lets go of the process.</summary>
    /// <returns>Its calls, in the order in which they returned.</returns>
    internal List<SystemCall> Detach()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, Interrupt);
        }

        _process.StandardError.ReadToEndAsync().WaitAsync(Longest).GetAwaiter().GetResult();
        Assert.True(_process.WaitForExit(Longest), "strace does not end.");
        return Read(File.ReadLines(_trace)).ToList();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Longest);
        }

        _process.Dispose();
        File.Delete(_trace);
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

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
