namespace Sbm.Core.Runs;

/// <summary>A run together with the very bytes that the store holds for it.</summary>
/// <param name="Record">The fields that Sbm knows.</param>
/// <param name="Json">The run's JSON object, UTF-8, with every field that Sbm does not know.</param>
public sealed record StoredRun(RunRecord Record, ReadOnlyMemory<byte> Json)
{
    private string? _identity;

    /// <summary>Where it began in the store's file when it was read, or -1 if that is not known.</summary>
    internal long Offset { get; init; } = -1;

    /// <summary>
    /// What tells this run from all others: its id, or for a run without one a digest of its tokens other than the sync
    /// fields, so that syncing does not change it.
    /// </summary>
    public string Identity => _identity ??= RunIdentity.Of(Record.Id, Json.Span);

    /// <summary>Full path of each file that the run wrote, with the SHA-256 of what it wrote; null if the run names none.</summary>
    public IReadOnlyDictionary<string, string>? Outputs => RunJson.ReadOutputs(Json.Span);
}
