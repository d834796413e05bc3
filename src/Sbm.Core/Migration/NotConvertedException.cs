using Sbm.Core.Migration.Findings;

namespace Sbm.Core.Migration;

/// <summary>A strict migration would have had to leave something unconverted. Nothing was written.</summary>
/// <param name="unconverted">What it would have left, at least one, by source, line and column.</param>
/// <param name="theme">Full path of the theme's folder.</param>
public sealed class NotConvertedException(IReadOnlyList<MigrationWarning> unconverted, string theme) : SbmException(
    "NotConverted",
    $"Not everything can be converted: {unconverted.Count} left, the first at {unconverted[0].File}:{unconverted[0].Line}:{unconverted[0].Column}: {unconverted[0].Message}: {unconverted[0].Text}",
    "Change them in the source, or run without -Strict to have them reported instead. Nothing was written.",
    theme)
{
    /// <summary>What would have been left, at least one, by source, line and column.</summary>
    public IReadOnlyList<MigrationWarning> Unconverted { get; } = unconverted;
}
