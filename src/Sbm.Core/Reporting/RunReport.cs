using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Reporting;

/// <summary>The formats of a report.</summary>
public enum ReportFormat
{
    /// <summary>One page for a browser.</summary>
    Html,

    /// <summary>GitHub's Markdown.</summary>
    Markdown,
}

/// <summary>Writes reports. The same runs and options give the same bytes.</summary>
public static class RunReport
{
    /// <summary>The report as text, with line feeds.</summary>
    public static string Write(IEnumerable<RunRecord> runs, ReportOptions options, ReportFormat format)
    {
        var data = new ReportData(runs, options);
        return format == ReportFormat.Html ? HtmlReport.Write(data) : MarkdownReport.Write(data);
    }

    /// <summary>Writes a report to a file, which is replaced as one.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="text">The report.</param>
    /// <param name="isAppended">Adds it to the end of what is there.</param>
    /// <exception cref="SbmException"><c>FileUnwritable</c></exception>
    public static void Save(string path, string text, bool isAppended)
    {
        // Halves of surrogate pairs become the replacement character.
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            if (File.Exists(path) && FileKind.Of(path) is { } kind)
            {
                throw new IOException($"it is {kind}");
            }

            if (isAppended)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
                file.Write(file.Position > 0 ? "\n"u8 : ""u8);
                file.Write(bytes);
                return;
            }

            var temporary = path + ".tmp";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SbmException(
                "FileUnwritable",
                $"The report '{path}' cannot be written: {error.Message.TrimEnd('.')}.",
                "See that the folder exists and may be written to, and that the disk has room; or give another -Path.",
                path,
                error);
        }
    }
}
