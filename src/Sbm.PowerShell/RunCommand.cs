using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>What commands have in common that change runs which are recorded: runs come by the pipeline or by id.</summary>
public abstract class RunCommand : SbmCommand
{
    private protected const string IdSet = "Id";
    private protected const string InputSet = "Input";

    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    [Run]
    [ValidateNotNull]
    public MigrationRun[] InputObject { get; set; } = [];

    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (OpenStore() is not { } store)
        {
            return;
        }

        try
        {
            var runs = store.ReadAll(Interruption);
            Func<RunRecord, bool> isWanted = ParameterSetName == InputSet ? new RunReference(InputObject).Means : new RunFilter { Id = Id }.Matches;
            var found = runs.Select(static run => run.Record).Where(isWanted).ToList();
            WriteMissing(runs, found);
            if (found.Count > 0)
            {
                Process(store, found);
            }
        }
        catch (SbmException error)
        {
            WriteError(error);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    /// <summary>Changes runs that the store has.</summary>
    private protected abstract void Process(RunStore store, IReadOnlyList<RunRecord> runs);

    private void WriteMissing(IReadOnlyList<StoredRun> runs, List<RunRecord> found)
    {
        if (ParameterSetName == IdSet)
        {
            WriteNotFound(new RunIndex(runs), null, Id);
            return;
        }

        foreach (var run in InputObject.Where(run => !found.Exists(new RunReference([run]).Means)))
        {
            WriteError(new SbmException(
                "RunNotFound",
                $"The store has no run {run.Id ?? "without an id"} of '{run.Slug}' any more.",
                "List what there is with Get-SbmRun.",
                run.Id ?? run.Slug));
        }
    }
}
