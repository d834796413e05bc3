using System.Text;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>One value to put into the database.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Sent">The run that is sent.</param>
/// <param name="Marked">The runs that the answer is about: the one sent, and earlier ones with the same key.</param>
internal sealed record Upload(string Key, StoredRun Sent, IReadOnlyList<StoredRun> Marked)
{
    /// <summary>An upper bound of what it adds to a request, in bytes: the value is never longer than the run's own JSON.</summary>
    internal int Size { get; } = Sent.Json.Length + Encoding.UTF8.GetByteCount(Key);

    /// <summary>Uploads tried so far; of several runs the least.</summary>
    internal long Attempts { get; } = Marked is [var run] ? run.Record.SyncAttempts : Marked.Min(run => run.Record.SyncAttempts);

    /// <summary>Whether the database refused it before.</summary>
    internal bool WasRefused { get; } = Marked is [var run] ? IsRefused(run) : Marked.All(IsRefused);

    private static bool IsRefused(StoredRun run) => run.Record.SyncStatus == SyncStatus.Failed;
}
