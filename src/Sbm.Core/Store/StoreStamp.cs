namespace Sbm.Core.Store;

/// <summary>
/// Tells whether a store has changed: two stamps are equal only if nothing was recorded or updated between them. Cheap: it
/// reads no content.
/// </summary>
/// <param name="Length">Of the file, in bytes.</param>
/// <param name="WrittenTicks">When the file was last written, UTC.</param>
/// <param name="SpilledRuns">
/// The sum of the hashes of the spilled runs' paths, so that one run in the place of another is a change. Hashes are of this process.
/// </param>
public readonly record struct StoreStamp(long Length, long WrittenTicks, long SpilledRuns);
