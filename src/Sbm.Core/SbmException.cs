namespace Sbm.Core;

/// <summary>
/// An error that a user can act on: what happened, to what, and what to do now.
/// </summary>
/// <param name="errorId">Stable id without the module's prefix, for example <c>StoreUnavailable</c>.</param>
/// <param name="message">What happened, and to what, in one or two sentences.</param>
/// <param name="recommendedAction">What the user should do now.</param>
/// <param name="target">The thing it happened to: a path, a slug, a setting's name.</param>
/// <param name="inner">What brought it about, for the log; its text is not shown to users.</param>
public class SbmException(string errorId, string message, string recommendedAction, string? target = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable id without the module's prefix.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>What the user should do now.</summary>
    public string RecommendedAction { get; } = recommendedAction;

    /// <summary>The thing it happened to.</summary>
    public string? Target { get; } = target;
}
