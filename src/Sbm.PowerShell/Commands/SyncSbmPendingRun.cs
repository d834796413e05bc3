using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net;
using System.Security;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Sync;

namespace Sbm.Commands;

/// <summary>Sends recorded runs to the database, as a job or, with -Wait, here and now.</summary>
[Cmdlet(VerbsData.Sync, "SbmPendingRun", DefaultParameterSetName = AllSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SbmSyncJob), typeof(SyncReport))]
public sealed class SyncSbmPendingRun : SbmCommand
{
    private const string AllSet = "All";
    private const string InputSet = "Input";
    private readonly List<MigrationRun> _runs = [];
    private readonly SyncSession _session = new();

    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    public MigrationRun[] InputObject { get; set; } = [];

    [Parameter(ParameterSetName = AllSet, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string[]? Slug { get; set; }

    [Parameter(ParameterSetName = AllSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    [Parameter]
    public TimeSpan? Timeout { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DatabaseUrl { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CredentialsPath { get; set; }

    /// <summary>A string or a SecureString.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? ApiKey { get; set; }

    protected override void ProcessRecord() => _runs.AddRange(InputObject);

    protected override void EndProcessing()
    {
        try
        {
            var request = Request();
            var storePath = _session.Check(request.Parameters).StorePath.Value;
            if (Slug is not null || Id is not null)
            {
                WriteNotFound(new RunIndex(OpenStore()!.ReadAll(Interruption)), Slug, Id);
            }

            if (Chosen(request, storePath) is not { } chosen)
            {
                return;
            }

            if (Wait)
            {
                RunHere(chosen, storePath);
                return;
            }

            // The command's name and not its line, which may hold a key: Get-Job shows it to everyone who looks.
            var job = new SbmSyncJob(MyInvocation.MyCommand.Name);
            JobRepository.Add(job);
            job.Start(_session, chosen, storePath);
            WriteObject(job);
        }
        catch (SbmException error)
        {
            ThrowTerminatingError(SbmErrors.ToRecord(error, error.ErrorId, null));
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private SyncRequest Request()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            throw new SbmException("InvalidTimeout", $"A -Timeout of {Timeout} leaves no time to sync.", "Give a longer one, for example -Timeout 00:01:00.");
        }

        return new SyncRequest
        {
            Parameters = new SettingParameters
            {
                StorePath = FullPath(StorePath),
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
            Timeout = Timeout,
            Only = ParameterSetName == InputSet ? IsAmong(_runs) : IsNamed(),
        };
    }

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
        return chosen.Count > 0 ? request with { Only = IsAmong(chosen) } : null;
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
        var drain = _session.RunAsync(
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
        WriteObject(SyncReportFactory.FromCore(report, storePath));
        if (SyncReportFactory.ErrorOf(report) is { } error)
        {
            WriteError(SbmErrors.ToRecord(error, error.ErrorId, null));
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

    private Func<StoredRun, bool>? IsNamed()
    {
        if (Slug is null && Id is null)
        {
            return null;
        }

        var filter = new RunFilter { Slug = Slug, Id = Id };
        return run => filter.Matches(run.Record);
    }

    // Runs of the Python tool have no id; slug and time are what tells them apart in the database, too.
    private static Func<StoredRun, bool> IsAmong(IEnumerable<MigrationRun> runs)
    {
        var wanted = runs.Select(static run => run.Id ?? $"{run.Slug}\n{run.Timestamp?.UtcTicks}").ToHashSet(StringComparer.Ordinal);
        return run => wanted.Contains(run.Record.Id ?? $"{run.Record.Slug}\n{run.Record.Timestamp?.UtcTicks}");
    }
}
