using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>What all commands have in common: the store, its warnings, names that no run has, and Ctrl+C.</summary>
public abstract class SbmCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Another store than the configured one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    private protected CancellationToken Interruption => _stopping.Token;

    /// <summary>Frees what Ctrl+C needs.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>The settings, with those that the command was given as parameters.</summary>
    private protected SbmSettings ReadSettings() =>
        new(new SettingParameters { StorePath = StorePath is null ? null : GetUnresolvedProviderPathFromPSPath(StorePath) });

    /// <summary>The store to work with. What is wrong with it ends the command.</summary>
    private protected RunStore OpenStore(SbmSettings settings)
    {
        try
        {
            var store = new RunStore(settings.StorePath.Value, warn: WriteWarningOnce);
            store.Check();
            return store;
        }
        catch (Exception error) when (error is SbmException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(SbmErrors.ToRecord(error, "StoreUnavailable", StorePath));
            throw;
        }
    }

    /// <summary>One error for each slug and id without wildcards that no run has, as Get-Process does with names.</summary>
    private protected void WriteNotFound(IReadOnlyList<StoredRun> runs, string[]? slugs, string[]? ids)
    {
        WriteNotFound(slugs, "slug", slug => runs.Any(run => Same(run.Record.Slug, slug)));
        WriteNotFound(ids, "id", id => runs.Any(run => Same(run.Record.Id, id)));
    }

    private void WriteNotFound(string[]? names, string kind, Func<string, bool> exists)
    {
        foreach (var name in names ?? [])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name) && !exists(name))
            {
                WriteError(SbmErrors.ToRecord(
                    new SbmException(
                        "RunNotFound",
                        $"No run with the {kind} '{name}' is recorded.",
                        "List what there is with Get-SbmRun, or use a pattern such as 'lake*'.",
                        name),
                    "RunNotFound",
                    name));
            }
        }
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private readonly HashSet<string> _warned = [];

    // Several looks at one store in one command find the same thing wrong. While the pipeline stops, nobody can be told; what
    // the store is doing must go on all the same.
    private void WriteWarningOnce(string message)
    {
        try
        {
            if (_warned.Add(message))
            {
                WriteWarning(message);
            }
        }
        catch (PipelineStoppedException)
        {
        }
    }
}
