using Sbm.Core.Settings;

namespace Sbm.Core.Store;

/// <summary>How a <see cref="RunStore"/> waits and where it turns when the store cannot be written.</summary>
public sealed record RunStoreOptions
{
    /// <summary>The longest a writer waits for the lock before it spills; 5 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest a reader waits for the lock after it met a torn document three times; 1 s.</summary>
    public TimeSpan ReadLockTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The user's state directory, where runs are spilled that cannot be spilled beside the store; <c>~/.sbm</c>.</summary>
    public string StateDirectory { get; init; } = SettingEnvironment.LastResort;

    /// <summary>What runs are stamped with as their store's id, for stores that share one; null for the store's own.</summary>
    public string? StoreId { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
