using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Outputs;

/// <summary>What a theme is converted to, before anything is written.</summary>
/// <param name="Destination">Full path of the folder for the outputs.</param>
/// <param name="Sources">What was read.</param>
/// <param name="Log">What the passes have to tell.</param>
/// <param name="Unconverted">What was left as it is, by source, line and column.</param>
/// <param name="Outputs">The files to be written.</param>
internal sealed record ThemeConversion(
    string Destination,
    ThemeSources Sources,
    MigrationLog Log,
    IReadOnlyList<MigrationWarning> Unconverted,
    List<PlannedOutput> Outputs)
{
    internal int LinesMigrated => Outputs.Sum(static output => ScssSource.CountLines(output.Text));

    internal int FilesCreated => Outputs.Count(static output => !string.IsNullOrWhiteSpace(output.Text));

    internal int ScssLines => Sources.FilesRead.Sum(static file => file.Lines);
}
