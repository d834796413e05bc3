using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// What the database has confirmed and the store could not be told, because it cannot be written: kept in the user's state directory,
/// so that the same runs are not sent again by every drain. Not thread-safe; the holder of the lease alone writes.
/// </summary>
/// <param name="path">Full path of the file.</param>
internal sealed class KeptResults(string path)
{
    private Dictionary<string, (string Content, SyncResult Result)>? _results;

    private Dictionary<string, (string Content, SyncResult Result)> Results => _results ??= Read();

    internal bool Any => Results.Count > 0;

    /// <summary>By run identity.</summary>
    internal IReadOnlyDictionary<string, SyncResult> All => Results.ToDictionary(static pair => pair.Key, static pair => pair.Value.Result, StringComparer.Ordinal);

    /// <summary>Whether this very run, as it stands, is known to be in the database.</summary>
    internal bool Knows(StoredRun run) => Any && Results.TryGetValue(run.Identity, out var kept) && kept.Content == ContentOf(run);

    /// <summary>Keeps more of them.</summary>
    /// <exception cref="IOException">There is no place for them.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal void Add(IEnumerable<(StoredRun Run, SyncResult Result)> results)
    {
        var all = new Dictionary<string, (string, SyncResult)>(Results, StringComparer.Ordinal);
        foreach (var (run, result) in results.Where(static pair => pair.Result.SyncStatus == SyncStatus.Synced))
        {
            all[run.Identity] = (ContentOf(run), result);
        }

        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        var lines = all.Select(static pair => $"{pair.Key}\t{pair.Value.Item1}\t{RunTimestamp.Format(pair.Value.Item2.AttemptedAt)}\n");
        DurableFile.Replace(path, FileOwnership.OfNew, file => file.Write(Encoding.UTF8.GetBytes(string.Concat(lines))));
        _results = all;
    }

    /// <summary>The store has them.</summary>
    internal void Forget()
    {
        _results = [];
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Written to the store once more, they change nothing.
        }
    }

    private static string ContentOf(StoredRun run) => RunIdentity.TokenDigest(run.Json.Span);

    private Dictionary<string, (string Content, SyncResult Result)> Read()
    {
        var results = new Dictionary<string, (string, SyncResult)>(StringComparer.Ordinal);
        try
        {
            if (File.Exists(path))
            {
                foreach (var line in File.ReadLines(path))
                {
                    if (line.Split('\t') is [var identity, var content, var time] && RunTimestamp.Parse(time) is { } at)
                    {
                        results[identity] = (content, new SyncResult(SyncStatus.Synced, at));
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Sent again, they change nothing.
        }

        return results;
    }
}
