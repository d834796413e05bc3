using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>
/// What all commands have in common: the store, messages that cannot steer a terminal, names that no run has, and Ctrl+C.
/// </summary>
public abstract class SbmCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, RunStore> _stores = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = [];

    /// <summary>Another store than the configured one; a run that is piped in names its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    private protected CancellationToken Interruption => _stopping.Token;

    /// <summary>Frees what Ctrl+C needs.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the command needs beyond that.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var store in _stores.Values)
        {
            store.Dispose();
        }

        _stopping.Dispose();
    }

    /// <inheritdoc />
    protected sealed override void BeginProcessing()
    {
        SessionViews.Load();
        Begin();
    }

    /// <summary>What a command has to do before its first input.</summary>
    private protected virtual void Begin()
    {
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Writes a warning; text from stores, themes and servers is made visible.</summary>
    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.OfLines(text));

    /// <summary>Writes a verbose message; text from stores, themes and servers is made visible.</summary>
    internal new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.OfLines(text));

    /// <summary>Writes a debug message; text from stores, themes and servers is made visible.</summary>
    internal new void WriteDebug(string text) => base.WriteDebug(VisibleText.OfLines(text));

    /// <summary>Asks the engine whether to go on; text from stores and themes is made visible.</summary>
    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>Writes the error, and the command goes on with the next item. What is about nothing else is about the command.</summary>
    internal void WriteError(SbmException error, object? target = null) => WriteError(SbmErrors.ToRecord(error, error.ErrorId, target ?? MyInvocation.MyCommand.Name));

    /// <summary>Ends the command.</summary>
    internal void Fail(SbmException error, object? target = null) => ThrowTerminatingError(SbmErrors.ToRecord(error, error.ErrorId, target ?? MyInvocation.MyCommand.Name));

    /// <summary>Whether the command only tells what it would do.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>The full path, from PowerShell's own location.</summary>
    /// <exception cref="SbmException"><c>InvalidPath</c>: it is no path of the file system.</exception>
    private protected string? FullPath(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" && !full.Contains('\0', StringComparison.Ordinal) ? full : throw NoPath(path, null);
        }
        catch (Exception error) when (error is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or PSNotSupportedException)
        {
            throw NoPath(path, error);
        }
    }

    private static SbmException NoPath(string path, Exception? error) =>
        new("InvalidPath", $"'{path}' is no path of the file system.", "Give the path of a file or folder, absolute or from the current location.", path, error);

    /// <summary>The settings, with those that the command was given as parameters.</summary>
    private protected SbmSettings ReadSettings(string[]? mixinPath = null, string[]? keepSelector = null) => new(ReadParameters() with
    {
        MixinPath = mixinPath?.Select(path => FullPath(path)!).ToList(),
        KeepSelector = keepSelector,
    });

    /// <summary>What the command was given as parameters that are settings.</summary>
    private protected SettingParameters ReadParameters() => new() { StorePath = FullPath(StorePath) };

    /// <summary>
    /// The store to work with, opened once for each path. What is wrong with it ends the command, unless a piped run named it:
    /// then that run's error is written, and null returned.
    /// </summary>
    private protected RunStore? OpenStore()
    {
        try
        {
            var settings = ReadSettings();
            var path = settings.StorePath.Value;
            if (!_stores.TryGetValue(path, out var store))
            {
                store = new RunStore(path, new RunStoreOptions { StoreId = StoreIdIn(settings) }, WriteWarningOnce);
                store.Check();
                _stores[path] = store;
            }

            return store;
        }
        catch (Exception error) when (error is SbmException or IOException or UnauthorizedAccessException)
        {
            var record = SbmErrors.ToRecord(error, "StoreUnavailable", StorePath);
            if (!MyInvocation.ExpectingInput)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
            return null;
        }
    }

    // Recording needs no setting but the store's path: a wrong one is said and done without.
    private string? StoreIdIn(SbmSettings settings)
    {
        try
        {
            return settings.StoreId.Value;
        }
        catch (SbmException error)
        {
            WriteWarningOnce($"{error.Message} The store's own is used.");
            return null;
        }
    }

    /// <summary>Writes a run, for the view that fits the window.</summary>
    internal void WriteRun(MigrationRun run)
    {
        var item = PSObject.AsPSObject(run);
        if (IsNarrow)
        {
            item.TypeNames.Insert(0, $"{typeof(MigrationRun)}#Narrow");
        }

        WriteObject(item);
    }

    private bool? _isNarrow;

    // A view cannot tell how wide the window is, and one table cannot serve 60 columns and 200.
    private bool IsNarrow => _isNarrow ??= WindowWidth is > 0 and < 78;

    private int WindowWidth
    {
        get
        {
            try
            {
                return Host.UI.RawUI.BufferSize.Width;
            }
            catch (Exception error) when (error is not PipelineStoppedException) // hosts without a window throw what they like
            {
                return 0;
            }
        }
    }

    /// <summary>One error for each slug and id without wildcards that no run has, as Get-Process does with names.</summary>
    private protected void WriteNotFound(RunIndex runs, string[]? slugs, string[]? ids)
    {
        WriteNotFound(slugs, "slug", name => runs.Find([name], null), "List what there is with Get-SbmRun, or use a pattern such as 'lake*'.");
        WriteNotFound(ids, "id", name => runs.Find(null, [name]), "Ids stand in: Get-SbmRun | Select-Object Slug, Id. Runs can be piped in, too: Get-SbmRun finds them by their slug.");
    }

    private void WriteNotFound(string[]? names, string kind, Func<string, IEnumerable<RunRecord>> find, string advice)
    {
        foreach (var name in names ?? [])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name) && !find(name).Any())
            {
                var shown = WildcardPattern.Unescape(name);
                WriteError(new SbmException(
                    "RunNotFound",
                    $"No run with the {kind} '{shown}' is recorded.",
                    advice,
                    shown));
            }
        }
    }

    // Several looks at one store in one command find the same thing wrong. While the pipeline stops, nobody can be told; what
    // the store is doing must go on all the same.
    private protected void WriteWarningOnce(string message)
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
