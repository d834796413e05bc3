using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Migration;
using Sbm.Core.Migration.Sources;
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

    private MigrationProgress _progress = null!;
    private EarlierMigration _earlier = null!;
    private bool _isSlugGiven;
    private int _themes;

    [Parameter(ParameterSetName = ThemeSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralThemeSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "ThemePath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(ParameterSetName = ThemeSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralThemeSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ScriptSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
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

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    [ValidateNotNullOrEmpty]
    public string[]? MixinPath { get; set; }

    [Parameter(ParameterSetName = ThemeSet)]
    [Parameter(ParameterSetName = LiteralThemeSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string[]? KeepSelector { get; set; }

    [Parameter]
    [Span]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public TimeSpan? ManualEstimate { get; set; }

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

    private protected override void Begin()
    {
        _progress = new MigrationProgress(this);
        _earlier = new EarlierMigration(this, Interruption);
        _isSlugGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Slug));
        if (ManualEstimate < TimeSpan.Zero)
        {
            Fail(new SbmException("InvalidEstimate", "A -ManualEstimate is what the work takes by hand; it cannot be negative.", "Give a span such as 4h."), ManualEstimate);
        }
    }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralThemeSet;
        List<string> themes = ScriptBlock is null ? [.. (isLiteral ? LiteralPath : Path).SelectMany(path => ThemePaths.Resolve(this, path, isLiteral))] : [];
        if (_isSlugGiven && _themes + themes.Count > 1)
        {
            WriteError(new SbmException(
                "OneSlugForSeveral",
                $"The -Slug '{Slug}' was given for {(themes.Count > 1 ? $"{themes.Count} themes" : "more than one theme")}.",
                "Leave -Slug out, so that each theme is recorded under its folder's name, or migrate them one by one.",
                Slug));
            return;
        }

        _themes += themes.Count;
        if (OpenStore() is not { } store)
        {
            return;
        }

        _progress.Themes = MyInvocation.ExpectingInput ? null : themes.Count;
        try
        {
            var settings = ReadSettings(MixinPath, KeepSelector);
            if (ScriptBlock is not null)
            {
                MigrateByScript(ScriptBlock, store, settings);
            }

            foreach (var theme in themes)
            {
                MigrateTheme(theme, store, settings);
                _progress.End();
            }
        }
        catch (SbmException error) // a setting of the migration that is wrong, for one theme as for all
        {
            Fail(error);
        }
    }

    protected override void EndProcessing()
    {
        if (_themes > 0)
        {
            _progress.Complete();
        }
    }

    private void MigrateByScript(ScriptBlock script, RunStore store, SbmSettings settings)
    {
        if (TryGetSlug(Slug, out var slug)
            && _earlier.IsPassed(store, settings, slug, Force, IsWhatIf)
            && ShouldProcess(slug, $"Run the script block and record it in '{store.Path}'"))
        {
            Record(Begin(slug, "script", null, settings), store, () => new ScriptMigration(this, script).Run(), static () => { });
        }
    }

    private void MigrateTheme(string theme, RunStore store, SbmSettings settings)
    {
        if (!IsFolder(theme)
            || !TryGetSlug(Slug ?? System.IO.Path.GetFileName(theme), out var slug)
            || !_earlier.IsPassed(store, settings, slug, Force, IsWhatIf))
        {
            return;
        }

        var run = Begin(slug, "migrate", theme, settings);
        var options = Options(run, settings);
        if (!ShouldMigrate(options, store))
        {
            return;
        }

        _progress.Begin(slug);
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(Interruption);
        Record(run, store, () => new ThemeRunner(this).Run(options, _progress, calledOff.Token), calledOff.Cancel);
    }

    private void Record(RunRecord begun, RunStore store, Func<MigrationOutcome> migrate, Action callOff)
    {
        var recorder = new RunRecorder(this, store, begun, !NoSync, Interruption);
        MigrationOutcome outcome;
        using (new TerminationSignal(callOff, recorder.RecordInterrupted))
        {
            outcome = migrate();
            if (outcome.Status == RunStatus.Interrupted)
            {
                recorder.Record(outcome); // while the process that was told to go still waits
            }
        }

        recorder.Record(outcome);
    }

    private RunRecord Begin(string slug, string command, string? theme, SbmSettings settings) => new()
    {
        Id = RunId.New(TimeProvider.System.GetUtcNow()),
        Slug = slug,
        Command = command,
        ThemePath = theme,
        UserId = Setting(settings.DefaultUserId, () => settings.UserId.Value, "Runs are recorded as those of"),
        ManualEstimateSeconds = (long?)(ManualEstimate ?? Setting(null, () => settings.ManualEstimate.Value, "The run is recorded without it"))?.TotalSeconds,
    };

    private ThemeMigrationOptions Options(RunRecord run, SbmSettings settings) => new()
    {
        ThemePath = run.ThemePath!,
        // The files of several themes have the same names, so each theme has a folder of its own there; a single one, too.
        DestinationPath = DestinationPath is null ? null : System.IO.Path.Combine(FullPath(DestinationPath)!, System.IO.Path.GetFileName(run.ThemePath!)),
        ReportFolder = ReportPath is null ? Setting(null, () => settings.ReportFolder, "No report is written") : FullPath(ReportPath),
        Slug = run.Slug,
        Force = Force,
        IsAgreed = _earlier.IsAgreed,
        Written = _earlier.Written,
        RunId = run.Id!,
        KeptFolder = Setting(null, () => settings.KeptFolder, "What is replaced is not kept"),
        Verify = Verify,
        CommonThemePath = settings.CommonThemePath.Value,
        Strict = Strict,
        MixinPaths = settings.MixinPath.Value,
        KeepSelectors = settings.KeepSelector.Value,
    };

    // Recording needs no setting but the store's path: a wrong one is said and done without.
    private T Setting<T>(T fallback, Func<T> read, string consequence)
    {
        try
        {
            return read();
        }
        catch (SbmException error)
        {
            WriteWarningOnce($"{error.Message} {consequence}{(fallback is null ? "." : $" '{fallback}'.")}");
            return fallback;
        }
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
            WriteError(error, text);
            return false;
        }
    }

    // What would be written is worked out only for someone who asks: it reads the theme.
    private bool ShouldMigrate(ThemeMigrationOptions options, RunStore store)
    {
        if (!IsWhatIf)
        {
            return ShouldProcess(options.ThemePath, "Migrate to Site Builder");
        }

        try
        {
            return ShouldProcess(options.ThemePath, $"Write {string.Join(", ", ThemeMigration.Plan(options))} and record the run in '{store.Path}'");
        }
        catch (SbmException error)
        {
            WriteError(error, options.ThemePath);
            return false;
        }
    }
}
