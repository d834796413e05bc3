using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Commands;

/// <summary>Writes to runs what only their user knows; they are sent again.</summary>
[Cmdlet(VerbsCommon.Set, "SbmRun", DefaultParameterSetName = InputSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MigrationRun))]
public sealed class SetSbmRun : RunCommand
{
    private readonly RunChange _change = new();

    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string? Note { get; set; }

    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string? PullRequestUrl { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan ManualEstimate { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin()
    {
        try
        {
            ReadChange();
        }
        catch (SbmException error)
        {
            Fail(error);
        }
    }

    private void ReadChange()
    {
        if (IsGiven(nameof(Note)))
        {
            _change.SetNote(Note);
        }

        if (IsGiven(nameof(PullRequestUrl)))
        {
            _change.SetPullRequestUrl(PullRequestUrl);
        }

        if (IsGiven(nameof(ManualEstimate)))
        {
            _change.SetManualEstimate(ManualEstimate);
        }

        if (_change.IsEmpty)
        {
            throw new SbmException("InvalidChange", "There is nothing to set.", "Give -Note, -PullRequestUrl or -ManualEstimate.");
        }
    }

    private protected override void Process(RunStore store, IReadOnlyList<RunRecord> runs)
    {
        var agreed = runs
            .Where(run => ShouldProcess($"{RunReference.Name(run)} ({run.Id ?? "no id"})", $"Set {string.Join(", ", MyInvocation.BoundParameters.Keys.Where(IsField))}"))
            .Select(static run => MigrationRunFactory.FromRecord(run, string.Empty))
            .ToList();
        if (agreed.Count == 0)
        {
            return;
        }

        var edited = new RunEditor(store).Edit(new RunReference(agreed).Means, _change, Interruption);
        BackgroundSync.Trigger(store.Path);
        foreach (var run in edited.Where(_ => PassThru))
        {
            WriteRun(MigrationRunFactory.FromRecord(run.Record, store.Path));
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private static bool IsField(string parameter) => parameter is nameof(Note) or nameof(PullRequestUrl) or nameof(ManualEstimate);
}
