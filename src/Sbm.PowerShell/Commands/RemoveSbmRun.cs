using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Commands;

/// <summary>Takes runs out of the store; the database keeps what it has.</summary>
[Cmdlet(VerbsCommon.Remove, "SbmRun", DefaultParameterSetName = InputSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveSbmRun : RunCommand
{
    private Question? _question;

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process(RunStore store, IReadOnlyList<RunRecord> runs)
    {
        var agreed = runs.Where(IsAgreed).Select(static run => MigrationRunFactory.FromRecord(run, string.Empty)).ToList();
        if (agreed.Count == 0)
        {
            return;
        }

        var (removed, unsynced) = new RunEditor(store).Remove(new RunReference(agreed).Means, Force, Interruption);
        foreach (var run in unsynced)
        {
            WriteError(Unsynced(run.Record));
        }

        WriteVerbose($"Removed {CountText.Of(removed.Count, "run")} from '{store.Path}'.");
    }

    private bool IsAgreed(RunRecord run)
    {
        if (!Force && run.SyncStatus != Core.Runs.SyncStatus.Synced)
        {
            WriteError(Unsynced(run)); // also with -WhatIf: it is what would happen
            return false;
        }

        return ShouldProcess($"{RunReference.Name(run)} ({run.Id ?? "no id"})", "Remove from the store")
            && (Force || IsAsked || IsConfirmed(run));
    }

    private bool IsConfirmed(RunRecord run)
    {
        _question ??= new Question(this, "Remove runs");
        if (_question.IsAnsweredYes($"Remove the run {RunReference.Name(run)} from this store? It cannot be brought back from here."))
        {
            return true;
        }

        WriteWarning($"The run {RunReference.Name(run)} stays. -Confirm:$false removes it without a question.");
        return false;
    }

    // By -Confirm or the preference, or told not to be.
    private bool IsAsked =>
        MyInvocation.BoundParameters.ContainsKey("Confirm")
        || SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact.None or ConfirmImpact.Low or ConfirmImpact.Medium;

    private static SbmException Unsynced(RunRecord run) => new(
        "RunNotSynced",
        $"The run {RunReference.Name(run)} is in no database yet ({run.SyncStatus}), so it is not removed.",
        "Send it first with Sync-SbmPendingRun -Wait, or remove it for good with -Force.",
        run.Id ?? run.Slug);
}
