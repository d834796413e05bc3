using System.ComponentModel;
using System.Diagnostics;

namespace Sbm.Core.Migration;

/// <summary>Compiles outputs with the <c>sass</c> on the PATH.</summary>
internal static class SassCompiler
{
    /// <summary>Compiles each file; what it compiles to is thrown away.</summary>
    /// <exception cref="SbmException"><c>SassNotFound</c>, or <c>SassFailed</c> with the compiler's message.</exception>
    internal static void Verify(IEnumerable<string> files, CancellationToken cancel)
    {
        foreach (var file in files.Where(static file => new FileInfo(file).Length > 0))
        {
            cancel.ThrowIfCancellationRequested();
            var (exitCode, message) = Compile(file, cancel);
            if (exitCode != 0)
            {
                throw new SbmException(
                    "SassFailed",
                    $"The output does not compile: {NameOutput(message, file)}",
                    "Mend what the compiler names in the source, or run without -Verify. Nothing was written.",
                    file);
            }
        }
    }

    // What was compiled is a temporary file: the message names the output that it is to become.
    private static string NameOutput(string message, string file)
    {
        var temporary = Path.GetFileName(file);
        return string.Join('\n', message.Trim().ReplaceLineEndings("\n").Split('\n').Select(line =>
            line.Contains(temporary, StringComparison.Ordinal) ? "  " + OutputWriter.OutputOf(temporary) + line[(line.IndexOf(temporary, StringComparison.Ordinal) + temporary.Length)..] : line));
    }

    private static (int ExitCode, string Message) Compile(string file, CancellationToken cancel)
    {
        // npm installs a script for cmd.exe on Windows, and only the shell finds that.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "sass"]) : new ProcessStartInfo("sass");
        start.ArgumentList.Add("--no-source-map");
        start.ArgumentList.Add("--quiet");
        start.ArgumentList.Add(file);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var message = process.StandardError.ReadToEnd();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            return (process.ExitCode, message);
        }
        catch (Win32Exception error)
        {
            throw new SbmException(
                "SassNotFound",
                "There is no 'sass' on the PATH to verify the outputs with.",
                "Install it with 'npm install --global sass', or run without -Verify. Nothing was written.",
                "sass",
                error);
        }
    }
}
