namespace Sbm.Core.Sync;

/// <summary>Why a drain ended.</summary>
public enum SyncEnd
{
    /// <summary>Everything was sent, or refused run by run.</summary>
    Completed,

    /// <summary>There was nothing to send.</summary>
    NothingToDo,

    /// <summary>The database could not be reached, or was not a moment ago (automatic drains only).</summary>
    Offline,

    /// <summary>The database, or who issues its credentials, was reached and refuses: someone must mend something.</summary>
    Refused,

    /// <summary>The caller called it off.</summary>
    Cancelled,

    /// <summary>The time for the whole drain was up.</summary>
    Deadline,

    /// <summary>Another drain of the same store was under way until the end.</summary>
    AlreadyRunning,
}
