namespace Sbm.Core.Sync;

/// <summary>What a request came to after its retries.</summary>
internal enum AnswerKind
{
    /// <summary>Every upload in it is there.</summary>
    Confirmed,

    /// <summary>The database refuses these uploads; fewer of them may fare better.</summary>
    Refused,

    /// <summary>The database or the credential is not usable, whatever the uploads.</summary>
    Unusable,

    /// <summary>Not reached, or not in a state to answer; later it may be.</summary>
    Unreachable,

    /// <summary>The link came to a halt while sending; a smaller request may get through.</summary>
    Stalled,
}

/// <summary>A destination's answer to one request.</summary>
/// <param name="Kind">What it came to.</param>
/// <param name="Reason">Why, one line, without secrets; empty when confirmed.</param>
/// <param name="Fault">The error to show where the user must mend something.</param>
internal sealed record Answer(AnswerKind Kind, string Reason = "", SbmException? Fault = null)
{
    internal static readonly Answer Confirmed = new(AnswerKind.Confirmed);
}
