namespace Sbm.Core.Logging;

/// <summary>How much a message of a sync matters.</summary>
public enum SyncLogLevel
{
    /// <summary>Each request and its answer.</summary>
    Debug,

    /// <summary>The story of the drain.</summary>
    Verbose,

    /// <summary>Something went another way than it should, and was coped with.</summary>
    Warning,
}
