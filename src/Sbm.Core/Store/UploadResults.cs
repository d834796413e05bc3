using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Results of uploads, and the runs as they were sent.</summary>
/// <param name="results">By run identity.</param>
/// <param name="sent">By run identity; a run that is not among them is taken to be as it was.</param>
internal sealed class UploadResults(IReadOnlyDictionary<string, SyncResult> results, IReadOnlyDictionary<string, StoredRun>? sent)
{
    /// <summary>Each run that there is a result for, as it was sent; null for one that is not known.</summary>
    internal IEnumerable<StoredRun?> Sent => results.Keys.Select(identity => sent?.GetValueOrDefault(identity));

    /// <summary>Whether there is a result for the run with this line.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    internal bool IsFor(ReadOnlySpan<byte> run) => RunIdentity.TryOfLine(run) is { } identity && results.ContainsKey(identity);

    /// <summary>The result for a run, unless it is no longer the one that was sent.</summary>
    internal SyncResult? For(ReadOnlySpan<byte> run) =>
        RunIdentity.TryOfLine(run) is { } identity
        && results.TryGetValue(identity, out var result)
        && (sent?.GetValueOrDefault(identity) is not { } read || RunIdentity.IsUnchanged(run, read))
            ? result
            : null;

    /// <summary>The result for each run; null where there is none, as in <see cref="For(ReadOnlySpan{byte})"/>.</summary>
    internal SyncResult?[] For(IReadOnlyList<ReadOnlyMemory<byte>> runs)
    {
        var ofRuns = new SyncResult?[runs.Count];
        RunParts.All(ofRuns.Length, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                ofRuns[i] = For(runs[i].Span);
            }

            return true;
        });
        return ofRuns;
    }
}
