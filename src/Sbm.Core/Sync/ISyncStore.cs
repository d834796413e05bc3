using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>What a drain needs of the store.</summary>
internal interface ISyncStore
{
    /// <summary>Full path of the store itself.</summary>
    string Path { get; }

    /// <summary>Where the lease and what goes with it lies.</summary>
    SyncFiles Files { get; }

    /// <summary>Whether anybody else has recorded or updated something since <see cref="ReadAll"/> was last called.</summary>
    bool HasChanged { get; }

    /// <summary>All runs, in the order of recording.</summary>
    /// <exception cref="SbmException">The store cannot be read.</exception>
    IReadOnlyList<StoredRun> ReadAll(CancellationToken ct);

    /// <summary>At least all runs that are not synced, in the order of recording.</summary>
    /// <exception cref="SbmException">The store cannot be read.</exception>
    IReadOnlyList<StoredRun> ReadPending(CancellationToken ct);

    /// <summary>Writes results by run identity, as one update.</summary>
    /// <exception cref="SbmException">The store cannot be written.</exception>
    void Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken ct);
}
