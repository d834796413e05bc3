using System.Diagnostics;
using System.Text;

namespace Sbm.Core.Migration.Verification;

/// <summary>
/// The user's <c>sass</c>: looked up in absolute folders of the PATH alone, so that no theme can bring its own, started without a shell and without
/// the environment, which may hold secrets. Style sheets go in and come out by pipes, so that no file's name is on its command line.
/// </summary>
/// <param name="program">Full path.</param>
/// <param name="folders">The absolute folders of the PATH.</param>
/// <param name="first">Arguments before those of <c>sass</c> itself.</param>
internal sealed class SassProgram(string program, IReadOnlyList<string> folders, params string[] first)
{
    private static readonly string[] KeptVariables = ["SystemRoot", "TEMP", "TMPDIR"];

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <param name="path">The PATH.</param>
    /// <exception cref="SbmException"><c>SassNotFound</c></exception>
    internal static SassProgram Find(string? path)
    {
        List<string> folders = [.. (path ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static folder => Path.IsPathFullyQualified(folder))];
        return folders.Select(folder => OperatingSystem.IsWindows() ? InWindowsFolder(folder, folders) : InFolder(folder, folders)).FirstOrDefault(static found => found is not null)
            ?? throw new SbmException(
                "SassNotFound",
                "There is no 'sass' in an absolute folder of the PATH to verify the outputs with.",
                "Install it with 'npm install --global sass', or run without -Verify. Nothing was written.",
                "sass");
    }

    /// <summary>Compiles SCSS.</summary>
    /// <param name="scss">The style sheet.</param>
    /// <param name="loadPath">Full path of a folder that it may import from; null for none.</param>
    /// <param name="cancel">Ends the compiler.</param>
    /// <exception cref="SassFailedException">It does not compile, or takes too long.</exception>
    internal string Compile(string scss, string? loadPath, CancellationToken cancel)
    {
        using var process = Process.Start(StartInfo(loadPath))!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(Timeout);
        using var stop = timeout.Token.Register(() => process.Kill(entireProcessTree: true));
        var (css, message) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            process.StandardInput.Write(scss);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; its message says why.
        }

        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        return timeout.IsCancellationRequested ? throw new SassFailedException($"it takes longer than {TimeText.Duration(Timeout)}")
            : process.ExitCode == 0 ? css.GetAwaiter().GetResult()
            : throw new SassFailedException(message.GetAwaiter().GetResult().Trim().ReplaceLineEndings("\n"));
    }

    private ProcessStartInfo StartInfo(string? loadPath)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, [.. first, "--stdin", "--no-source-map", "--quiet", "--no-charset", .. loadPath is null ? Array.Empty<string>() : ["--load-path", loadPath]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            UseShellExecute = false,
            WorkingDirectory = Path.GetPathRoot(program)!, // where no theme has files
        };
        var kept = KeptVariables.Select(static name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(static variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        start.Environment["PATH"] = string.Join(Path.PathSeparator, folders);
        kept.ForEach(variable => start.Environment[variable.Name] = variable.Value);
        return start;
    }

    private static SassProgram? InFolder(string folder, List<string> folders) =>
        Path.Combine(folder, "sass") is var path && File.Exists(path) ? new SassProgram(path, folders) : null;

    // npm and the archive of Dart Sass bring scripts for a shell; what those would start is started instead.
    private static SassProgram? InWindowsFolder(string folder, List<string> folders)
    {
        var (program, script, dart) = (Path.Combine(folder, "sass.exe"), Path.Combine(folder, "node_modules", "sass", "sass.js"), Path.Combine(folder, "src", "dart.exe"));
        if (File.Exists(program))
        {
            return new SassProgram(program, folders);
        }

        if (File.Exists(script) && folders.Select(static each => Path.Combine(each, "node.exe")).FirstOrDefault(File.Exists) is { } node)
        {
            return new SassProgram(node, folders, script);
        }

        return File.Exists(dart) ? new SassProgram(dart, folders, Path.Combine(folder, "src", "sass.snapshot")) : null;
    }
}

/// <summary>What <c>sass</c> says of a style sheet that it does not compile.</summary>
internal sealed class SassFailedException(string message) : Exception(message);
