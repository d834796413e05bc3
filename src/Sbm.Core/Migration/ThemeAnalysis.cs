using System.Text;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Verification;

namespace Sbm.Core.Migration;

/// <summary>What a migration of a theme would give.</summary>
/// <param name="Sources">The style sheets that would be read, relative to the theme, with their lines.</param>
/// <param name="Mixins">How often each mixin of the common theme is used.</param>
/// <param name="Variables">The variables that the theme has values for, and those values.</param>
/// <param name="Unconverted">What would be left as it is.</param>
/// <param name="Warnings">What else the user should know, a sentence each.</param>
/// <param name="LinesMigrated">Lines of all outputs.</param>
/// <param name="FilesCreated">Outputs with content.</param>
/// <param name="ScssLines">Lines of all sources read.</param>
/// <param name="Diff">From the files that are there to those that would be written, as a unified diff; empty if nothing would change.</param>
public sealed record ThemeAnalysis(
    IReadOnlyList<KeyValuePair<string, int>> Sources,
    IReadOnlyDictionary<string, int> Mixins,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<MigrationWarning> Unconverted,
    IReadOnlyList<string> Warnings,
    int LinesMigrated,
    int FilesCreated,
    int ScssLines,
    string Diff)
{
    /// <summary>With <see cref="ThemeMigrationOptions.Verify"/>: what differs from what the sources mean, each with the rule that explains it, if one does.</summary>
    public IReadOnlyList<ThemeDifference> Differences { get; init; } = [];

    /// <summary>With <see cref="ThemeMigrationOptions.Verify"/>: why the migration would fail; null if it would not.</summary>
    public SbmException? Fault { get; init; }

    /// <summary>What the work would take by hand.</summary>
    public TimeSpan ManualEstimate => Migration.ManualEstimate.Of(ScssLines, Unconverted.Count);

    internal static ThemeAnalysis Of(ThemeConversion conversion) => new(
        [.. conversion.Sources.FilesRead.Select(static file => KeyValuePair.Create(file.Name, file.Lines))],
        conversion.Log.Mixins,
        conversion.Log.Values.ToDictionary(static value => value.Key, static value => string.Join(" or ", value.Value)),
        conversion.Unconverted,
        [.. conversion.Log.Warnings],
        conversion.LinesMigrated,
        conversion.FilesCreated,
        conversion.ScssLines,
        string.Concat(conversion.Outputs.Select(static output => UnifiedDiff.Of(
            output.Old is null ? "/dev/null" : "a/" + output.File.Name,
            "b/" + output.File.Name,
            output.Old is { } old ? Encoding.UTF8.GetString(old) : string.Empty,
            output.Text))));
}
