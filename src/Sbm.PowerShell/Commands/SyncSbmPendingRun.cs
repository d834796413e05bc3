using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Security;
using Sbm.Core;
using Sbm.Core.Logging;
using Sbm.Core.Settings;
using Sbm.Core.Store;
using Sbm.Core.Sync;

namespace Sbm.Commands;

/// <summary>Sends recorded runs to the database, as a job or, with -Wait, here and now.</summary>
[Cmdlet(VerbsData.Sync, "SbmPendingRun", DefaultParameterSetName = AllSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SbmSyncJob), typeof(SyncReport))]
public sealed class SyncSbmPendingRun : SbmCommand
{
    private const string AllSet = "All";
    private const string InputSet = "Input";
    private readonly Dictionary<string, SyncSelection> _selections = new(StringComparer.Ordinal);
    private readonly SyncSession _session = new();
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private bool _hasFailed;

    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    [Run]
    [ValidateNotNull]
    public MigrationRun[] InputObject { get; set; } = [];

    [Parameter(ParameterSetName = AllSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? Slug { get; set; }

    [Parameter(ParameterSetName = AllSet, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
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
    public SwitchParameter Wait { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan? Timeout { get; set; }

    [Parameter]
    public SwitchParameter Verify { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string? DatabaseUrl { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CredentialsPath { get; set; }

    /// <summary>A string or a SecureString.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoCompleter))]
    public object? ApiKey { get; set; }

    // Runs are collected, for one job; each belongs to the store that it names, unless -StorePath says another.
    protected override void ProcessRecord()
    {
        try
        {
            if (ParameterSetName == InputSet)
            {
                foreach (var run in InputObject)
                {
                    SelectionIn(FullPath(StorePath ?? run.StorePath)).Runs.Add(run);
                }
            }
            else
            {
                SelectionIn(FullPath(StorePath)).Add(Slug, Id);
            }
        }
        catch (SbmException error) when (MyInvocation.ExpectingInput)
        {
            _hasFailed = true;
            WriteError(error);
        }
        catch (SbmException error)
        {
            Fail(error);
        }
    }

    protected override void EndProcessing()
    {
        if (_selections.Count == 0 && !_hasFailed)
        {
            SelectionIn(FullPath(StorePath)); // nothing came through the pipeline, and nothing is sent
        }

        foreach (var (storePath, selection) in _selections)
        {
            try
            {
                Sync(storePath, selection);
            }
            catch (SbmException error) when (_selections.Count > 1)
            {
                WriteError(error);
            }
            catch (SbmException error)
            {
                Fail(error);
            }
            catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
            {
                return; // Ctrl+C; the engine says so itself
            }
        }
    }

    private SyncSelection SelectionIn(string? storePath)
    {
        var path = storePath ?? string.Empty;
        if (!_selections.TryGetValue(path, out var selection))
        {
            _selections[path] = selection = new SyncSelection { Status = Status, SyncStatus = SyncStatus };
        }

        return selection;
    }

    private void Sync(string storePath, SyncSelection selection)
    {
        var request = Request(storePath.Length == 0 ? null : storePath, selection);
        var fullPath = _session.Check(request.Parameters).StorePath.Value;
        WriteMissing(fullPath, selection);
        if (Chosen(request, fullPath) is not { } chosen)
        {
            return;
        }

        if (Wait)
        {
            RunHere(chosen, fullPath);
            return;
        }

        // The command's name and not its line, which may hold a key: Get-Job shows it to everyone who looks.
        var job = new SbmSyncJob(MyInvocation.MyCommand.Name);
        JobRepository.Add(job);
        job.Start(_session, chosen, fullPath);
        WriteObject(job);
    }

    private void WriteMissing(string storePath, SyncSelection selection)
    {
        var names = selection.Names.Where(static name => name.Slug is not null || name.Id is not null).ToList();
        if (names.Count == 0 && Status is null && SyncStatus is null)
        {
            return;
        }

        var runs = new RunIndex(new RunStore(storePath, warn: WriteWarningOnce).ReadAll(Interruption));
        names.ForEach(name => WriteNotFound(runs, name.Slug, name.Id));
        KnownStatus.Check(this, runs, Status, SyncStatus);
    }

    private SyncRequest Request(string? storePath, SyncSelection selection)
    {
        if (Timeout <= TimeSpan.Zero)
        {
            throw new SbmException("InvalidTimeout", $"A -Timeout of {Timeout} leaves no time to sync.", "Give a longer one, for example -Timeout 1m.");
        }

        return new SyncRequest
        {
            Parameters = new SettingParameters
            {
                StorePath = storePath,
                DatabaseUrl = DatabaseUrl,
                CredentialsPath = FullPath(CredentialsPath),
                ApiKey = ApiKey switch
                {
                    SecureString secret => new NetworkCredential(string.Empty, secret).Password,
                    PSObject { BaseObject: SecureString secret } => new NetworkCredential(string.Empty, secret).Password,
                    var text => text?.ToString(),
                },
            },
            Force = Force,
            Verify = Verify,
            Timeout = Timeout is { } whole ? Longer(whole - _elapsed.Elapsed, TimeSpan.FromSeconds(1)) : null,
            Only = selection.IsAll ? null : selection.Matches,
        };
    }

    // The deadline is for the whole; for each of several stores a moment is left.
    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The request after the user was asked, or told, run by run; null if nothing remains to be done.</summary>
    private SyncRequest? Chosen(SyncRequest request, string storePath)
    {
        if (!IsAsking)
        {
            return request;
        }

        var chosen = _session.Plan(request)
            .Where(run => ShouldProcess($"{run.Slug} ({run.Id ?? "no id"}), {run.SyncStatus}", "Send to the database"))
            .Select(run => MigrationRunFactory.FromRecord(run, storePath))
            .ToList();
        var agreed = new RunReference(chosen);
        return chosen.Count > 0 ? request with { Only = run => agreed.Means(run.Record) } : null;
    }

    private bool IsAsking =>
        MyInvocation.BoundParameters.ContainsKey("WhatIf")
        || MyInvocation.BoundParameters.ContainsKey("Confirm")
        || LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference", false))
        || SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact.Low;

    private void RunHere(SyncRequest request, string storePath)
    {
        // The drain speaks from threads of its own; what it says is written here, on the pipeline's.
        using var said = new BlockingCollection<Action>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Interruption);
        var drain = BackgroundSync.RunAsync(
            _session,
            request,
            progress => said.Add(() => WriteProgress(SyncMessages.ToRecord(progress))),
            (level, message) => said.Add(() => Write(level, message)),
            stop.Token);
        var ended = drain.ContinueWith(_ => said.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (var write in said.GetConsumingEnumerable())
            {
                write();
            }
        }
        finally
        {
            // On Ctrl+C, or a warning that was to stop the script, nobody is left to sync for; the drain then ends within half
            // a second. Otherwise it has ended already.
            stop.Cancel();
            ended.Wait();
        }

        WriteProgress(SyncMessages.Done());
        var report = drain.GetAwaiter().GetResult();
        WriteObject(ListedProperties.On(SyncReportFactory.FromCore(report, storePath)));
        if (SyncReportFactory.ErrorOf(report) is { } error)
        {
            WriteError(error, storePath);
        }
    }

    private void Write(SyncLogLevel level, string message)
    {
        switch (level)
        {
            case SyncLogLevel.Warning:
                WriteWarning(message);
                break;
            case SyncLogLevel.Verbose:
                WriteVerbose(message);
                break;
            default:
                WriteDebug(message);
                break;
        }
    }
}
