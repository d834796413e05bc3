using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Migration;

namespace Sbm.Commands;

/// <summary>Tells what a migration of a theme would give, and writes and records nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SbmTheme", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ThemeAnalysis))]
public sealed class TestSbmTheme : SbmCommand
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "ThemePath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? MixinPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompleter))]
    public string[]? KeepSelector { get; set; }

    [Parameter]
    public SwitchParameter Verify { get; set; }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralSet;
        foreach (var theme in (isLiteral ? LiteralPath : Path).SelectMany(path => ThemePaths.Resolve(this, path, isLiteral)))
        {
            Analyze(theme);
        }
    }

    private void Analyze(string theme)
    {
        try
        {
            var folder = System.IO.Path.GetFileName(theme);
            var settings = ReadSettings(MixinPath, KeepSelector);
            var options = new ThemeMigrationOptions
            {
                ThemePath = theme,
                DestinationPath = DestinationPath is null ? null : System.IO.Path.Combine(FullPath(DestinationPath)!, folder),
                Slug = folder,
                Verify = Verify,
                CommonThemePath = settings.CommonThemePath.Value,
                MixinPaths = settings.MixinPath.Value,
                KeepSelectors = settings.KeepSelector.Value,
            };
            var analysis = ThemeMigration.Analyze(options, Interruption);
            WriteObject(ListedProperties.On(ThemeAnalysisFactory.FromCore(theme, analysis, Verify)));
            if (analysis.Fault is { } fault)
            {
                WriteError(fault, theme);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C; the engine says so itself.
        }
        catch (SbmException error)
        {
            WriteError(error, theme);
        }
    }
}
