using System.Text;

namespace Sbm.Core.Migration;

/// <summary>
/// Writes all outputs or none: each to a temporary file that is flushed, and only then renamed one after the other. If a rename
/// fails, those before it are undone.
/// </summary>
internal sealed class OutputWriter : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Temporary, string Target)> _files = [];

    internal OutputWriter(string folder) => _folder = folder;

    /// <summary>The temporary files, in the order they were added.</summary>
    internal IEnumerable<string> TemporaryFiles => _files.Select(static file => file.Temporary);

    /// <summary>The name of the output that a temporary file is to become.</summary>
    internal static string OutputOf(string temporary) => temporary.Split('.')[1] + ".scss";

    /// <summary>Writes an output's temporary file.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c></exception>
    internal void Add(string name, string content) => Guard(() =>
    {
        Directory.CreateDirectory(_folder);
        var target = Path.Combine(_folder, name);
        var temporary = Path.Combine(_folder, $".{Path.GetFileNameWithoutExtension(name)}.{Environment.ProcessId}.tmp.scss");
        File.Delete(temporary);
        _files.Add((temporary, target));
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(content));
        file.Flush(flushToDisk: true);
    });

    /// <summary>Puts the outputs in their places.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c>; the destination is as it was.</exception>
    internal void Commit() => Guard(() =>
    {
        var kept = new Stack<(string Target, string? Old)>();
        try
        {
            foreach (var (temporary, target) in _files)
            {
                var old = File.Exists(target) ? temporary + ".old" : null;
                if (old is not null)
                {
                    File.Copy(target, old, overwrite: true);
                }

                File.Move(temporary, target, overwrite: true);
                kept.Push((target, old));
            }
        }
        catch
        {
            foreach (var (target, old) in kept)
            {
                if (old is null)
                {
                    File.Delete(target);
                }
                else
                {
                    File.Move(old, target, overwrite: true);
                }
            }

            throw;
        }
    });

    /// <summary>Removes what is left of the temporary files.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
        {
            Store.DurableFile.TryDelete(temporary);
            Store.DurableFile.TryDelete(temporary + ".old");
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
