namespace Sbm;

/// <summary>
/// What every error of Sbm's commands carries, for scripts to catch: <c>catch [Sbm.SbmCommandException]</c>.
/// </summary>
public sealed class SbmCommandException : Exception
{
    internal SbmCommandException(string errorId, string message, string recommendedAction, string? target, Exception? inner)
        : base(message, inner)
    {
        ErrorId = errorId;
        RecommendedAction = recommendedAction;
        Target = target;
    }

    /// <summary>The stable id, for example <c>Sbm.StoreUnavailable</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What to do now.</summary>
    public string RecommendedAction { get; }

    /// <summary>The thing it happened to: a path, a slug, a setting's name; null if there is none.</summary>
    public string? Target { get; }
}
