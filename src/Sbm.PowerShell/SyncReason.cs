namespace Sbm;

/// <summary>Why runs are not synced.</summary>
public sealed class SyncReason
{
    /// <summary>Why.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>How many runs it is about.</summary>
    public int Count { get; init; }

    /// <summary>What to do.</summary>
    public string Remedy { get; init; } = string.Empty;

    /// <summary>The number and the reason.</summary>
    public override string ToString() => $"{Count}: {Text}";
}
