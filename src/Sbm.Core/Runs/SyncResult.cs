namespace Sbm.Core.Runs;

/// <summary>What one upload of a run came to; written into the run's sync fields.</summary>
/// <param name="SyncStatus">The new <c>sync_status</c>.</param>
/// <param name="AttemptedAt">When it was tried.</param>
/// <param name="Error">Why it did not work, one line, without secrets; null when it did.</param>
/// <param name="Attempts">By how many uploads <c>sync_attempts</c> grows.</param>
public sealed record SyncResult(string SyncStatus, DateTimeOffset AttemptedAt, string? Error = null, int Attempts = 1);
