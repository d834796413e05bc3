using System.Collections.Concurrent;
using System.Diagnostics;
using Sbm.Unit.Sync;

namespace Sbm.Unit;

/// <summary>
/// Programs that are not ours, from npm. tests/node/install.js installs them once into a cache that outlives the tests; .ci/run
/// does so before it runs them.
/// </summary>
internal static class NodePackages
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(8);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new();

    /// <summary>The folder with node_modules in it. Looked for once.</summary>
    /// <param name="name">The folder in tests/node that holds package.json and its lock file.</param>
    /// <exception cref="SkipException">There is no Node.js, or npm cannot install from where this machine is.</exception>
    internal static Task<string> InstallAsync(string name) =>
        Installed.GetOrAdd(name, static name => new Lazy<Task<string>>(() => LookAsync(name))).Value;

    /// <summary>The folder in tests/node: what is asked for, and scripts of the tests' own.</summary>
    internal static string FolderOf(string name) => Path.Combine(Worker.Metadata("RepositoryRoot"), "tests", "node", name);

    /// <summary>The last line that Node.js prints for a script; null if it fails.</summary>
    internal static async Task<string?> OutputAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            using var timeout = new CancellationTokenSource(InstallTimeout);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await error;
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0 ? output.TrimEnd().Split('\n')[^1] : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string> LookAsync(string name)
    {
        Skip.If(await OutputAsync("--version") is null, "There is no Node.js on this machine.");
        using var held = await LockAsync(Path.Combine(Path.GetTempPath(), $"sbm-tests-{Environment.UserName}.lock"));
        var folder = await OutputAsync(Path.Combine(FolderOf("."), "install.js"), name);
        Skip.If(folder is null, "npm could not install what tests/node asks for; is there a network?");
        return folder!;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (watch.Elapsed < InstallTimeout)
            {
                await Task.Delay(200); // another test process installs
            }
        }
    }
}
