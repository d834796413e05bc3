using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Runs the migration of one theme and tells the user on the way what was left unconverted.</summary>
internal sealed class ThemeRunner(SbmCommand cmdlet)
{
    private const int WarningsShown = 20;

    internal MigrationOutcome Run(ThemeMigrationOptions options, IProgress<double> progress, CancellationToken interruption)
    {
        try
        {
            var result = Migrate(options, progress, interruption);
            Tell(result, options.Slug);
            return new MigrationOutcome
            {
                Status = RunStatus.Success,
                AutomationTime = result.AutomationTime,
                LinesMigrated = result.LinesMigrated,
                FilesCreated = result.FilesCreated,
                ScssLines = result.ScssLines,
                Unconverted = result.Unconverted.Count,
                ManualEstimate = result.ManualEstimate,
                ReportPath = result.ReportPath,
                Outputs = result.Outputs,
            };
        }
        catch (Exception stop) when (stop is OperationCanceledException or PipelineStoppedException)
        {
            return MigrationOutcome.Interrupted(stop as PipelineStoppedException ?? new PipelineStoppedException());
        }
        catch (Exception error) // whatever went wrong, the run is recorded as failed with its reason
        {
            return MigrationOutcome.Failed(SbmErrors.ToRecord(error, "MigrationFailed", options.ThemePath, about: options.Slug)) with { IsRun = !IsNoMigration(error) };
        }
    }

    /// <summary>Whether the error says that there was nothing to migrate, or that it may not be begun.</summary>
    private static bool IsNoMigration(Exception error) => error is SbmException
    {
        ErrorId: "ThemeNotFound" or "ThemeNotAFolder" or "ThemeHasNoCss" or "ThemeHasNoSources" or "OutputExists" or "OutputChanged" or "MixinTableUnreadable" or "MixinTableInvalid",
    };

    private ThemeMigrationResult Migrate(ThemeMigrationOptions options, IProgress<double> progress, CancellationToken interruption)
    {
        try
        {
            return ThemeMigration.Run(options, progress, interruption);
        }
        catch (NotConvertedException refusal)
        {
            Warn(refusal.Unconverted, options.Slug, report: null);
            throw;
        }
    }

    private void Tell(ThemeMigrationResult result, string slug)
    {
        foreach (var warning in result.Warnings)
        {
            cmdlet.WriteWarning($"{slug}: {warning}");
        }

        Warn(result.Unconverted, slug, result.ReportPath);
        foreach (var file in result.Outputs.Keys)
        {
            cmdlet.WriteVerbose($"Wrote {file}");
        }
    }

    private void Warn(IReadOnlyList<MigrationWarning> unconverted, string slug, string? report)
    {
        var groups = WarningGroup.Of(unconverted);
        foreach (var left in groups.Take(WarningsShown))
        {
            cmdlet.WriteWarning(VisibleText.Of(left.All.Count == 1
                ? $"{slug}: {left.First.Place}: {left.Message}: {left.First.Text}"
                : $"{slug}: {left.Message}, first {left.First.Place}: {left.First.Text}"));
        }

        if (groups.Count > WarningsShown)
        {
            var where = report is null ? string.Empty : $"; the report lists them all: {report}";
            cmdlet.WriteWarning($"{slug}: {groups.Skip(WarningsShown).Sum(static left => left.All.Count)} more could not be converted{where}");
        }
    }
}
