using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Where runs go that cannot be written to the store: a file each, beside the store or failing that in the user's state
/// directory. The next successful write of the store takes them in.
/// </summary>
internal sealed class SpillFolder
{
    private const string PathFile = "store"; // in a folder of the state directory: whose runs these are
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1); // a temporary file older than that has no writer

    private readonly string _store;
    private readonly string _beside;
    private readonly string _spills; // of all stores, in the state directory
    private readonly Action<string>? _warn;

    internal SpillFolder(string storePath, string stateDirectory, Action<string>? warn)
    {
        (_store, _warn) = (storePath, warn);
        _beside = storePath + ".spill";
        _spills = Path.Combine(stateDirectory, "spill");
    }

    /// <summary>The sum of the hashes of all files' paths, whether they can be read or not.</summary>
    internal long Hash => Files().Sum(HashOf);

    internal static long HashOf(string path) => path.GetHashCode(StringComparison.Ordinal);

    /// <summary>What a store's folder in the state directory is called.</summary>
    internal static string NameFor(string storePath) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(storePath)))[..16].ToLowerInvariant();

    /// <summary>Writes a run to a file of its own, on the device when this returns.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="json">The run.</param>
    /// <param name="mayBeBeside">Whether anything may be put beside the store.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="AggregateException">No folder would take it.</exception>
    internal string Write(string id, ReadOnlySpan<byte> json, bool mayBeBeside = true)
    {
        var run = json.ToArray();
        var errors = new List<Exception>();
        foreach (var folder in mayBeBeside ? [_beside, Elsewhere] : (string[])[Elsewhere])
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

    /// <summary>The spilled runs, oldest first. Unreadable files stay where they are and are warned about.</summary>
    internal List<SpilledRun> Read()
    {
        if (!Exists)
        {
            return [];
        }

        var runs = new List<SpilledRun>();
        var strings = new StringPool();
        foreach (var path in Files().OrderBy(static path => Path.GetFileName(path), StringComparer.Ordinal))
        {
            try
            {
                var json = StoreFile.ReadAll(path);
                if (json.Length == 0 && !File.Exists(path))
                {
                    continue; // just taken in by somebody's write
                }

                if (Utf8.IsValid(json) && RunJson.Read(json, strings) is { Id: not null } record)
                {
                    runs.Add(new SpilledRun(path, new StoredRun(record, RawJson.OnOneLine(json))));
                    continue;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or SbmException)
            {
                // Told below.
            }

            _warn?.Invoke($"The spilled run '{path}' cannot be read and stays where it is.");
        }

        return runs;
    }

    /// <summary>
    /// Deletes the files of runs that are now in the store, what processes have left that were killed while they spilled, and the
    /// folders if nothing is left in them.
    /// </summary>
    internal void Remove(IEnumerable<SpilledRun> runs, DateTimeOffset now)
    {
        foreach (var run in runs)
        {
            DurableFile.TryDelete(run.Path);
        }

        foreach (var folder in Folders().Where(IsFolder))
        {
            try
            {
                foreach (var file in Directory.GetFiles(folder, "*.tmp").Where(file => now - File.GetLastWriteTimeUtc(file) > LongestWrite))
                {
                    DurableFile.TryDelete(file);
                }

                if (folder != _beside && Directory.GetFileSystemEntries(folder) is [var last] && Path.GetFileName(last) == PathFile)
                {
                    DurableFile.TryDelete(last);
                }

                Directory.Delete(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Not empty: an unreadable run, or one that was spilled just now.
            }
        }

        if (Directory.Exists(_spills))
        {
            try
            {
                Directory.Delete(_spills);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Other stores have runs there.
            }
        }
    }

    /// <summary>Flushes the removal of runs' files, of which a power cut could otherwise bring some back.</summary>
    /// <exception cref="IOException">One of them could not be removed, or the device reports an error.</exception>
    internal static void FlushRemoved(List<SpilledRun> runs)
    {
        if (runs.Find(static run => File.Exists(run.Path)) is { } left)
        {
            throw new IOException($"'{left.Path}' cannot be removed.");
        }

        foreach (var folder in runs.Select(static run => Path.GetDirectoryName(run.Path)!).Distinct())
        {
            var there = folder;
            while (!Directory.Exists(there))
            {
                there = Path.GetDirectoryName(there)!;
            }

            DurableFile.FlushFolder(there);
        }
    }

    /// <summary>Whether there is anything to remove, or to take in.</summary>
    internal bool Exists => Directory.Exists(_beside) || Directory.Exists(_spills);

    private string Elsewhere => Path.Combine(_spills, NameFor(_store));

    private string Write(string folder, string id, byte[] run)
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var ownership = folder == _beside ? FileOwnership.Of(_store) : FileOwnership.OfNew;
                CreateFolder(folder, ownership);
                if (IsLink(folder))
                {
                    throw new UnauthorizedAccessException($"'{folder}' is a link.");
                }

                var path = Path.Combine(folder, id + ".json");
                DurableFile.Replace(path, ownership, file => file.Write(run));
                DurableFile.FlushFolder(Path.GetDirectoryName(folder)!); // the folder may be as new as the run
                return path;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process may have emptied the folder, and removed it while it was made or before the file was in it. What
                // else it can be, a full disk for one, stays as it is.
            }
        }
    }

    private void CreateFolder(string folder, FileOwnership ownership)
    {
        if (folder == _beside)
        {
            // Only beside a store whose own folder is there: that one is not ours to create.
            if (!Directory.Exists(Path.GetDirectoryName(folder)))
            {
                throw new DirectoryNotFoundException($"There is no folder '{Path.GetDirectoryName(folder)}'.");
            }

            DurableFile.CreateFolder(folder, ownership.FolderMode, isFlushed: false);
            return;
        }

        DurableFile.CreateFolder(folder, ownership.FolderMode);
        var path = Path.Combine(folder, PathFile);
        if (!File.Exists(path))
        {
            DurableFile.Replace(path, ownership, file => file.Write(Encoding.UTF8.GetBytes(_store)));
        }
    }

    // What is in a folder that a link leads to is somebody else's, and neither taken in nor removed.
    private static bool IsFolder(string path) => Directory.Exists(path) && !IsLink(path);

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    private IEnumerable<string> Files() => Folders().SelectMany(FilesIn);

    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return IsFolder(folder) ? Directory.GetFiles(folder, "*.json") : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Runs in the state directory may have been spilled under another spelling of the store's path: through a link, in other case.
    private IEnumerable<string> Folders()
    {
        yield return _beside;
        yield return Elsewhere;
        string[] all;
        try
        {
            all = Directory.Exists(_spills) ? Directory.GetDirectories(_spills) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var folder in all)
        {
            if (folder != Elsewhere && StorePath.AreSame(PathIn(folder), _store))
            {
                yield return folder;
            }
        }
    }

    private static string? PathIn(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(StoreFile.ReadAll(Path.Combine(folder, PathFile)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SbmException)
        {
            return null;
        }
    }
}

/// <summary>A spilled run and the file it is in.</summary>
internal sealed record SpilledRun(string Path, StoredRun Run);
