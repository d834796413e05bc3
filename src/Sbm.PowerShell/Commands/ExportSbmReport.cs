using System.Diagnostics;
using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Reporting;
using Sbm.Core.Runs;

namespace Sbm.Commands;

/// <summary>Writes a report of what was recorded, to look at or to mail.</summary>
[Cmdlet(VerbsData.Export, "SbmReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSbmReport : SbmCommand
{
    /// <summary>Where a file is to be made there is nothing that wildcards could find: both names mean the path as it stands.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    [ValidateSet("Html", "Markdown")]
    public string? Format { get; set; }

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Until { get; set; }

    [Parameter]
    public SwitchParameter Team { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Open { get; set; }

    protected override void ProcessRecord()
    {
        TimeRange.Check(this, Since, Until);
        try
        {
            Export();
        }
        catch (SbmException error)
        {
            Fail(error, Path);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private void Export()
    {
        var file = FullPath(Path)!;
        var format = FormatOf(file);
        Check(file, format);
        if (!ShouldProcess(file, Append ? "Append a report" : "Write a report"))
        {
            return;
        }

        var team = Team ? new TeamRuns(this, ReadParameters(), Interruption).ReadAll() : null;
        IEnumerable<RunRecord> runs = team ?? (OpenStore() is { } store ? store.ReadAll(Interruption).Select(static run => run.Record) : []);
        var options = new ReportOptions
        {
            Since = Since,
            Until = Until,
            Scope = team is null ? "recorded on this machine" : "of the team",
        };
        RunReport.Save(file, RunReport.Write(runs, options, format), Append);
        WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
        if (Open)
        {
            Show(file);
        }
    }

    private ReportFormat FormatOf(string file)
    {
        if (Format is not null)
        {
            return Enum.Parse<ReportFormat>(Format, ignoreCase: true);
        }

        return System.IO.Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => ReportFormat.Html,
            ".MD" or ".MARKDOWN" => ReportFormat.Markdown,
            _ when Append => ReportFormat.Markdown,
            _ => throw new SbmException(
                "InvalidFormat", $"The name of '{file}' does not tell in which format to write it.", "Give -Format Html or Markdown, or a name that ends in .html or .md.", file),
        };
    }

    private void Check(string file, ReportFormat format)
    {
        if (Append && format == ReportFormat.Html)
        {
            throw new SbmException("InvalidFormat", "A page of HTML ends where it ends: nothing can be appended to it.", "Use -Format Markdown with -Append.", file);
        }

        if (Directory.Exists(file))
        {
            throw new SbmException("FileUnwritable", $"'{file}' is a folder.", "Give the path of a file, for example report.html in it.", file);
        }

        if (System.IO.Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
        {
            throw new SbmException("FileUnwritable", $"There is no folder '{folder}' to write the report to.", "Make the folder first, or give another -Path.", file);
        }

        if (File.Exists(file) && !Append && !Force)
        {
            throw new SbmException("FileExists", $"There is a file '{file}' already.", "Use -Force to replace it, or give another -Path.", file);
        }
    }

    private void Show(string file)
    {
        try
        {
            using var program = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or PlatformNotSupportedException or FileNotFoundException)
        {
            WriteWarning($"The report cannot be shown ({error.Message.TrimEnd('.')}): open '{file}' yourself.");
        }
    }
}
