namespace Sbm.Core.Store;

/// <summary>Where a recorded run is now. Either way it is on the device.</summary>
/// <param name="Path">The store, or the spill file.</param>
/// <param name="Spilled">True if the store could not be written; the next successful write takes the run in.</param>
public sealed record RecordOutcome(string Path, bool Spilled);
