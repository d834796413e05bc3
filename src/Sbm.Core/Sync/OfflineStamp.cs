namespace Sbm.Core.Sync;

/// <summary>That a destination could not be reached, and until when automatic drains leave it alone.</summary>
/// <param name="Destination">The destination's name.</param>
/// <param name="Until">Until when.</param>
/// <param name="Reason">Why it could not be reached, one line.</param>
internal sealed record OfflineStamp(string Destination, DateTimeOffset Until, string Reason = "")
{
    /// <summary>For how long a destination is left alone that could not be reached.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether it holds now. A stamp further ahead than any that is written comes from a wrong clock and would last too long; one
    /// written before the network changed says nothing about the network that there is.
    /// </summary>
    internal bool Holds(DateTimeOffset now, DateTimeOffset? networkChangedAt = null) =>
        Until > now && Until - now <= Pause && !(networkChangedAt >= Until - Pause);
}
