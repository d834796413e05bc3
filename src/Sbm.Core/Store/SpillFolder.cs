using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Where runs go that cannot be written to the store: a file each, beside the store or failing that in the user's state
/// directory. The next successful write of the store takes them in.
/// </summary>
internal sealed class SpillFolder
{
    private readonly string[] _folders;
    private readonly Action<string>? _warn;

    internal SpillFolder(string storePath, string stateDirectory, Action<string>? warn)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(storePath)))[..16].ToLowerInvariant();
        _folders = [storePath + ".spill", Path.Combine(stateDirectory, "spill", hash)];
        _warn = warn;
    }

    /// <summary>Whether there may be spilled runs; looks for the folders alone.</summary>
    internal bool Exists => Array.Exists(_folders, Directory.Exists);

    /// <summary>The sum of the hashes of all files' paths, whether they can be read or not.</summary>
    internal long Hash => Exists ? Files().Sum(HashOf) : 0;

    internal static long HashOf(string path) => path.GetHashCode(StringComparison.Ordinal);

    /// <summary>Writes a run to a file of its own, on the device when this returns.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="AggregateException">No folder would take it.</exception>
    internal string Write(string id, ReadOnlySpan<byte> json)
    {
        var run = json.ToArray();
        var errors = new List<Exception>();
        foreach (var folder in _folders)
        {
            try
            {
                return Write(folder, id, run);
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        throw new AggregateException(errors);
    }

    private static string Write(string folder, string id, byte[] run)
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                CreateFolder(folder);
                var path = Path.Combine(folder, id + ".json");
                DurableFile.Replace(path, path + ".tmp", file => file.Write(run));
                DurableFile.FlushFolder(Path.GetDirectoryName(folder)!);
                return path;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process may have emptied the folder, and removed it while it was made or before the file was in it. What
                // else it can be, a full disk for one, stays as it is.
            }
        }
    }

    /// <summary>The spilled runs, oldest first. Unreadable files stay where they are and are warned about.</summary>
    internal List<SpilledRun> Read()
    {
        var runs = new List<SpilledRun>();
        var strings = new StringPool();
        foreach (var path in Files().OrderBy(static path => Path.GetFileName(path), StringComparer.Ordinal))
        {
            try
            {
                var json = File.ReadAllBytes(path);
                if (RunJson.Read(json, strings) is { Id: not null } record)
                {
                    runs.Add(new SpilledRun(path, new StoredRun(record, RawJson.OnOneLine(json))));
                    continue;
                }
            }
            catch (FileNotFoundException)
            {
                continue; // just taken in by somebody's write
            }
            catch (DirectoryNotFoundException)
            {
                continue;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
            {
                // Told below.
            }

            _warn?.Invoke($"The spilled run '{path}' cannot be read and stays where it is.");
        }

        return runs;
    }

    /// <summary>Deletes the files of runs that are now in the store, and the folders if nothing is left in them.</summary>
    internal void Remove(IEnumerable<SpilledRun> runs)
    {
        foreach (var run in runs)
        {
            DurableFile.TryDelete(run.Path);
        }

        foreach (var folder in _folders)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Not there, or not empty: an unreadable run, or one that was spilled just now.
            }
        }
    }

    private IEnumerable<string> Files()
    {
        foreach (var folder in _folders)
        {
            string[] files;
            try
            {
                files = Directory.GetFiles(folder, "*.json");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (var file in files)
            {
                yield return file;
            }
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (folder.EndsWith(".spill", StringComparison.Ordinal))
        {
            // Only beside a store whose own folder is there: that one is not ours to create.
            if (!Directory.Exists(Path.GetDirectoryName(folder)))
            {
                throw new DirectoryNotFoundException($"There is no folder '{Path.GetDirectoryName(folder)}'.");
            }
        }

        Directory.CreateDirectory(folder, OwnerOnly);
    }
}

/// <summary>A spilled run and the file it is in.</summary>
internal sealed record SpilledRun(string Path, StoredRun Run);
