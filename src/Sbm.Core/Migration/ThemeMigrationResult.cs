using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Verification;

namespace Sbm.Core.Migration;

/// <summary>What a migration has done.</summary>
/// <param name="LinesMigrated">Lines of all outputs.</param>
/// <param name="FilesCreated">Outputs with content.</param>
/// <param name="ScssLines">Lines of all sources read.</param>
/// <param name="ReportPath">Full path of the report; null if none was asked for.</param>
/// <param name="Outputs">Full path of each output that was written, with the SHA-256 of its content.</param>
/// <param name="Unconverted">What was left as it is, in the order of the sources.</param>
/// <param name="Warnings">What else the user should know, a sentence each.</param>
/// <param name="AutomationTime">How long converting and writing took.</param>
public sealed record ThemeMigrationResult(
    int LinesMigrated,
    int FilesCreated,
    int ScssLines,
    string? ReportPath,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyList<MigrationWarning> Unconverted,
    IReadOnlyList<string> Warnings,
    TimeSpan AutomationTime)
{
    /// <summary>In what the outputs differ from the sources, each with the rule that explains it; empty unless verified.</summary>
    public IReadOnlyList<ThemeDifference> Verified { get; init; } = [];

    /// <summary>What the work would have taken by hand.</summary>
    public TimeSpan ManualEstimate => Migration.ManualEstimate.Of(ScssLines, Unconverted.Count);
}
