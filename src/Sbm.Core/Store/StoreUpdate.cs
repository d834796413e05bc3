namespace Sbm.Core.Store;

/// <summary>What an update did. A reader whose stamp equals <paramref name="Before"/> has missed nothing but the update itself.</summary>
/// <param name="Changed">How many runs were changed.</param>
/// <param name="Before">The stamp under the lock, before anything was written.</param>
/// <param name="After">The stamp that the store has if nobody writes to it after the update.</param>
public readonly record struct StoreUpdate(int Changed, StoreStamp Before, StoreStamp After);
