using System.Management.Automation;
using Sbm.Core.Migration;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Runs the migration of one theme and tells the user on the way what was left unconverted.</summary>
internal sealed class ThemeRunner(PSCmdlet cmdlet)
{
    private const int WarningsShown = 20;

    internal MigrationOutcome Run(ThemeMigrationOptions options, IProgress<double> progress, CancellationToken interruption)
    {
        try
        {
            var result = ThemeMigration.Run(options, progress, interruption);
            Tell(result, message => cmdlet.WriteWarning($"{options.Slug}: {message}")); // there may be several themes
            return new MigrationOutcome
            {
                Status = RunStatus.Success,
                AutomationTime = result.AutomationTime,
                LinesMigrated = result.LinesMigrated,
                FilesCreated = result.FilesCreated,
                ScssLines = result.ScssLines,
                Unconverted = result.Unconverted.Count,
                ReportPath = result.ReportPath,
            };
        }
        catch (Exception stop) when (stop is OperationCanceledException or PipelineStoppedException)
        {
            return MigrationOutcome.Interrupted(stop as PipelineStoppedException ?? new PipelineStoppedException());
        }
        catch (Exception error) // whatever went wrong, the run is recorded as failed with its reason
        {
            return MigrationOutcome.Failed(SbmErrors.ToRecord(error, "MigrationFailed", options.ThemePath, about: options.Slug));
        }
    }

    private void Tell(ThemeMigrationResult result, Action<string> warn)
    {
        foreach (var warning in result.Warnings)
        {
            warn(warning);
        }

        foreach (var left in result.Unconverted.Take(WarningsShown))
        {
            warn($"{left.File}:{left.Line}:{left.Column}: {left.Message}: {left.Text}");
        }

        if (result.Unconverted.Count > WarningsShown)
        {
            var where = result.ReportPath is { } report ? $"; the report lists them all: {report}" : string.Empty;
            warn($"{result.Unconverted.Count - WarningsShown} more could not be converted{where}");
        }

        foreach (var file in result.WrittenFiles)
        {
            cmdlet.WriteVerbose($"Wrote {file}");
        }
    }
}
