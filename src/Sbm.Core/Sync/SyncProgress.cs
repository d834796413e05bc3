namespace Sbm.Core.Sync;

/// <summary>How far a drain is.</summary>
/// <param name="Done">Runs confirmed or refused so far.</param>
/// <param name="Total">Runs to send, as far as known; it grows when runs are recorded meanwhile.</param>
/// <param name="Activity">What is going on, for people.</param>
public sealed record SyncProgress(int Done, int Total, string Activity);
