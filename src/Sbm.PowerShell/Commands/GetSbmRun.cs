using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Commands;

/// <summary>Lists recorded runs, last recorded first.</summary>
[Cmdlet(VerbsCommon.Get, "SbmRun")]
[OutputType(typeof(MigrationRun))]
public sealed class GetSbmRun : SbmCommand
{
    private readonly Dictionary<RunStore, RunIndex> _read = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Slug]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? Slug { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? Id { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? SyncStatus { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? UserId { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? Command { get; set; }

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Until { get; set; }

    [Parameter]
    public SwitchParameter Latest { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(NoCompleter))]
    public int? First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(NoCompleter))]
    public int Skip { get; set; }

    private protected override void Begin() => TimeRange.Check(this, Since, Until);

    protected override void ProcessRecord()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Id)) && Slug is null && Id is not [{ Length: > 0 }, ..])
        {
            // A piped run may lack it, as those of the Python tool do, if it has a slug: it is not any run.
            WriteError(new SbmException("InvalidId", "The id that was given is empty.", "Give an id as Get-SbmRun shows it, or leave -Id out."));
            return;
        }

        if (OpenStore() is not { } store)
        {
            return;
        }

        try
        {
            if (IsUnfiltered && !MyInvocation.ExpectingInput && First is { } count && count <= int.MaxValue - Skip)
            {
                Write(store.ReadNewest(count + Skip, Interruption).Select(static run => run.Record).Skip(Skip), store.Path);
                return;
            }

            var runs = Read(store);
            var filter = new RunFilter { Slug = Slug, Id = Id, Status = Status, SyncStatus = SyncStatus, UserId = UserId, Command = Command, Since = Since, Until = Until };
            var found = runs.Find(Slug, Id).Where(run => filter.Matches(run) && (!Latest || runs.IsLatest(run)));
            Write(found.Skip(Skip).Take(First ?? int.MaxValue), store.Path);
            WriteNotFound(runs, Slug, Id);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C; the engine says so itself.
        }
        catch (SbmException error) when (MyInvocation.ExpectingInput)
        {
            WriteError(error, store.Path);
        }
        catch (SbmException error)
        {
            Fail(error, store.Path);
        }
    }

    private bool IsUnfiltered => !Latest
        && Slug is null && Id is null && Status is null && SyncStatus is null && UserId is null && Command is null && Since is null && Until is null;

    // Many names on the pipeline cost one reading.
    private RunIndex Read(RunStore store)
    {
        if (!_read.TryGetValue(store, out var runs))
        {
            _read[store] = runs = new RunIndex(store.ReadAll(Interruption));
            KnownStatus.Check(this, runs, Status, SyncStatus);
        }

        return runs;
    }

    private void Write(IEnumerable<RunRecord> runs, string storePath)
    {
        foreach (var run in runs)
        {
            Interruption.ThrowIfCancellationRequested();
            WriteRun(MigrationRunFactory.FromRecord(run, storePath));
        }
    }
}
