namespace Sbm.Core.Runs;

/// <summary>How a run ended: the values of <c>status</c> that Sbm writes.</summary>
public static class RunStatus
{
    public const string Success = "success";
    public const string Failed = "failed";
    public const string Interrupted = "interrupted";
}
