using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Commands;

/// <summary>Takes migrations back: what they replaced is put back, what they created is removed.</summary>
[Cmdlet(VerbsCommon.Undo, "SbmMigration", DefaultParameterSetName = InputSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UndoneFile))]
public sealed class UndoSbmMigration : RunCommand
{
    private Question? _question;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoSync { get; set; }

    private protected override void Process(RunStore store, IReadOnlyList<RunRecord> runs)
    {
        foreach (var record in runs.Reverse()) // the last first: it may stand on what those before it wrote
        {
            try
            {
                Undo(record, store);
            }
            catch (SbmException error)
            {
                WriteError(error, record.Id);
            }
        }
    }

    private void Undo(RunRecord record, RunStore store)
    {
        var all = store.ReadAll(Interruption);
        var run = all.First(run => run.Record == record);
        var outputs = Outputs(run);
        RefuseSuperseded(run, outputs, all);
        var folder = ReadSettings().KeptFolder;
        var files = ThemeUndo.Plan(folder, record.Id!, outputs);
        if (!MayReplace(files) || !ShouldProcess($"{RunReference.Name(record)} ({record.Id})", Describe(files)))
        {
            return;
        }

        ThemeUndo.Run(folder, record.Id!, files);
        new RunEditor(store).Edit(other => other.Id == record.Id, new RunChange().SetUndone(TimeProvider.System.GetUtcNow()), Interruption);
        if (!NoSync)
        {
            BackgroundSync.Trigger(store.Path);
        }

        foreach (var file in files)
        {
            WriteObject(new UndoneFile(VisibleText.Of(file.Path), file.Content is null ? "Removed" : "Restored"));
        }
    }

    private static IReadOnlyDictionary<string, string> Outputs(StoredRun run) => run switch
    {
        { Record.UndoneAt: { } time } => throw new SbmException("AlreadyUndone", $"The run {RunReference.Name(run.Record)} was undone on {TimeText.Local(time)}.", "There is nothing left to undo.", run.Record.Id),
        { Record.Id: not null, Outputs: { Count: > 0 } outputs } => outputs,
        _ => throw new SbmException(
            "NothingToUndo",
            $"The run {RunReference.Name(run.Record)} wrote no files that Sbm knows of.",
            "Only migrations of themes that succeeded can be undone; what a script block did, only its author knows.",
            run.Record.Id),
    };

    // Putting back what was there before this run would take away what the later one wrote.
    private void RefuseSuperseded(StoredRun run, IReadOnlyDictionary<string, string> outputs, IReadOnlyList<StoredRun> all)
    {
        var later = all.SkipWhile(other => other != run).Skip(1)
            .LastOrDefault(other => other.Record is { UndoneAt: null, ThemePath: not null } && other.Outputs?.Keys.Any(outputs.ContainsKey) == true);
        if (later is not null && !Force)
        {
            throw new SbmException(
                "Superseded",
                $"The later run {RunReference.Name(later.Record)} wrote the same files.",
                $"Undo that one first: Undo-SbmMigration -Id {later.Record.Id}. Or use -Force: what is there is kept with the run.",
                run.Record.Id);
        }
    }

    private bool MayReplace(IReadOnlyList<UndoneOutput> files)
    {
        var changed = files.Where(static file => file.IsChanged).Select(static file => file.Path).ToList();
        if (changed.Count == 0)
        {
            return true;
        }

        if (!Force)
        {
            throw new SbmException(
                "OutputChanged",
                $"Somebody has changed what the run wrote: {string.Join(", ", changed)}.",
                "Look at the changes first. With -Force they are replaced all the same, and kept with the run.",
                changed[0]);
        }

        if (IsWhatIf || MyInvocation.BoundParameters.ContainsKey("Confirm"))
        {
            return true;
        }

        _question ??= new Question(this, "Changed since");
        return _question.IsAnsweredYes(VisibleText.Of($"Replace what somebody has changed: {string.Join(", ", changed)}?"), unasked: true);
    }

    private static string Describe(IReadOnlyList<UndoneOutput> files)
    {
        var back = files.Where(static file => file.Content is not null).Select(static file => file.Path).ToList();
        var gone = files.Where(static file => file.Content is null).Select(static file => file.Path).ToList();
        return string.Join(" and ", new[] { Say("Put back", back), Say("Remove", gone) }.OfType<string>());
    }

    private static string? Say(string what, List<string> paths) => paths.Count == 0 ? null : $"{what} {string.Join(", ", paths)}";
}
