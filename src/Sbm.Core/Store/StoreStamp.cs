namespace Sbm.Core.Store;

/// <summary>
/// Tells whether a store has changed: two stamps are equal only if nothing was recorded or updated between them. Cheap: it
/// reads no content.
/// </summary>
public readonly record struct StoreStamp(long Length, long WrittenTicks, int SpilledRuns);
