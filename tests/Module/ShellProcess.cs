using System.Diagnostics;

namespace Sbm.ModuleTests;

/// <summary>Runs <c>sbm</c> as a process with a home of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    /// <summary>The <c>sbm.dll</c> that is run.</summary>
    internal string Shell { get; init; } = Built.Shell;

    internal string Home { get; } = Directory.CreateTempSubdirectory("sbm-shell-").FullName;

    /// <summary>Environment variables; those of Sbm's settings that are not here are unset.</summary>
    internal Dictionary<string, string> Variables { get; } = [];

    internal string Store => Path.Combine(Home, ".sbm_migrations.json");

    public void Dispose() => Directory.Delete(Home, recursive: true);

    internal (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunWith(null, arguments);

    internal (int ExitCode, string Output, string Error) RunWith(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts <c>sbm</c>, for a test that watches it as it goes.</summary>
    internal Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Shell, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Home;
        start.Environment["USERPROFILE"] = Home;
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("SBM_", StringComparison.Ordinal) || name.StartsWith("FIREBASE_", StringComparison.Ordinal) || name == "GOOGLE_APPLICATION_CREDENTIALS";
}
