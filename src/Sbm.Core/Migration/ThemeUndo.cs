using Sbm.Core.Files;
using Sbm.Core.Migration.Outputs;

namespace Sbm.Core.Migration;

/// <summary>What becomes, or became, of a file when a run is undone.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Content">What is put back; null for a file that the run created, which is removed.</param>
/// <param name="IsChanged">Whether the file was changed since the run wrote it.</param>
public sealed record UndoneOutput(string Path, ReadOnlyMemory<byte>? Content, bool IsChanged);

/// <summary>Takes a run back: what it replaced is put back, what it created is removed, all or none.</summary>
public static class ThemeUndo
{
    /// <summary>What <see cref="Run"/> would do.</summary>
    /// <param name="keptFolder">Full path of the folder for what runs replace.</param>
    /// <param name="runId">The run.</param>
    /// <param name="outputs">Full path of each file that the run wrote, with the SHA-256 of what it wrote.</param>
    /// <exception cref="SbmException"><c>CopyNotFound</c>, or <c>SourceUnreadable</c>: a file cannot be read.</exception>
    public static IReadOnlyList<UndoneOutput> Plan(string keptFolder, string runId, IReadOnlyDictionary<string, string> outputs)
    {
        var kept = new KeptFiles(keptFolder, runId).Read();
        return [.. kept.Select(file => new UndoneOutput(file.Key, file.Value is { } bytes ? bytes.AsMemory() : default(ReadOnlyMemory<byte>?), IsChanged(file.Key, file.Value, outputs.GetValueOrDefault(file.Key))))];
    }

    // A file that is as it is to be already was put back by an undoing that did not come to its end.
    private static bool IsChanged(string path, byte[]? before, string? written) =>
        HashAt(path) is { } hash && hash != written && (before is null || hash != PlannedOutput.HashOf(before));

    /// <summary>Does it. What was changed since is kept with the run.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c> or <c>CopyUnwritable</c>; every file is as it was.</exception>
    public static void Run(string keptFolder, string runId, IReadOnlyList<UndoneOutput> files)
    {
        var kept = new KeptFiles(keptFolder, runId);
        var before = files.ToDictionary(static file => file.Path, static file => File.Exists(file.Path) ? FileKind.ReadAllBytes(file.Path) : null);
        foreach (var file in files.Where(static file => file.IsChanged))
        {
            kept.KeepChanged(file.Path, before[file.Path]!);
        }

        var done = new Stack<string>();
        try
        {
            foreach (var file in files)
            {
                done.Push(file.Path);
                Put(file.Path, file.Content);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            foreach (var path in done)
            {
                TryPut(path, before[path]);
            }

            throw new SbmException(
                "DestinationUnwritable",
                $"The files of the run cannot be put back: {error.Message}",
                "Give yourself permission to write there or make room, and try again. Nothing there was changed.",
                done.Peek(),
                error);
        }
    }

    private static void Put(string path, ReadOnlyMemory<byte>? content)
    {
        if (content is not { } bytes)
        {
            File.Delete(path);
            return;
        }

        DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
        DurableFile.Replace(path, file => file.Write(bytes.Span));
    }

    private static void TryPut(string path, byte[]? content)
    {
        try
        {
            Put(path, content is null ? default(ReadOnlyMemory<byte>?) : content.AsMemory());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whatever keeps one from being put back must not keep the others.
        }
    }

    private static string? HashAt(string path)
    {
        try
        {
            return File.Exists(path) ? PlannedOutput.HashOf(FileKind.ReadAllBytes(path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SbmException("SourceUnreadable", $"'{path}' cannot be read: {error.Message}", "Give yourself permission to read it. Nothing was changed.", path, error);
        }
    }
}
