using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Commands;

/// <summary>Runs a migration, records it, returns the run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SbmMigration", DefaultParameterSetName = ThemeSet, SupportsShouldProcess = true)]
[OutputType(typeof(MigrationRun))]
public sealed class InvokeSbmMigration : SbmCommand
{
    private const string ThemeSet = "Theme";
    private const string LiteralThemeSet = "LiteralTheme";
    private const string ScriptSet = "Script";

    private readonly List<string> _themes = [];
    private SbmSettings _settings = null!;
    private string _reportFolder = string.Empty;
    private RunStore _store = null!;
    private RunRecorder _recorder = null!;
    private bool _yesToAll;
    private bool _noToAll;

    [Parameter(ParameterSetName = ThemeSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralThemeSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    [Parameter(ParameterSetName = ScriptSet, Mandatory = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(StoreCompleter))]
    public string? Slug { get; set; }

    [Parameter(ParameterSetName = ScriptSet, Mandatory = true)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    public SwitchParameter Verify { get; set; }

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    public SwitchParameter Strict { get; set; }

    [Parameter]
    public SwitchParameter NoSync { get; set; }

    protected override void BeginProcessing()
    {
        _settings = ReadSettings();
        _store = OpenStore()!;
        _recorder = new RunRecorder(this, _store, UserId(), !NoSync, Interruption);
        if (ParameterSetName != ScriptSet)
        {
            _reportFolder = ReportFolder();
        }
    }

    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == LiteralThemeSet ? LiteralPath : Path)
        {
            _themes.AddRange(ThemePaths.Resolve(this, path, ParameterSetName == LiteralThemeSet));
        }
    }

    protected override void EndProcessing()
    {
        if (ScriptBlock is not null)
        {
            MigrateByScript(ScriptBlock);
            return;
        }

        var progress = new MigrationProgress(this, _themes.Count);
        foreach (var theme in _themes)
        {
            MigrateTheme(theme, progress);
            progress.End();
        }

        progress.Complete();
    }

    // Recording needs no setting but the store's path: a wrong one is said and done without.
    private string UserId()
    {
        try
        {
            return _settings.UserId.Value;
        }
        catch (SbmException error)
        {
            WriteWarning($"{error.Message} Runs are recorded as those of '{_settings.DefaultUserId}'.");
            return _settings.DefaultUserId;
        }
    }

    private string ReportFolder()
    {
        try
        {
            return ReportPath is null ? _settings.ReportFolder : GetUnresolvedProviderPathFromPSPath(ReportPath);
        }
        catch (SbmException error)
        {
            ThrowTerminatingError(SbmErrors.ToRecord(error, error.ErrorId, null));
            throw;
        }
    }

    private void MigrateByScript(ScriptBlock script)
    {
        if (TryGetSlug(Slug, out var slug)
            && ShouldProcess(slug, $"Run the script block and record it in '{_store.Path}'")
            && MayMigrate(slug, out _))
        {
            var watch = Stopwatch.StartNew();
            var outcome = new ScriptMigration(this, script).Run();
            _recorder.Record(slug, "script", watch.Elapsed, outcome);
        }
    }

    private void MigrateTheme(string theme, MigrationProgress progress)
    {
        if (!IsFolder(theme) || !TryGetSlug(Slug ?? System.IO.Path.GetFileName(theme), out var slug))
        {
            return;
        }

        var options = new ThemeMigrationOptions
        {
            ThemePath = theme,
            DestinationPath = DestinationOf(theme),
            ReportFolder = _reportFolder,
            Slug = slug,
            Force = Force,
            Verify = Verify,
            Strict = Strict,
        };
        if (ShouldMigrate(options) && MayMigrate(slug, out var isAgreed))
        {
            progress.Begin(slug);
            var watch = Stopwatch.StartNew();
            var outcome = new ThemeRunner(this).Run(options with { Force = Force || isAgreed }, progress, Interruption);
            _recorder.Record(slug, "migrate", watch.Elapsed, outcome);
        }
    }

    // Several themes do not share a folder: their files have the same names.
    private string? DestinationOf(string theme)
    {
        if (DestinationPath is null)
        {
            return null;
        }

        var path = GetUnresolvedProviderPathFromPSPath(DestinationPath);
        return _themes.Count == 1 ? path : System.IO.Path.Combine(path, System.IO.Path.GetFileName(theme));
    }

    private bool IsFolder(string theme)
    {
        try
        {
            ThemeFolder.Check(theme);
            return true;
        }
        catch (SbmException error)
        {
            WriteError(error, theme);
            return false;
        }
    }

    private bool TryGetSlug(string? text, out string slug)
    {
        try
        {
            slug = RunSlug.Validate(text);
            return true;
        }
        catch (SbmException error)
        {
            slug = string.Empty;
            WriteError(SbmErrors.ToRecord(error, error.ErrorId, text));
            return false;
        }
    }

    // What would be written is worked out only for someone who asks: it reads the theme.
    private bool ShouldMigrate(ThemeMigrationOptions options)
    {
        if (!IsWhatIf)
        {
            return ShouldProcess(options.ThemePath, "Migrate to Site Builder");
        }

        try
        {
            return ShouldProcess(options.ThemePath, $"Write {string.Join(", ", ThemeMigration.Plan(options))} and record the run in '{_store.Path}'");
        }
        catch (SbmException error)
        {
            WriteError(SbmErrors.ToRecord(error, error.ErrorId, options.ThemePath));
            return false;
        }
    }

    private bool MayMigrate(string slug, out bool isAgreed)
    {
        isAgreed = false;
        if (Force || FindEarlier(slug) is not { } earlier)
        {
            return true;
        }

        var who = earlier.UserId is { } user ? $" by {user}" : string.Empty;
        var when = earlier.Timestamp?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var what = $"'{slug}' was migrated already{(when is null ? string.Empty : " on " + when)}{who}";
        isAgreed = IsConfirmed($"{what}. Migrate it again, over the files that it wrote?");
        if (isAgreed)
        {
            return true;
        }

        WriteWarning($"{what}; it is skipped. Use -Force to migrate it again.");
        return false;
    }

    private RunRecord? FindEarlier(string slug)
    {
        try
        {
            return _store.FindSuccess(slug, Interruption)?.Record;
        }
        catch (SbmException error)
        {
            WriteWarning($"Whether '{slug}' was migrated before cannot be told: {error.Message}");
            return null;
        }
    }

    // A prompt that nobody can answer is answered No.
    private bool IsConfirmed(string question)
    {
        if (Console.IsInputRedirected)
        {
            return false;
        }

        try
        {
            return ShouldContinue(question, "Already migrated", ref _yesToAll, ref _noToAll);
        }
        catch (Exception error) when (error is HostException or PSInvalidOperationException or PSNotSupportedException or NotImplementedException or IOException)
        {
            return false;
        }
    }
}
