using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Sbm.Core;
using Sbm.Core.Logging;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>
/// A sync as a job of the session. Completed means that it ended by itself, also offline (with a warning); Failed is for
/// what the user must mend; stopping it, or closing its session, loses nothing.
/// </summary>
public sealed class SbmSyncJob : Job
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(900);
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly object _gate = new();
    private readonly Runspace? _session = Runspace.DefaultRunspace;
    private bool _isDisposed;

    internal SbmSyncJob(string command)
        : base(command)
    {
        PSJobTypeName = nameof(SbmSyncJob);
        SetJobState(JobState.Running);
        if (_session is not null)
        {
            _session.StateChanged += OnSessionChanged;
        }
    }

    /// <inheritdoc />
    public override string StatusMessage => string.Empty;

    /// <inheritdoc />
    public override bool HasMoreData =>
        Output.Count + Error.Count + Warning.Count + Verbose.Count + Debug.Count + Progress.Count + Information.Count > 0;

    /// <inheritdoc />
    public override string Location => "localhost";

    /// <summary>Calls the sync off and waits for it to end, for less than a second.</summary>
    public override void StopJob()
    {
        lock (_gate)
        {
            if (_isDisposed || _ended.IsSet)
            {
                return;
            }

            _stop.Cancel();
        }

        _ended.Wait(StopTimeout);
    }

    internal void Start(SyncSession session, SyncRequest request, string storePath) => _ = RunAsync(session, request, storePath);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _isDisposed = true;
                _stop.Cancel();
            }
        }

        base.Dispose(disposing);
    }

    private async Task RunAsync(SyncSession session, SyncRequest request, string storePath)
    {
        var state = JobState.Failed;
        try
        {
            var report = await BackgroundSync.RunAsync(session, request, progress => Tell(() => Progress.Add(SyncMessages.ToRecord(progress))), Log, _stop.Token)
                .ConfigureAwait(false);
            Tell(() => Output.Add(ListedProperties.On(SyncReportFactory.FromCore(report, storePath))));
            state = StateOf(report.End);
            if (SyncReportFactory.ErrorOf(report) is { } error && state != JobState.Stopped)
            {
                Tell(() => Report(error, storePath, isWarning: state == JobState.Completed && report.Refused.Count == 0));
            }
        }
        catch (Exception error) // of whatever kind: a job must come to an end
        {
            Tell(() => Error.Add(SbmErrors.ToRecord(error, "SyncFailed", storePath)));
        }
        finally
        {
            Tell(() => Progress.Add(SyncMessages.Done()));
            Tell(() => SetJobState(state));
            _ended.Set();
            if (_session is not null)
            {
                _session.StateChanged -= OnSessionChanged;
            }
        }
    }

    // With the session goes the job table: nobody could stop the sync any more, and it would keep others from the store. It gets the
    // same last effort as a process that ends, which nearly always follows.
    private void OnSessionChanged(object? sender, RunspaceStateEventArgs changed)
    {
        if (changed.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            _stop.CancelAfter(BackgroundSync.ExitTimeout);
        }
    }

    private static JobState StateOf(SyncEnd end) => end switch
    {
        SyncEnd.Cancelled => JobState.Stopped,
        SyncEnd.Refused => JobState.Failed,
        _ => JobState.Completed,
    };

    // Offline and out of time are no errors: the runs are sent another time. Refused runs are, also where the rest was taken.
    private void Report(SbmException error, string storePath, bool isWarning)
    {
        if (isWarning)
        {
            Warning.Add(new WarningRecord($"{error.Message} {error.RecommendedAction}"));
        }
        else
        {
            Error.Add(SbmErrors.ToRecord(error, error.ErrorId, storePath));
        }
    }

    private void Log(SyncLogLevel level, string message) => Tell(() =>
    {
        switch (level)
        {
            case SyncLogLevel.Warning:
                Warning.Add(new WarningRecord(message));
                break;
            case SyncLogLevel.Verbose:
                Verbose.Add(new VerboseRecord(message));
                break;
            default:
                Debug.Add(new DebugRecord(message));
                break;
        }
    });

    // A job that was removed in the middle has no streams any more, and nobody who would read them.
    private void Tell(Action tell)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                tell();
            }
        }
    }
}
