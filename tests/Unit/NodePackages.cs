using System.Diagnostics;
using System.Security.Cryptography;
using Sbm.Unit.Sync;

namespace Sbm.Unit;

/// <summary>
/// Programs that are not ours, from npm. They are installed once, from a lock file in tests/node, into a cache that outlives
/// the tests and is named for the lock file's digest.
/// </summary>
internal static class NodePackages
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(8);

    /// <summary>The folder with node_modules in it.</summary>
    /// <param name="name">The folder in tests/node that holds package.json and its lock file.</param>
    /// <exception cref="SkipException">There is no Node.js, or npm cannot install from where this machine is.</exception>
    internal static async Task<string> InstallAsync(string name)
    {
        Skip.IfNot(await SucceedsAsync("node", "--version"), "There is no Node.js on this machine.");
        Skip.IfNot(await SucceedsAsync("npm", "--version"), "There is no npm on this machine.");
        var source = FolderOf(name);
        var digest = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, "package-lock.json"))))[..12];
        var caches = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Directory.CreateDirectory(Path.Combine(caches, "sbm-tests", $"{name}-{digest}")).FullName;
        using var held = await LockAsync(Path.Combine(folder, "install.lock"));
        var done = Path.Combine(folder, "installed");
        if (!File.Exists(done))
        {
            foreach (var file in new[] { "package.json", "package-lock.json" })
            {
                File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
            }

            Skip.IfNot(
                await SucceedsAsync("npm", "ci --ignore-scripts --no-audit --no-fund --loglevel=error", folder),
                "npm could not install what tests/node asks for; is there a network?");
            File.WriteAllText(done, digest);
        }

        return folder;
    }

    /// <summary>The folder in tests/node: what is asked for, and scripts of the tests' own.</summary>
    internal static string FolderOf(string name) => Path.Combine(Worker.Metadata("RepositoryRoot"), "tests", "node", name);

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

    private static async Task<bool> SucceedsAsync(string program, string arguments, string? folder = null)
    {
        // npm is a script on Windows, which only the command processor finds.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", $"/c {program} {arguments}")
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = folder ?? Path.GetTempPath();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(start)!;
            using var timeout = new CancellationTokenSource(InstallTimeout);
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }
}
