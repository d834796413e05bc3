using System.Text.Json;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Migration.Outputs;

/// <summary>
/// What a run replaced, in a folder of the run's own, so that the run can be undone: the copies, and <c>files.json</c>, which
/// names each file that the run wrote and the SHA-256 of the copy, or null where there was none before. The oldest folders go
/// when there are too many.
/// </summary>
internal sealed class KeptFiles
{
    private const int MostRuns = 500;
    private const long MostBytes = 200 * 1024 * 1024;
    private const string ListName = "files.json";

    private readonly string _root;
    private readonly string _folder;

    /// <param name="root">Full path of the folder for all runs' copies: <c>~/.sbm/runs</c>.</param>
    /// <param name="runId">The run.</param>
    internal KeptFiles(string root, string runId)
    {
        _root = root;
        _folder = Path.Combine(root, RunId.IsOne(runId) ? runId : "none"); // an id of a hostile store is no path
    }

    /// <summary>Keeps what the outputs are about to replace.</summary>
    /// <exception cref="SbmException"><c>CopyUnwritable</c>: nothing may be replaced then.</exception>
    internal void Keep(IReadOnlyList<PlannedOutput> outputs) => Guard(() =>
    {
        PrivateFolder.Create(_root);
        PrivateFolder.Create(_folder);
        foreach (var output in outputs.Where(static output => output.Old is not null))
        {
            Write(Path.GetFileName(output.Path), output.Old!);
        }

        using var list = new MemoryStream();
        using (var json = new Utf8JsonWriter(list))
        {
            json.WriteStartObject();
            foreach (var output in outputs)
            {
                json.WriteString(output.Path, output.Old is { } old ? PlannedOutput.HashOf(old) : null);
            }

            json.WriteEndObject();
        }

        Write(ListName, list.ToArray());
        DurableFile.FlushFolder(_folder);
        Trim();
    });

    /// <summary>Keeps one more file: what undoing by force replaces.</summary>
    internal void KeepChanged(string path, byte[] content) =>
        Guard(() => Write($"{Path.GetFileNameWithoutExtension(path)}.{Guid.NewGuid():N}.changed.scss", content));

    /// <summary>Each file that the run wrote, with what was there before it; null where there was none.</summary>
    /// <exception cref="SbmException"><c>CopyNotFound</c>: a copy is gone, or is not what it was.</exception>
    internal IReadOnlyDictionary<string, byte[]?> Read()
    {
        try
        {
            using var list = JsonDocument.Parse(FileKind.ReadAllBytes(Path.Combine(_folder, ListName)));
            return list.RootElement.EnumerateObject().ToDictionary(static file => file.Name, file => file.Value.GetString() is { } hash ? ReadCopy(file.Name, hash) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw NotFound(_folder, error);
        }
    }

    /// <summary>Forgets them; the run came to nothing.</summary>
    internal void Forget()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They do no harm, and go when they are the oldest.
        }
    }

    private byte[] ReadCopy(string path, string hash)
    {
        var copy = Path.Combine(_folder, Path.GetFileName(path));
        var content = FileKind.ReadAllBytes(copy);
        return PlannedOutput.HashOf(content) == hash ? content : throw NotFound(copy, null);
    }

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(content);
        file.Flush();
        DurableFile.Flush(file.SafeFileHandle, path);
    }

    // By name, which is by age; the run at hand stays.
    private void Trim()
    {
        var bytes = 0L;
        var kept = 0;
        foreach (var run in new DirectoryInfo(_root).EnumerateDirectories().OrderByDescending(static run => run.Name, StringComparer.Ordinal))
        {
            bytes += run.EnumerateFiles().Sum(static file => file.Length);
            if (++kept > 1 && (kept > MostRuns || bytes > MostBytes) && run.FullName != _folder)
            {
                run.Delete(recursive: true);
            }
        }
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SbmException(
                "CopyUnwritable",
                $"What would be replaced cannot be kept in '{_folder}': {error.Message}",
                "Make room or give permission there, or write elsewhere with -DestinationPath. Nothing was changed.",
                _folder,
                error);
        }
    }

    private static SbmException NotFound(string path, Exception? error) => new(
        "CopyNotFound",
        $"What the run replaced is not to be had any more: '{path}'.",
        "Only the newest runs' copies are kept. Take the files from your version control; nothing was changed.",
        path,
        error);
}
