using System.Runtime.ExceptionServices;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>One run in the making: recorded once, whatever ends it, sent in the background, returned, its failure told.</summary>
internal sealed class RunRecorder(SbmCommand cmdlet, RunStore store, RunRecord begun, bool isSynced, CancellationToken interruption)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private int _isRecorded;

    /// <summary>Records that the run was cut off; from any thread, when the process is about to go.</summary>
    internal void RecordInterrupted()
    {
        try
        {
            Keep(ToRecord(MigrationOutcome.Interrupted(null)), tell: null);
        }
        catch (SbmException)
        {
            // The process is leaving; there is nobody left to tell.
        }
    }

    /// <summary>Records what the run came to, returns it, and says why it failed.</summary>
    internal void Record(MigrationOutcome outcome)
    {
        if (outcome.IsRun)
        {
            var record = ToRecord(outcome);
            var loss = TryKeep(record);
            if (outcome.Status == RunStatus.Interrupted)
            {
                Rethrow(outcome); // nothing can be written any more
            }

            if (loss is not null)
            {
                cmdlet.WriteError(loss, store.Path);
            }

            cmdlet.WriteRun(MigrationRunFactory.FromRecord(record, store.Path));
        }

        if (outcome.Failure is { } failure)
        {
            cmdlet.WriteError(failure);
        }

        Rethrow(outcome);
    }

    private RunRecord ToRecord(MigrationOutcome outcome) => begun with
    {
        Timestamp = TimeProvider.System.GetUtcNow(),
        Status = outcome.Status,
        Error = outcome.Failure is { } reason ? Reason(reason.Exception.Message) : null,
        DurationSeconds = Math.Round(TimeProvider.System.GetElapsedTime(_start).TotalSeconds, 2),
        AutomationSeconds = Math.Round(outcome.AutomationTime.TotalSeconds, 2),
        LinesMigrated = outcome.LinesMigrated,
        FilesCreatedCount = outcome.FilesCreated,
        ScssLineCount = outcome.ScssLines,
        UnconvertedCount = outcome.Unconverted,
        ManualEstimateSeconds = begun.ManualEstimateSeconds ?? (long?)outcome.ManualEstimate?.TotalSeconds,
        Outputs = outcome.Outputs,
        ReportPath = outcome.ReportPath,
        PullRequestUrl = outcome.PullRequestUrl,
    };

    private SbmException? TryKeep(RunRecord record)
    {
        try
        {
            Keep(record, cmdlet.WriteVerbose);
            return null;
        }
        catch (SbmException error)
        {
            return error;
        }
    }

    private void Keep(RunRecord record, Action<string>? tell)
    {
        if (Interlocked.Exchange(ref _isRecorded, 1) == 1)
        {
            return; // cut off and recorded while the migration was still about to end
        }

        var kept = store.Record(record, interruption);
        if (isSynced)
        {
            BackgroundSync.Trigger(store.Path);
        }

        if (record.Status != RunStatus.Interrupted)
        {
            tell?.Invoke($"Recorded run {record.Id} of '{record.Slug}' in '{kept.Path}'.");
        }
    }

    // The team reads it, too: one line, and not where on this machine the theme lies.
    private string Reason(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return begun.ThemePath is { } theme ? line.Replace(theme, Path.GetFileName(theme), StringComparison.Ordinal) : line;
    }

    private static void Rethrow(MigrationOutcome outcome)
    {
        if (outcome.Leaving is { } leaving)
        {
            ExceptionDispatchInfo.Throw(leaving);
        }
    }
}
