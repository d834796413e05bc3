using System.Diagnostics;
using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Sync;

namespace Sbm.Commands;

/// <summary>Tells whether the runs are in the database, and if not, why.</summary>
[Cmdlet(VerbsCommon.Get, "SbmSyncStatus")]
[OutputType(typeof(SyncStatus))]
public sealed class GetSbmSyncStatus : SbmCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Parameter]
    public SwitchParameter Watch { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan? Timeout { get; set; }

    [Parameter]
    [ValidateRange(0, 10_000)]
    [ArgumentCompleter(typeof(NoCompleter))]
    public int LogLines { get; set; }

    protected override void ProcessRecord()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            Fail(new SbmException("InvalidTimeout", $"A -Timeout of {Timeout} leaves no time to watch.", "Give a longer one, for example 5m."));
        }

        try
        {
            WatchStore(ReadSettings().StorePath.Value);
        }
        catch (SbmException error)
        {
            Fail(error, StorePath);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private void WatchStore(string storePath)
    {
        var reader = new SyncOverviewReader();
        var watch = Stopwatch.StartNew();
        var last = string.Empty;
        while (true)
        {
            var overview = reader.Read(ReadParameters() with { StorePath = storePath }, Interruption);
            var status = SyncStatusFactory.FromCore(overview, LogLines);
            if (FactsOf(status) is var facts && facts != last)
            {
                WriteObject(ListedProperties.On(status));
                last = facts;
            }

            var isDone = overview is { Pending: 0, Failed: 0, IsSyncing: false } || !overview.IsMoving;
            if (!Watch || isDone || watch.Elapsed >= (Timeout ?? TimeSpan.MaxValue) || Interruption.WaitHandle.WaitOne(Pause))
            {
                return;
            }
        }
    }

    // What a change is: the time that passes is none.
    private static string FactsOf(SyncStatus status) =>
        $"{status} {status.Other} {status.IsSyncing} {status.SyncingProcess} {status.LastAttempt} {status.LastSuccess} {status.OfflineUntil} {status.Destination} {status.ReasonText} {status.WarningText}";
}
