using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Settings;
using Sbm.Core.Sync;

namespace Sbm.Commands;

/// <summary>Goes the way that a run goes to the database, step by step.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SbmConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ConnectionStep))]
public sealed class TestSbmConnection : SbmCommand
{
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

    protected override void ProcessRecord()
    {
        try
        {
            var parameters = new SettingParameters
            {
                StorePath = FullPath(StorePath),
                DatabaseUrl = DatabaseUrl,
                CredentialsPath = FullPath(CredentialsPath),
                ApiKey = SecretText.Of(ApiKey),
            };
            var writes = ShouldProcess(DestinationOf(parameters), "Write and remove a probe");
            var steps = new ConnectionTest().RunAsync(parameters, writes, Interruption).GetAsyncEnumerator(Interruption);
            while (Task.Run(async () => await steps.MoveNextAsync().ConfigureAwait(false)).GetAwaiter().GetResult())
            {
                Write(steps.Current);
            }

            steps.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (SbmException error)
        {
            Fail(error);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private void Write(Core.Sync.ConnectionStep step) => WriteObject(ListedProperties.On(new ConnectionStep
    {
        Step = step.Name,
        Succeeded = step.Succeeded,
        Duration = step.Duration,
        Detail = VisibleText.Of(step.Detail),
        Remedy = VisibleText.OrNull(step.Remedy),
    }));

    private static string DestinationOf(SettingParameters parameters)
    {
        try
        {
            return new SbmSettings(parameters).Destination?.ToString() ?? "the database";
        }
        catch (SbmException)
        {
            return "the database"; // the first step tells what is wrong
        }
    }
}
