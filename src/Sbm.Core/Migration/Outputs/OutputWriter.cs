using Sbm.Core.Files;

namespace Sbm.Core.Migration.Outputs;

/// <summary>
/// Writes all outputs or none: each to a temporary file that is flushed, and only then renamed one after the other. If a rename
/// fails, those before it are undone.
/// </summary>
internal sealed class OutputWriter : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Temporary, PlannedOutput Output)> _files = [];

    internal OutputWriter(string folder) => _folder = folder;

    /// <summary>Writes an output's temporary file, under a name that nobody can have put in its way.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c></exception>
    internal void Add(PlannedOutput output) => Guard(() =>
    {
        DurableFile.CreateFolder(_folder);
        var temporary = Path.Combine(_folder, $".{Path.GetFileNameWithoutExtension(output.Path)}.{Guid.NewGuid():N}.tmp.scss");
        _files.Add((temporary, output));
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        file.Write(output.Content);
        file.Flush();
        DurableFile.Flush(file.SafeFileHandle, temporary);
    });

    /// <summary>Puts the outputs in their places.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c>; the destination is as it was.</exception>
    internal void Commit() => Guard(() =>
    {
        var done = new Stack<PlannedOutput>();
        try
        {
            foreach (var (temporary, output) in _files)
            {
                File.Move(temporary, output.Path, overwrite: true);
                done.Push(output);
            }
        }
        catch
        {
            foreach (var output in done)
            {
                PutBack(output);
            }

            throw;
        }

        DurableFile.FlushFolder(_folder);
    });

    /// <summary>Removes what is left of the temporary files.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
        {
            DurableFile.TryDelete(temporary);
        }
    }

    private static void PutBack(PlannedOutput output)
    {
        if (output.Old is { } old)
        {
            File.WriteAllBytes(output.Path, old);
        }
        else
        {
            File.Delete(output.Path);
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
                "DestinationUnwritable",
                $"The Site Builder files cannot be written to '{_folder}': {(File.Exists(_folder) ? "it is a file." : error.Message)}",
                "Give yourself permission to write there or make room, or choose another folder with -DestinationPath. Nothing there was changed.",
                _folder,
                error);
        }
    }
}
