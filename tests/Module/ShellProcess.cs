using System.Diagnostics;

namespace Sbm.ModuleTests;

/// <summary>Runs <c>sbm</c> as a process with a home of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    internal string Home { get; } = Directory.CreateTempSubdirectory("sbm-shell-").FullName;

    public void Dispose() => Directory.Delete(Home, recursive: true);

    internal (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunWith(null, arguments);

    internal (int ExitCode, string Output, string Error) RunWith(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Shell, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment["HOME"] = Home;
        start.Environment["USERPROFILE"] = Home;
        start.Environment.Remove("SBM_STORE_PATH");
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
