using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm.Commands;

/// <summary>Lists recorded runs, last recorded first.</summary>
[Cmdlet(VerbsCommon.Get, "SbmRun")]
[OutputType(typeof(MigrationRun))]
public sealed class GetSbmRun : SbmCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlugCompleter))]
    public string[]? Slug { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? SyncStatus { get; set; }

    [Parameter]
    [Time]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    [Time]
    public DateTimeOffset? Until { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    protected override void BeginProcessing()
    {
        if (Since > Until)
        {
            ThrowTerminatingError(SbmErrors.ToRecord(
                new SbmException(
                    "InvalidTimeRange",
                    $"-Since ({Since:yyyy-MM-dd HH:mm:ss}) is after -Until ({Until:yyyy-MM-dd HH:mm:ss}), so no run can lie between them.",
                    "Give a -Since that is before -Until."),
                "InvalidTimeRange",
                Since));
        }
    }

    protected override void ProcessRecord()
    {
        var store = OpenStore(ReadSettings());
        try
        {
            if (IsUnfiltered && First is { } count)
            {
                Write(store.ReadNewest(count, Interruption), store.Path);
                return;
            }

            var filter = new RunFilter { Slug = Slug, Id = Id, Status = Status, SyncStatus = SyncStatus, Since = Since, Until = Until };
            var all = store.ReadAll(Interruption);
            Write(all.Reverse().Where(run => filter.Matches(run.Record)).Take(First ?? int.MaxValue), store.Path);
            WriteNotFound(all, Slug, Id);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C; the engine says so itself.
        }
        catch (SbmException error)
        {
            ThrowTerminatingError(SbmErrors.ToRecord(error, error.ErrorId, store.Path));
        }
    }

    private bool IsUnfiltered =>
        Slug is null && Id is null && Status is null && SyncStatus is null && Since is null && Until is null;

    private void Write(IEnumerable<StoredRun> runs, string storePath)
    {
        foreach (var run in runs)
        {
            Interruption.ThrowIfCancellationRequested();
            WriteObject(MigrationRunFactory.FromRecord(run.Record, storePath));
        }
    }
}
