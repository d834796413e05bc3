using Sbm.Core.Verification;

namespace Sbm.Core.Migration;

/// <summary>A construct that was left as it is, because it could not be converted.</summary>
/// <param name="File">Relative to the theme, with <c>/</c>: <c>css/lvdp.scss</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">Why.</param>
/// <param name="Text">The construct, on one line.</param>
public sealed record MigrationWarning(string File, int Line, int Column, string Message, string Text)
{
    /// <summary>For example <c>css/lvdp.scss:13:5</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}

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
