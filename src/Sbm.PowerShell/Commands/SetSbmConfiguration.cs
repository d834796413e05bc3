using System.Globalization;
using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Settings;

namespace Sbm.Commands;

/// <summary>Writes settings into the user's config file.</summary>
[Cmdlet(VerbsCommon.Set, "SbmConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class SetSbmConfiguration : SbmCommand
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

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string? UserId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string? StoreId { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool AutoSync { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan ExitTimeout { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? MixinPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string[]? KeepSelector { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CommonThemePath { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan ManualEstimate { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string[] Reset { get; set; } = [];

    protected override void ProcessRecord()
    {
        try
        {
            var changes = Changes();
            var editor = new ConfigEditor();
            editor.Apply(changes, isWritten: false);
            var set = changes.Where(static change => change.Value is not null).Select(static change => change.Key).ToList();
            var removed = changes.Keys.Except(set).ToList();
            var action = string.Join(" and ", new[] { ("Set", set), ("Remove", removed) }.Where(static part => part.Item2.Count > 0).Select(static part => $"{part.Item1} {string.Join(", ", part.Item2)}"));
            if (ShouldProcess(editor.Path, action))
            {
                editor.Apply(changes);
                WarnOfWhatGoesBefore(set);
            }
        }
        catch (SbmException error)
        {
            Fail(error);
        }
    }

    private Dictionary<string, IReadOnlyList<string>?> Changes()
    {
        var changes = new Dictionary<string, IReadOnlyList<string>?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in SbmSettings.Names.Where(MyInvocation.BoundParameters.ContainsKey))
        {
            changes.Add(name, ValuesOf(name));
        }

        foreach (var name in Reset)
        {
            if (!changes.TryAdd(SettingInfo.Find(name)?.Name ?? name, null))
            {
                throw new SbmException("InvalidReset", $"{name} is to be set and to be removed.", $"Give either -{name} or -Reset {name}.", name);
            }
        }

        return changes.Count > 0 ? changes : throw new SbmException(
            "InvalidChange", "There is nothing to set.", $"Give one of -{string.Join(", -", SbmSettings.Names)}, or -Reset with the names of settings to remove.");
    }

    // Paths as full paths: in the file, relative ones would begin at its folder.
    private string[] ValuesOf(string name) => name switch
    {
        nameof(DatabaseUrl) => [DatabaseUrl!],
        nameof(CredentialsPath) => [FullPath(CredentialsPath)!],
        nameof(ApiKey) => [SecretText.Of(ApiKey)!],
        nameof(UserId) => [UserId!],
        nameof(StorePath) => [FullPath(StorePath)!],
        nameof(StoreId) => [StoreId!],
        nameof(AutoSync) => [AutoSync ? "true" : "false"],
        nameof(ExitTimeout) => [ExitTimeout.ToString("c", CultureInfo.InvariantCulture)],
        nameof(MixinPath) => MixinPath!.Select(path => FullPath(path)!).ToArray(),
        nameof(KeepSelector) => KeepSelector!,
        nameof(CommonThemePath) => [FullPath(CommonThemePath)!],
        _ => [ManualEstimate.ToString("c", CultureInfo.InvariantCulture)],
    };

    private void WarnOfWhatGoesBefore(List<string> set)
    {
        foreach (var reading in new SbmSettings().ReadAll().Where(reading => set.Contains(reading.Info.Name) && reading.Source == SettingSource.Environment))
        {
            WriteWarning($"{reading.Info.Name} is written down, but {reading.Origin} goes before it while it is set.");
        }
    }
}
