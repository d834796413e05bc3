using System.Runtime.ExceptionServices;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>Records what a migration came to, has it sent in the background, returns the run, and says why it failed.</summary>
internal sealed class RunRecorder(SbmCommand cmdlet, RunStore store, string userId, bool isSynced, CancellationToken interruption)
{
    internal void Record(string slug, string command, TimeSpan duration, MigrationOutcome outcome)
    {
        var ended = TimeProvider.System.GetUtcNow();
        var record = new RunRecord
        {
            Id = RunId.New(ended),
            Timestamp = ended,
            Slug = slug,
            Command = command,
            Status = outcome.Status,
            Error = outcome.Failure is { } reason ? OneLine(reason.Exception.Message) : null,
            DurationSeconds = Math.Round(duration.TotalSeconds, 2),
            AutomationSeconds = Math.Round(outcome.AutomationTime.TotalSeconds, 2),
            LinesMigrated = outcome.LinesMigrated,
            FilesCreatedCount = outcome.FilesCreated,
            ScssLineCount = outcome.ScssLines,
            UnconvertedCount = outcome.Unconverted,
            ReportPath = outcome.ReportPath,
            PullRequestUrl = outcome.PullRequestUrl,
            UserId = userId,
        };

        var loss = Keep(record);
        if (outcome.Status == RunStatus.Interrupted)
        {
            Rethrow(outcome); // nothing can be written any more
        }

        if (loss is not null)
        {
            cmdlet.WriteError(SbmErrors.ToRecord(loss, loss.ErrorId, store.Path));
        }

        cmdlet.WriteRun(MigrationRunFactory.FromRecord(record, store.Path));
        if (outcome.Failure is { } failure)
        {
            cmdlet.WriteError(failure);
        }

        Rethrow(outcome);
    }

    private SbmException? Keep(RunRecord record)
    {
        try
        {
            var kept = store.Record(record, interruption);
            if (isSynced)
            {
                BackgroundSync.Trigger(store.Path);
            }

            if (record.Status != RunStatus.Interrupted)
            {
                cmdlet.WriteVerbose($"Recorded run {record.Id} of '{record.Slug}' in '{kept.Path}'.");
            }

            return null;
        }
        catch (SbmException error)
        {
            return error;
        }
    }

    private static void Rethrow(MigrationOutcome outcome)
    {
        if (outcome.Leaving is { } leaving)
        {
            ExceptionDispatchInfo.Throw(leaving);
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
